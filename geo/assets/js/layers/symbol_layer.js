/* The event layer: draws all events once and afterwards only shows, hides and marks them. What would lie too close
   stands as one: core/gather.js says what, discs.js draws it. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;

  /** @implements {EventsLayer} */
  Atlas.SymbolLayer = class {
    /**
     * @param {L.Map} map
     * @param {Collection} collection  of /api/events.geojson, in order of time
     * @param {Map<string, Drawing>} symbols  the drawing of each kind
     * @param {LayerWiring} wiring
     */
    constructor(map, collection, symbols, wiring) {
      this.map = map;
      this.symbols = symbols;
      this.wiring = wiring;
      this.selected = null;
      this.visible = 0;
      const renderer = new Atlas.SymbolRenderer({ pane: this._pane("atlas-events", 450), padding: 0.4 });
      Atlas.hatch(map);
      this.events = collection.features.map((feature, index) => this._event(feature, index));
      this.byId = new Map(this.events.map((event) => [event.id, event]));
      this.areas = new Atlas.Areas(map, this._pane("atlas-areas", 410), this.events);
      this._scaled(map.getZoom()); // while there is little that it changes
      for (const event of this.events) this._draw(event, renderer);
      this.discs = new Atlas.Discs(map, renderer, {
        parties: wiring.parties,
        titleOf: (event) => this.titleOf(event),
        choose: (event, together) => this._tell(event, together),
        reveal: (event) => this.reveal(event.id),
        key: (disc, key) => this.stops.key(disc.node, key, () => this.discs.open(disc)),
      });
      /** @type {Gathered[]} */
      this.groups = [];
      this.stops = new Atlas.Stops(); // what is to be seen: the keyboard walks along it
      this.arrangedFor = "";
      this.map.on("zoomend", () => this._arrange());
    }

    get total() {
      return this.events.length;
    }

    /**
     * @param {EventSelection} selection
     * @param {?EventSelection} whole  while time runs, all that it runs through: what stands together stays together
     * @param {boolean} isAtOnce  what follows a hand comes and goes at once, not softly
     */
    filter(selection, whole = null, isAtOnce = false) {
      const wanted = Atlas.matcher(selection);
      let visible = 0;
      const changed = [];
      for (const event of this.events) {
        const show = wanted(event);
        if (show) visible += 1;
        if (show !== event.shown) {
          event.shown = show;
          changed.push(event);
        }
      }
      this.visible = visible;
      this.selection = selection;
      this.whole = whole;
      this.isAtOnce = isAtOnce;
      for (const event of changed) this._state(event);
      this._arrange(changed.length > 0);
    }

    /** Name the events in a language, where they have a name in it. @param {string} lang */
    speak(lang) {
      if (lang === this.lang) return;
      this.lang = lang;
      for (const event of this.events) {
        this._name(event);
      }
    }

    titleOf({ feature: { properties } }) {
      return (properties.names && properties.names[this.lang]) || properties.title;
    }

    /** @param {EventSelection} selection */
    starts(selection) {
      const wanted = Atlas.matcher({ ...selection, from: null, to: null, sure: [] });
      return this.events.filter(wanted).map(({ firstDay }) => firstDay);
    }

    during(selection, day) {
      const iso = Atlas.isoOf(day);
      const wanted = Atlas.matcher({ ...selection, from: iso, to: iso, sure: [] });
      return this.events.filter(wanted).map((event) => Atlas.toldOf(event, this.titleOf(event)));
    }

    /** Whether a click on the map is one on an event; the symbols hear their clicks themselves. */
    pick() {
      return false;
    }

    /** The event under the pointer, or an empty id. @param {PointerEvent} pointer @returns {string} */
    under({ target }) {
      return /** @type {Element} */ (target).closest("[data-event]")?.getAttribute("data-event") || "";
    }

    /** @param {?Moment} moment  without one all are plain */
    age(moment) {
      for (const event of this.events) {
        const age = !moment || !event.shown
          ? ""
          : event.lastDay < moment.now
          ? (moment.mode === "sofar" ? "past" : "")
          : event.isVague
          ? "possible"
          : "";
        if (age === event.age) continue;
        const { classList } = event.marker.getElement();
        if (event.age) classList.remove(event.age);
        if (age) classList.add(age);
        event.age = age;
      }
      this.discs.age(moment);
    }

    /** Mark one event as the open one, or none. @param {string} id */
    mark(id) {
      const event = this.byId.get(id) || null;
      if (event === this.selected) return;
      const before = this.selected;
      this.selected = event;
      if (before) this._state(before);
      if (event) this._state(event);
      this._arrange();
      if (!event) return;
      event.marker.bringToFront();
      if (event.drawn) this.stops.hold(event.marker.getElement());
    }

    /** What stands on the map: symbols and discs, each with its place and how far aside it stands. */
    standing() {
      const symbols = this.events.filter(({ drawn }) => drawn).map(({ marker, latlng }) => ({ marker, latlng }));
      const discs = (this.discs.shown || []).map(({ marker }) => ({ marker, latlng: marker.getLatLng() }));
      return [...symbols, ...discs].map(({ marker, latlng }) => ({
        node: marker.getElement(),
        latlng,
        aside: marker.offset,
      }));
    }

    /** Where the map looks at an event from, with all its parts; null if none of them is on it. @param {string} id */
    viewOf(id) {
      const placed = this.events.map(({ id: one, partOf, latlng, approximationKm }) => ({
        id: one,
        partOf,
        lat: latlng.lat,
        lon: latlng.lng,
        km: approximationKm,
      }));
      return Atlas.viewOf(placed, id, this.map.getSize(), this.map.getMinZoom());
    }

    /**
     * Bring an event into view, moving the map only if it lies outside.
     * @param {string} id
     * @param {boolean} isCalm  nothing else moves the map
     */
    reveal(id, isCalm = true) {
      const event = this.byId.get(id);
      if (!event) return;
      const size = this.map.getSize();
      const p = this.map.latLngToContainerPoint(event.latlng);
      const margin = Math.min(looks.marginPx, size.x / 6, size.y / 6);
      if (p.x < margin || p.y < margin || p.x > size.x - margin || p.y > size.y - margin - looks.controlPx) {
        const isNear = Math.abs(p.x - size.x / 2) < 2 * size.x && Math.abs(p.y - size.y / 2) < 2 * size.y;
        this.map.setView(event.latlng, this.map.getZoom(), { animate: isNear && isCalm && !Atlas.reducedMotion() });
      }
    }

    _pane(name, zIndex) {
      this.map.createPane(name).style.zIndex = zIndex;
      return name;
    }

    _event(feature, index) {
      const p = feature.properties;
      return {
        ...Atlas.searchable(feature),
        feature,
        index,
        drawing: this.symbols.get(p.kind),
        isVague: p.date_prec > 1,
        age: "",
        placeId: p.place_id,
        placeTitle: p.place_title,
        partOf: p.part_of,
        latlng: L.latLng(p.point[1], p.point[0]),
        radiusM: p.approximation_km * 1000,
        shown: false, // one of those that are wanted
        drawn: false, // by its own symbol
        stands: 1, // for so many, itself among them
        hovered: false,
        words: "",
        marker: null,
      };
    }

    _draw(event, renderer) {
      const p = event.feature.properties;
      event.marker = new Atlas.EventMarker(event, { renderer });
      event.marker.addTo(this.map);
      const node = event.marker.getElement();
      node.style.display = "none";
      node.dataset.event = event.id;
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", "-1");
      event.marker.bindTooltip(() => Atlas.eventTooltip(p, this.titleOf(event)), {
        className: "atlas-tooltip",
        direction: "top",
        offset: [0, -12],
        opacity: 1,
      });
      event.marker.on("click", () => this._choose(event));
      event.marker.on("mouseover", () => this._hover(event, true));
      event.marker.on("mouseout", () => this._hover(event, false));
      node.addEventListener("keydown", (key) => this.stops.key(node, key, () => this._choose(event)));
      node.addEventListener("focus", () => {
        this._hover(event, true);
        this.reveal(event.id);
        event.marker.openTooltip();
      });
      node.addEventListener("blur", () => {
        this._hover(event, false);
        event.marker.closeTooltip();
      });
    }

    _hover(event, isHovered) {
      event.hovered = isHovered;
      this._state(event);
      if (isHovered) this.wiring.near(event.id);
    }

    _state(event) {
      const node = event.marker.getElement();
      const selected = event === this.selected;
      node.classList.toggle("selected", selected);
      node.classList.toggle("hovered", event.hovered);
      node.setAttribute("aria-pressed", String(selected));
      this.areas.update(event, this.selected);
    }

    /** Find out what stands for what, unless that has been done for just this, and show it if it or what is shown is new. */
    _arrange(isChanged = true) {
      const zoom = this.map.getZoom();
      const filters = this.whole ? { ...this.whole, whole: true } : this.selection || Atlas.EVERYTHING;
      const isLarge = document.body.classList.contains("atlas-large");
      const key = JSON.stringify([filters, zoom, this.selected?.id, isLarge]);
      if (key !== this.arrangedFor) {
        this.arrangedFor = key;
        this.groups = this._gathered(zoom, this._scaled(zoom));
      } else if (!isChanged) return;
      this._show();
    }

    /** How large symbols are at a zoom; the style sheet is told. */
    _scaled(zoom) {
      const box = this.map.getContainer();
      const scale = Atlas.atZoom(looks.symbolScale, zoom) * Atlas.lettering(box);
      box.style.setProperty("--symbol-scale", String(scale));
      box.style.setProperty("--edge-px", String(Atlas.atZoom(looks.areaEdgePx, zoom)));
      return scale;
    }

    /** @returns {Gathered[]} */
    _gathered(zoom, scale) {
      const events = this.whole
        ? this.events.filter(Atlas.matcher(this.whole))
        : this.events.filter((one) => one.shown);
      const places = new Map(events.map((event, index) => [event, index]));
      /** @type {Spot[]} */
      const spots = events.map(({ latlng }) => {
        const p = this.map.project(latlng, zoom).round();
        return [p.x, p.y];
      });
      const isClosest = zoom >= this.map.getMaxZoom();
      const found = Atlas.gather(spots, events.map((event) => this._parent(event, places)), {
        span: this.whole || isClosest ? 0 : looks.familyPx, // what time brings on shows itself; nothing is out of reach
        distance: looks.gatherPx * scale,
        alone: places.get(this.selected) ?? -1,
      });
      const aside = Atlas.standing(found, looks.apartPx * scale, looks.asidePx);
      return found.map(({ x, y, head, members }, index) => {
        const anchor = spots[head < 0 ? members[0] : head];
        return {
          head: events[head] || null,
          events: members.map((member) => events[member]),
          shown: [],
          anchor: events[members[0]].latlng,
          aside: [x - anchor[0] + aside[index][0], y - anchor[1] + aside[index][1]],
        };
      });
    }

    /** The nearest of an event's ancestors among some, or -1. */
    _parent(event, places) {
      for (let at = this.byId.get(event.partOf); at; at = this.byId.get(at.partOf)) {
        if (places.has(at)) return places.get(at);
      }
      return -1;
    }

    /** Draw each group as what it is right now: nothing, the symbol of one event, or a disc. */
    _show() {
      const focused = this.stops.focused();
      const [single, several] = [new Map(), []];
      for (const group of this.groups) {
        group.shown = group.events.filter((event) => event.shown);
        const { head, shown } = group;
        if (!shown.length) continue;
        if (head && head.shown) single.set(head, group);
        else if (shown.length === 1) single.set(shown[0], group);
        else several.push(group);
      }
      for (const event of this.events) {
        const group = single.get(event);
        if (group) {
          event.marker.fill();
          event.marker.stand(group.head === event ? group.aside : [0, 0]);
          this._stand(event, group.shown);
        }
        if (Boolean(group) === event.drawn) continue;
        event.drawn = Boolean(group);
        const { style } = event.marker.getElement();
        style.transition = this.isAtOnce ? "none" : ""; // a class of the map's would have every symbol styled anew
        style.display = group ? "" : "none";
      }
      const discs = this.discs.show(several);
      const stops = [
        ...[...single].map(([event, { shown }]) => ({ node: event.marker.getElement(), events: shown })),
        ...discs.map(({ node, events }) => ({ node, events })),
      ].sort((one, other) => this._order(one) - this._order(other));
      this.stops.follow(stops, focused);
    }

    _order({ events: [first] }) {
      return first.index;
    }

    /** Say on an event's symbol what it stands for. */
    _stand(event, shown) {
      if (event.stands !== shown.length) {
        event.stands = shown.length;
        event.marker.count(event.stands);
        event.words = "";
      }
      if (event.stands > 1) event.marker.getElement().setAttribute("data-events", shown.map(({ id }) => id).join(" "));
      else event.marker.getElement().removeAttribute("data-events");
      if (!event.words) this._name(event);
    }

    _name(event) {
      const own = Atlas.eventInWords(event.feature.properties, this.titleOf(event));
      event.words = event.stands > 1 ? `${own}; with ${event.stands - 1} of its parts` : own;
      event.marker.getElement().setAttribute("aria-label", event.words);
    }

    _choose(event) {
      const spot = (one) => this.map.latLngToContainerPoint(one.latlng).add(one.marker.offset);
      const near = this.events.filter((other) =>
        other !== event && other.drawn && spot(other).distanceTo(spot(event)) <= looks.stackPx
      );
      this._tell(event, near);
    }

    _tell(event, together) {
      const others = together.filter((other) => other !== event);
      this.wiring.chosen(event.id, [event.id, ...others.map((other) => other.id)]);
    }
  };
})(globalThis);
