/* Discs: each stands for events that lie too close to each other to stand by themselves. One comes nearer by them, until
   they part; where they lie in one point, the disc opens a list of them. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;
  const ROOM_PX = 90; // round the places of a disc that the map comes nearer to
  const MOST_PX = 260; // height of a list

  /** The years of some events, as words. @param {LayerEvent[]} events */
  const yearsOf = (events) => {
    const [first, last] = [
      Math.min(...events.map(({ firstDay }) => firstDay)),
      Math.max(...events.map(({ lastDay }) => lastDay)),
    ].map((day) => String(Number(Atlas.isoOf(day).slice(0, 4))));
    return first === last ? first : `${first}–${last}`;
  };

  /** The place that most of some events have. @param {LayerEvent[]} events */
  const placeOf = (events) => {
    const counts = new Map();
    for (const { placeTitle } of events) counts.set(placeTitle, (counts.get(placeTitle) || 0) + 1);
    const [[title]] = [...counts].sort(([, a], [, b]) => b - a);
    return [title, counts.size === 1];
  };

  Atlas.gatheredInWords = (events) => {
    const [place, isOne] = placeOf(events);
    return `${events.length} events ${isOne ? "at" : "near"} ${place}, ${yearsOf(events)}`;
  };

  /** Whether events stand apart at the closest zoom. @param {L.Map} map @param {LayerEvent[]} events */
  const canPart = (map, events) => {
    const spots = events.map(({ latlng }) => map.project(latlng, map.getMaxZoom()));
    const size = (axis) => Math.max(...spots.map((p) => p[axis])) - Math.min(...spots.map((p) => p[axis]));
    return map.getZoom() < map.getMaxZoom() && Math.max(size("x"), size("y")) >= looks.gatherPx;
  };

  Atlas.Discs = class {
    /** @param {L.Map} map @param {any} renderer @param {DiscsWiring} wiring */
    constructor(map, renderer, wiring) {
      this.map = map;
      this.renderer = renderer;
      this.wiring = wiring;
      this.pool = [];
    }

    /** Stand for the events of each group; what is not needed is hidden. A disc goes on standing for the first of its
        events, so that what stays is not drawn again. @param {Gathered[]} groups */
    show(groups) {
      const before = new Map(this.pool.map((disc) => [disc.events[0], disc]));
      const kept = groups.map(({ shown }) => before.get(shown[0]));
      const taken = new Set(kept);
      const spare = this.pool.filter((disc) => !taken.has(disc));
      this.shown = groups.map((group, index) => this._standing(kept[index] ?? spare.pop() ?? this._made(), group));
      for (const disc of spare) {
        if (disc.events.length) disc.node.style.display = "none";
        Object.assign(disc, { events: [], key: "" });
        disc.node.removeAttribute("data-events");
      }
      return this.shown;
    }

    /** @param {Disc} disc @param {Gathered} group */
    _standing(disc, { shown, anchor, aside }) {
      const key = shown.map(({ id }) => id).join(" ");
      if (!disc.events.length) disc.node.style.display = "";
      disc.events = shown;
      if (!disc.marker.getLatLng().equals(anchor)) disc.marker.setLatLng(anchor);
      disc.marker.stand(aside);
      if (key === disc.key) return disc;
      disc.key = key;
      disc.node.setAttribute("data-events", key);
      disc.node.setAttribute("aria-label", Atlas.gatheredInWords(shown));
      disc.marker.show(shown.length, Atlas.shares(shown, this.wiring.parties));
      if (disc.marker.isTooltipOpen()) disc.marker.closeTooltip();
      return disc;
    }

    /** @param {?Moment} moment */
    age(moment) {
      for (const { node, events } of this.pool) {
        const isPast = Boolean(moment) && moment.mode === "sofar" &&
          events.every(({ lastDay }) => lastDay < moment.now);
        node.classList.toggle("past", isPast);
      }
    }

    /** Come nearer, until the events of a disc part; or list them. @param {Disc} disc */
    open(disc) {
      const { map } = this;
      const { events } = disc;
      if (!canPart(map, events)) {
        this._list(disc);
        return;
      }
      const bounds = L.latLngBounds(events.map(({ latlng }) => latlng));
      const fits = map.getBoundsZoom(bounds, false, L.point(ROOM_PX, ROOM_PX));
      const { lat, lng } = bounds.getCenter();
      const z = Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, fits));
      disc.marker.closeTooltip();
      Atlas.travel(map, { lat, lon: lng, z });
    }

    _list(disc) {
      const { events } = disc;
      const box = document.createElement("div");
      const head = document.createElement("p");
      head.textContent = Atlas.gatheredInWords(events);
      const list = document.createElement("ul");
      for (const event of events) {
        const button = document.createElement("button");
        button.type = "button";
        const [title, date] = [this.wiring.titleOf(event), event.feature.properties.date_text].map((text) => {
          const part = document.createElement("span");
          part.textContent = text;
          return part;
        });
        button.append(title, date);
        button.dataset.opens = event.id;
        button.addEventListener("click", () => {
          popup.close();
          this.wiring.choose(event, events);
        });
        const item = document.createElement("li");
        item.append(button);
        list.append(item);
      }
      box.append(head, list);
      const popup = L.popup({ className: "atlas-list", maxHeight: MOST_PX, maxWidth: 320, offset: [0, -8] })
        .setLatLng(this.map.layerPointToLatLng(disc.marker._point.add(disc.marker.offset)))
        .setContent(box);
      box.addEventListener("keydown", (key) => {
        if (key.key === "Escape") popup.close();
        if (key.key !== "Tab") key.stopPropagation(); // the map takes arrows and digits for itself
      });
      popup.on("remove", () => {
        if (popup.getElement()?.contains(document.activeElement)) disc.node.focus({ preventScroll: true });
      });
      popup.openOn(this.map);
      box.querySelector("button").focus({ preventScroll: true });
    }

    _made() {
      const marker = new Atlas.DiscMarker([0, 0], { renderer: this.renderer });
      marker.addTo(this.map);
      /** @type {Disc} */
      const disc = { marker, node: marker.getElement(), events: [], key: "" };
      this.pool.push(disc);
      const { node } = disc;
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "-1");
      marker.bindTooltip(() => Atlas.tooltip({ title: Atlas.gatheredInWords(disc.events), date: "", place: "" }), {
        className: "atlas-tooltip",
        direction: "top",
        offset: [0, -12],
        opacity: 1,
      });
      marker.on("click", () => this.open(disc));
      marker.on("mouseover", () => node.classList.add("hovered"));
      marker.on("mouseout", () => node.classList.remove("hovered"));
      node.addEventListener("keydown", (key) => this.wiring.key(disc, key));
      node.addEventListener("focus", () => {
        node.classList.add("hovered");
        this.wiring.reveal(disc.events[0]);
        marker.openTooltip();
      });
      node.addEventListener("blur", () => {
        node.classList.remove("hovered");
        marker.closeTooltip();
      });
      return disc;
    }
  };
})(globalThis);
