/* The layer for many events: marks on one canvas, thinned so that no two lie on each other, drawn anew whenever time,
   filter or view change. It offers what the layer of symbols offers (symbol_layer.js). */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;
  const CELL_PX = 7; // one mark in each cell of so many pixels
  const MOST_STACKED = 50;

  /** @implements {EventsLayer} */
  Atlas.CanvasLayer = class {
    /**
     * @param {L.Map} map
     * @param {RawColumns} raw  answer of /api/events.columns.json, in order of time
     * @param {Map<string, Drawing>} symbols  the drawing of each kind
     * @param {LayerWiring} wiring
     */
    constructor(map, raw, symbols, wiring) {
      this.map = map;
      this.columns = new Atlas.EventColumns(raw);
      this.symbols = symbols;
      this.wiring = wiring;
      this.indexes = new Map(this.columns.ids.map((id, index) => [id, index]));
      this.shown = new Uint8Array(this.total);
      this.visible = 0;
      this.moment = null;
      this.selected = this.hovered = this.focused = -1;
      this.picture = new Atlas.MarkPicture();
      this._project();
      this.byId = { get: (id) => (this.indexes.has(id) ? this._event(this.indexes.get(id)) : undefined) };
      map.createPane("atlas-areas").style.zIndex = "410";
      map.createPane("atlas-events").style.zIndex = "450";
      this.areaRenderer = L.svg({ pane: "atlas-areas", padding: 0.4 });
      this._addCount();
      this.canvas = new Atlas.CanvasRenderer({ pane: "atlas-events", padding: 0.15 }, (node, bounds) => {
        this.bounds = bounds;
        this.picture.forget();
        this._paint(node);
      });
      this.canvas.addTo(map);
      this.tip = L.tooltip({ className: "atlas-tooltip", direction: "top", offset: [0, -10], opacity: 1 });
      this._addCursor();
      this._listen();
    }

    get total() {
      return this.columns.count;
    }

    /** @param {EventSelection} selection */
    filter(selection) {
      const key = JSON.stringify(selection);
      if (key === this.filteredFor) return; // the page's word on what follows a hand already
      this.filteredFor = key;
      this.visible = this.columns.choose(selection, this.shown);
      this.isStale = true;
      root.queueMicrotask(() => this._refresh()); // `age` may follow at once; both are one drawing
      if (this.hovered >= 0 && !this.shown[this.hovered]) this._hover(-1);
      if (this.focused < 0 || !this.shown[this.focused]) this._place(this.shown.indexOf(1));
    }

    /** Titles are as they came; many events have no names in other languages. */
    speak() {}

    /** @param {EventSelection} selection */
    starts(selection) {
      const admitted = this.columns.admit(selection);
      return this.columns.firstDays.filter((_, index) => admitted[index]);
    }

    during(selection, day) {
      return this.columns.during(selection, day);
    }

    /** @param {?Moment} moment  without one all are plain */
    age(moment) {
      this.isStale ||= Boolean(moment || this.moment);
      this.moment = moment;
      root.queueMicrotask(() => this._refresh());
    }

    /** Mark one event as the open one, or none. @param {string} id */
    mark(id) {
      const index = this.indexes.has(id) ? this.indexes.get(id) : -1;
      if (index === this.selected) return;
      this.selected = index;
      if (this.ring) this.ring.remove();
      this.ring = index < 0 ? null : L.circleMarker(this._at(index), {
        radius: 11,
        pane: "markerPane",
        className: "atlas-chosen",
        interactive: false,
      }).addTo(this.map);
      if (index >= 0) this._place(index);
      this._drawArea();
    }

    /** @param {string} id */
    viewOf(id) {
      const { ids, partOfs, latitudes, longitudes, approximationsKm } = this.columns;
      const placed = ids.map((one, index) => ({
        id: one,
        partOf: partOfs.of(index),
        lat: latitudes[index],
        lon: longitudes[index],
        km: approximationsKm[index] || 0,
      }));
      return Atlas.viewOf(placed, id, this.map.getSize(), this.map.getMinZoom());
    }

    /**
     * Bring an event into view, moving the map only if it lies outside.
     * @param {string} id
     * @param {boolean} isCalm  nothing else moves the map
     */
    reveal(id, isCalm = true) {
      if (!this.indexes.has(id)) return;
      const at = this._at(this.indexes.get(id));
      const p = this.map.latLngToContainerPoint(at);
      const size = this.map.getSize();
      if (
        p.x < looks.marginPx || p.y < looks.marginPx || p.x > size.x - looks.marginPx ||
        p.y > size.y - 2 * looks.marginPx
      ) {
        this.map.setView(at, this.map.getZoom(), { animate: isCalm && !Atlas.reducedMotion() });
      }
    }

    /** The event under the pointer, or an empty id. @param {PointerEvent} pointer @returns {string} */
    under(pointer) {
      return this.columns.ids[this._hit(this.map.mouseEventToContainerPoint(pointer))] || "";
    }

    /**
     * Choose the event whose mark lies under a point of the map's window.
     * @param {L.Point} point
     * @returns {boolean}  whether there is one
     */
    pick(point) {
      const index = this._hit(point);
      if (index >= 0) this._choose(index);
      return index >= 0;
    }

    _at(index) {
      return L.latLng(this.columns.latitudes[index], this.columns.longitudes[index]);
    }

    _event(index) {
      const c = this.columns;
      return {
        id: c.ids[index],
        kind: c.kinds.of(index),
        chapter: c.chapters.of(index),
        sides: c.sides.of(index),
        traits: c.traits.map((column) => column.of(index)),
        search: c.searches.of(index),
        wherePrec: c.wherePrecs[index],
        approximationKm: c.approximationsKm[index],
        firstDay: c.firstDays[index],
        lastDay: c.lastDays[index],
        feature: {
          properties: {
            title: c.titles.of(index),
            part_of: c.partOfs.of(index),
            date_text: c.dateTexts.of(index),
            place_title: c.placeTitles.of(index),
            approximation_km: c.approximationsKm[index],
          },
        },
      };
    }

    /** Places of all events on the map at zoom 0; every other zoom is a multiple. */
    _project() {
      this.xs = new Float64Array(this.total);
      this.ys = new Float64Array(this.total);
      for (let i = 0; i < this.total; i++) {
        const p = this.map.project(this._at(i), 0);
        this.xs[i] = p.x;
        this.ys[i] = p.y;
      }
    }

    _refresh() {
      if (!this.isStale || !this.bounds || !this.map._loaded) return;
      this._paint(this.canvas._container);
    }

    /** Draw the newest event of every cell; how many lie in the cell makes its size. */
    _paint(node) {
      this.isStale = false;
      const { columns, moment, shown, sheet = this._sheet() } = this;
      const scale = root.devicePixelRatio || 1;
      const size = this.bounds.getSize();
      const factor = 2 ** this.map.getZoom();
      const origin = this.map.getPixelOrigin().add(this.bounds.min);
      const wide = Math.ceil(size.x / CELL_PX);
      const tall = Math.ceil(size.y / CELL_PX);
      const cells = wide * tall;
      if (!this.owners || this.owners.length !== cells) {
        this.owners = new Int32Array(cells);
        this.counts = new Uint32Array(cells);
        this.wanted = new Int32Array(cells);
      }
      const { owners, counts, xs, ys } = this;
      this.wide = wide;
      owners.fill(-1);
      counts.fill(0);
      let inView = 0;
      for (let i = 0; i < shown.length; i++) {
        if (!shown[i]) continue;
        const column = Math.floor((xs[i] * factor - origin.x) / CELL_PX);
        const row = Math.floor((ys[i] * factor - origin.y) / CELL_PX);
        if (column < 0 || row < 0 || column >= wide || row >= tall) continue;
        const cell = row * wide + column;
        owners[cell] = i;
        counts[cell] += 1;
        inView += 1;
      }
      const { wanted, picture } = this;
      let drawn = 0;
      for (let cell = 0; cell < cells; cell++) {
        const i = owners[cell];
        wanted[cell] = -1;
        if (i < 0) continue;
        const isPast = moment && moment.mode === "sofar" && columns.lastDays[i] < moment.now;
        const isOpen = columns.wherePrecs[i] >= looks.vagueFrom || (moment && !isPast && columns.datePrecs[i] > 1);
        wanted[cell] = i * Atlas.MARK_STYLES + Atlas.markStyle(isOpen, isPast, counts[cell]);
        drawn += 1;
      }
      picture.draw(node.getContext("2d"), sheet, {
        wanted,
        wide,
        cellPx: CELL_PX,
        scale,
        of: `${origin} ${factor}`,
        spot: (i) => [(xs[i] * factor - origin.x) * scale, (ys[i] * factor - origin.y) * scale],
        kind: (i) => columns.kinds.codes[i],
      });
      this.drawn = drawn;
      this._count(inView, drawn);
    }

    /** The sheet of marks for the present theme. */
    _sheet() {
      this.sheet = new Atlas.MarkSheet(this.columns.kinds.words, this.symbols, root.devicePixelRatio || 1);
      return this.sheet;
    }

    _addCount() {
      const control = L.control({ position: "bottomright" });
      this.said = L.DomUtil.create("div", "atlas-borders atlas-count");
      control.onAdd = () => this.said;
      control.addTo(this.map);
    }

    _count(inView, drawn) {
      const number = (n) => n.toLocaleString("en-GB");
      const text = inView > drawn
        ? `${number(inView)} events here, drawn as ${number(drawn)} marks; zoom in to part them`
        : `${number(inView)} events here`;
      if (this.said.textContent !== text) this.said.textContent = text;
    }

    /** The event whose mark lies nearest to a point of the map's window, or -1. @param {L.Point} point */
    _hit(point) {
      if (!this.owners) return -1;
      const at = this.map.containerPointToLayerPoint(point).subtract(this.bounds.min);
      const column = Math.floor(at.x / CELL_PX);
      const row = Math.floor(at.y / CELL_PX);
      const gapTo = (index) => this.map.latLngToContainerPoint(this._at(index)).distanceTo(point);
      return Atlas.nearestMark(this.owners, this.wide, [column, row], gapTo);
    }

    _choose(index) {
      const spot = this.map.project(this._at(index), 0);
      const reach = looks.stackPx / 2 ** this.map.getZoom();
      const stack = [this.columns.ids[index]];
      for (let i = this.total - 1; i >= 0 && stack.length < MOST_STACKED; i--) {
        if (this.shown[i] && i !== index && Math.hypot(this.xs[i] - spot.x, this.ys[i] - spot.y) <= reach) {
          stack.push(this.columns.ids[i]);
        }
      }
      this.wiring.chosen(this.columns.ids[index], stack);
    }

    /** Say what lies under the pointer or the focus. @param {number} index  -1 for nothing */
    _hover(index) {
      if (index === this.hovered) return;
      this.hovered = index;
      this.map.getContainer().style.cursor = index < 0 ? "" : "pointer";
      if (index < 0) this.tip.remove();
      else {
        const { properties } = this._event(index).feature;
        this.tip.setLatLng(this._at(index)).setContent(Atlas.eventTooltip(properties, properties.title)).addTo(
          this.map,
        );
        this.wiring.near(this.columns.ids[index]);
      }
      this._drawArea();
    }

    /** The circle of doubt about the place of what is hovered or chosen. */
    _drawArea() {
      if (this.area) this.area.remove();
      this.area = null;
      const index = this.hovered >= 0 ? this.hovered : this.selected;
      if (index < 0 || !(this.columns.approximationsKm[index] > 0)) return;
      this.area = L.circle(this._at(index), {
        renderer: this.areaRenderer,
        pane: "atlas-areas",
        interactive: false,
        className: "atlas-area strong",
        radius: this.columns.approximationsKm[index] * 1000,
      }).addTo(this.map);
    }

    /** One stop of the tab key, which the arrow keys walk through time from mark to mark. */
    _addCursor() {
      this.cursor = L.marker([0, 0], {
        icon: L.divIcon({ className: "atlas-cursor", iconSize: [28, 28] }),
        keyboard: true,
        interactive: false,
      });
      this.cursor.on("add", () => {
        const node = this.cursor.getElement();
        node.setAttribute("role", "button");
        node.setAttribute("tabindex", "0");
        node.addEventListener("keydown", (key) => this._key(key));
        node.addEventListener("focus", () => {
          this.reveal(this.columns.ids[this.focused]);
          this._hover(this.focused);
        });
        node.addEventListener("blur", () => this._hover(-1));
      });
    }

    /** Put the stop of the tab key on an event. @param {number} index  -1 takes it away */
    _place(index) {
      this.focused = index;
      if (index < 0) {
        this.cursor.remove();
        return;
      }
      this.cursor.setLatLng(this._at(index)).addTo(this.map);
      const { properties } = this._event(index).feature;
      this.cursor.getElement().setAttribute("aria-label", Atlas.eventInWords(properties, properties.title));
    }

    _key(key) {
      const last = this.shown.lastIndexOf(1);
      const next = {
        ArrowRight: () => this.shown.indexOf(1, this.focused + 1),
        ArrowDown: () => this.shown.indexOf(1, this.focused + 1),
        ArrowLeft: () => (this.focused ? this.shown.lastIndexOf(1, this.focused - 1) : -1),
        ArrowUp: () => (this.focused ? this.shown.lastIndexOf(1, this.focused - 1) : -1),
        Home: () => this.shown.indexOf(1),
        End: () => last,
      }[key.key];
      if (next) {
        const index = next();
        if (index >= 0) {
          this._place(index);
          this.reveal(this.columns.ids[index]);
          this._hover(index);
        }
      } else if (key.key === "Enter" || key.key === " ") this._choose(this.focused);
      else return;
      key.preventDefault();
      key.stopPropagation();
    }

    _listen() {
      this.map.on("mousemove", (move) => this._hover(this._hit(move.containerPoint)));
      this.map.on("mouseout", () => this._hover(-1));
      new root.MutationObserver(() => {
        this.sheet = undefined;
        this.isStale = true;
        this._refresh();
      })
        .observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }
  };
})(globalThis);
