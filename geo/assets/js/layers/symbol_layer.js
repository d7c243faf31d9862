/* The event layer: draws all events once and afterwards only shows, hides and marks them. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;
  const RADIUS = 11; // what the drawings of the kinds are made for

  /** An SVG renderer whose paths are groups: a symbol, its halo and its focus ring. */
  const SymbolRenderer = L.SVG.extend({
    _initPath(layer) {
      const group = Atlas.svg("g", { class: "atlas-event kind-" + layer.event.kind });
      if (layer.event.wherePrec >= looks.vagueFrom) group.classList.add("vague");
      Atlas.svg("line", { class: "leader" }, group);
      Atlas.svg("circle", { class: "origin", r: looks.originPx }, group);
      Atlas.svg("circle", { class: "ring", r: looks.ringPx }, group);
      Atlas.symbol(layer.event.drawing, group);
      layer._path = group;
      if (layer.options.interactive) group.classList.add("leaflet-interactive");
      this._layers[L.stamp(layer)] = layer;
    },
    _updateStyle() {},
  });

  const Marker = L.CircleMarker.extend({
    _updatePath() {
      const p = this._point;
      const [dx, dy] = this.event.offset;
      const node = this._path;
      node.setAttribute("transform", `translate(${p.x + dx} ${p.y + dy})`);
      const isMoved = dx !== 0 || dy !== 0;
      node.classList.toggle("moved", isMoved);
      if (!isMoved) return;
      const [leader, origin] = node.children;
      leader.setAttribute("x2", -dx);
      leader.setAttribute("y2", -dy);
      origin.setAttribute("cx", -dx);
      origin.setAttribute("cy", -dy);
    },
  });

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
      this.areas = this._pane("atlas-areas", 410);
      const renderer = new SymbolRenderer({ pane: this._pane("atlas-events", 450), padding: 0.4 });
      this.areaRenderer = L.svg({ pane: this.areas, padding: 0.4 });
      Atlas.hatch(map);
      this.events = collection.features.map((feature) => this._event(feature));
      this.byId = new Map(this.events.map((event) => [event.id, event]));
      /** Places that are no point, each drawn once however many events lie there. */
      this.places = new Map();
      for (const event of this.events) {
        if (!this.places.has(event.placeId)) this.places.set(event.placeId, { events: [], area: null });
        this.places.get(event.placeId).events.push(event);
      }
      for (const event of this.events) this._draw(event, renderer);
      this.focusable = null;
      this.arrangedFor = "";
      this.map.on("zoomend", () => this._arrange(true));
    }

    get total() {
      return this.events.length;
    }

    /** @param {EventSelection} selection */
    filter(selection) {
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
      this._arrange(false);
      for (const event of changed) event.marker.getElement().style.display = event.shown ? "" : "none";
      for (const event of changed) this._state(event);
      if (!this.focusable || !this.focusable.shown) {
        this._makeFocusable(this.events.find((event) => event.shown) || null);
      }
    }

    /** Name the events in a language, where they have a name in it. @param {string} lang */
    speak(lang) {
      if (lang === this.lang) return;
      this.lang = lang;
      for (const event of this.events) {
        const words = Atlas.eventInWords(event.feature.properties, this.titleOf(event));
        event.marker.getElement().setAttribute("aria-label", words);
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
    }

    /** Mark one event as the open one, or none. @param {string} id */
    mark(id) {
      const event = this.byId.get(id) || null;
      if (event === this.selected) return;
      const before = this.selected;
      this.selected = event;
      if (before) this._state(before);
      if (event) {
        this._state(event);
        event.marker.bringToFront();
        this._makeFocusable(event);
      }
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

    _event(feature) {
      const p = feature.properties;
      return {
        ...Atlas.searchable(feature),
        feature,
        drawing: this.symbols.get(p.kind),
        isVague: p.date_prec > 1,
        age: "",
        placeId: p.place_id,
        latlng: L.latLng(p.point[1], p.point[0]),
        radiusM: p.approximation_km * 1000,
        offset: [0, 0],
        shown: false,
        hovered: false,
        marker: null,
      };
    }

    _draw(event, renderer) {
      const p = event.feature.properties;
      event.marker = new Marker(event.latlng, {
        renderer,
        pane: "atlas-events",
        radius: RADIUS,
        bubblingMouseEvents: false,
      });
      event.marker.event = event;
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
      node.addEventListener("keydown", (key) => this._key(event, key));
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

    /** The circle, line or area of a place; made when it is first needed. */
    _area(place) {
      if (place.area) return place.area;
      const [event] = place.events;
      const { geometry } = event.feature;
      const { alternatives = [] } = event.feature.properties;
      const isVast = event.approximationKm >= looks.vastKm;
      const style = {
        renderer: this.areaRenderer,
        pane: this.areas,
        interactive: false,
        className: isVast ? "atlas-area vast" : "atlas-area",
      };
      if (alternatives.length) { // a disputed place: our circle, and what others read, joined to it
        const shapes = [L.circle(event.latlng, { ...style, radius: event.radiusM })];
        for (const [lon, lat] of alternatives) {
          shapes.push(L.polyline([event.latlng, [lat, lon]], { ...style, className: "atlas-doubt" }));
          shapes.push(L.circleMarker([lat, lon], { ...style, className: "atlas-doubt end", radius: 5 }));
        }
        place.area = L.featureGroup(shapes);
      } else if (geometry.type === "Point") {
        place.area = L.circle(event.latlng, { ...style, radius: event.radiusM });
      } else {
        const pointToLayer = (_, at) => L.circleMarker(at, { ...style, radius: 4 });
        place.area = L.geoJSON(geometry, { style: () => style, interactive: false, pointToLayer });
      }
      return place.area;
    }

    _state(event) {
      const node = event.marker.getElement();
      const selected = event === this.selected;
      node.classList.toggle("selected", selected);
      node.classList.toggle("hovered", event.hovered);
      node.setAttribute("aria-pressed", String(selected));
      const place = this.places.get(event.placeId);
      const shown = place.events.filter((one) => one.shown);
      const isStrong = shown.some((one) => one === this.selected || one.hovered);
      const isWide = event.wherePrec >= looks.vagueFrom || event.feature.geometry.type !== "Point";
      if (shown.length && (isWide || isStrong)) {
        const area = this._area(place);
        if (!this.map.hasLayer(area)) area.addTo(this.map);
        const shapes = area.getLayers ? area.getLayers().map((layer) => layer.getElement()) : [area.getElement()];
        for (const shape of shapes) if (shape) shape.classList.toggle("strong", isStrong);
      } else if (place.area) place.area.remove();
    }

    /**
     * Pull overlapping symbols apart. Places hold for all years of the other filters, so that nothing jumps while years
     * change.
     * @param {boolean} isForced
     */
    _arrange(isForced) {
      const filters = { ...(this.selection || Atlas.EVERYTHING), from: null, to: null, sure: [] };
      const key = JSON.stringify(filters) + this.map.getZoom();
      if (!isForced && key === this.arrangedFor) return;
      this.arrangedFor = key;
      const wanted = Atlas.matcher(filters);
      const events = this.events.filter(wanted);
      const box = this.map.getContainer();
      const zoom = this.map.getZoom();
      const scale = Atlas.atZoom(looks.symbolScale, zoom) *
        (parseFloat(getComputedStyle(box).getPropertyValue("--atlas-scale")) || 1);
      box.style.setProperty("--symbol-scale", String(scale));
      box.style.setProperty("--edge-px", String(Atlas.atZoom(looks.areaEdgePx, zoom)));
      const offsets = events.length <= looks.many // pulling apart costs the square of the number
        ? Atlas.apart(
          events.map(({ latlng }) => {
            const p = this.map.latLngToLayerPoint(latlng);
            return [p.x, p.y];
          }),
          looks.apartPx * scale,
        )
        : events.map(() => [0, 0]);
      events.forEach((event, index) => {
        event.offset = offsets[index];
        if (event.marker._point) event.marker._updatePath();
      });
    }

    _choose(event) {
      const spot = (one) => this.map.latLngToContainerPoint(one.latlng).add(one.offset);
      const near = this.events.filter((other) =>
        other !== event && other.shown && spot(other).distanceTo(spot(event)) <= looks.stackPx
      );
      this.wiring.chosen(event.id, [event.id, ...near.map((other) => other.id)]);
    }

    /** Keep one symbol in the tab order; the arrow keys walk from it through time. */
    _makeFocusable(event) {
      if (this.focusable) this.focusable.marker.getElement().setAttribute("tabindex", "-1");
      this.focusable = event;
      if (event) event.marker.getElement().setAttribute("tabindex", "0");
    }

    _key(event, key) {
      const shown = this.events.filter((other) => other.shown);
      const here = shown.indexOf(event);
      const goal = Atlas.walk(key.key, here, shown.length);
      if (goal !== null) {
        const next = shown[goal];
        this._makeFocusable(next);
        next.marker.getElement().focus({ preventScroll: true });
      } else if (key.key === "Enter" || key.key === " ") this._choose(event);
      else return;
      key.preventDefault();
      key.stopPropagation();
    }
  };

  /** Lay the hatching of the areas' edges ready; the style sheet names it. @param {L.Map} map */
  Atlas.hatch = (map) => {
    const { px, deg } = looks.hatch;
    const holder = Atlas.svg(
      "svg",
      { class: "atlas-hatches", width: 0, height: 0, "aria-hidden": "true" },
      map.getContainer(),
    );
    const pattern = Atlas.svg("pattern", {
      id: "atlas-hatch",
      width: px,
      height: px,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${deg})`,
    }, Atlas.svg("defs", {}, holder));
    Atlas.svg("line", { x1: 0, y1: 0, x2: 0, y2: px }, pattern);
  };
})(globalThis);
