/* The layer for many events: marks on one canvas, thinned so that no two lie on each other, drawn anew whenever time,
   filter or view change. It offers what the event layer of symbols offers (layer.js). */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const L = root.L;
  const CELL_PX = 7;           // one mark in each cell of so many pixels
  const HIT_CELLS = 2;         // a pointer this many cells away still meets a mark
  const SIZES_PX = [4, 5.5, 7];  // radius of a mark for one event, for FEW and for MANY in its cell
  const FEW = 4, MANY = 30;
  const BADGE_RADIUS = 11;     // what the drawings of the kinds are made for
  const STACK_PX = 12;
  const MOST_STACKED = 50;
  const EDGE_PX = 48;
  const HOLLOW = 1, PAST = 2;  // a mark's looks, added up

  /** The marks of all kinds, sizes and looks, drawn once for a theme and copied from then on. */
  class Sheet {
    constructor(kinds, symbols, theme, scale) {
      this.boxes = SIZES_PX.map((radius) => Math.ceil((radius + 1.5) * 2 * scale));  // a small mark is copied as a small picture
      this.step = this.boxes[2];
      this.canvas = document.createElement("canvas");
      this.canvas.width = this.step * SIZES_PX.length * 4;
      this.canvas.height = this.step * Math.max(1, kinds.length);
      const pen = this.canvas.getContext("2d");
      kinds.forEach((kind, row) => {
        const badge = new root.Path2D(symbols.get(kind).badge), colour = theme(`--${kind}`);
        for (let look = 0; look < 4; look++) {
          SIZES_PX.forEach((radius, size) => {
            pen.save();
            pen.translate(this.left(look, size) + this.boxes[size] / 2, row * this.step + this.boxes[size] / 2);
            pen.scale((radius / BADGE_RADIUS) * scale, (radius / BADGE_RADIUS) * scale);
            pen.globalAlpha = look & PAST ? 0.4 : 1;
            pen.lineWidth = (look & HOLLOW ? 1.6 : 1.2) * (BADGE_RADIUS / radius);
            pen.strokeStyle = look & HOLLOW ? colour : theme("--halo");
            pen.fillStyle = look & HOLLOW ? theme("--paper") : colour;
            if (look & HOLLOW) { pen.fill(badge); pen.stroke(badge); } else { pen.stroke(badge); pen.fill(badge); }
            pen.restore();
          });
        }
      });
    }

    left(look, size) { return (look * SIZES_PX.length + size) * this.step; }
  }

  /** A canvas that moves with the map and calls for its drawing after every change of view. */
  const Canvas = L.Renderer.extend({
    initialize(options, draw) {
      L.Renderer.prototype.initialize.call(this, options);
      this._drawing = draw;
    },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
    },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const scale = root.devicePixelRatio || 1, size = this._bounds.getSize();
      this._container.width = size.x * scale;
      this._container.height = size.y * scale;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._drawing(this._container, this._bounds);
    },
  });

  Atlas.DotLayer = class {
    /**
     * @param {L.Map} map
     * @param {object} raw  answer of /api/events.columns.json, in order of time
     * @param {Map<string, object>} symbols  the drawing of each kind
     * @param {(event: object, stack: string[]) => void} onSelect
     * @param {(id: string) => void} onNear  the pointer or the focus has come to an event
     */
    constructor(map, raw, symbols, onSelect, onNear) {
      this.map = map;
      this.columns = new Atlas.EventColumns(raw);
      this.symbols = symbols;
      this.onSelect = onSelect;
      this.onNear = onNear;
      this.indexes = new Map(this.columns.ids.map((id, index) => [id, index]));
      this.shown = new Uint8Array(this.total);
      this.visible = 0;
      this.moment = null;
      this.selected = this.hovered = this.focused = -1;
      this._project();
      this.byId = { get: (id) => (this.indexes.has(id) ? this._event(this.indexes.get(id)) : undefined) };
      map.createPane("atlas-areas").style.zIndex = 410;
      map.createPane("atlas-events").style.zIndex = 450;
      this.areaRenderer = L.svg({ pane: "atlas-areas", padding: 0.4 });
      this._addCount();
      this.canvas = new Canvas({ pane: "atlas-events", padding: 0.15 }, (node, bounds) => { this.bounds = bounds; this._paint(node); });
      this.canvas.addTo(map);
      this.tip = L.tooltip({ className: "atlas-tooltip", direction: "top", offset: [0, -10], opacity: 1 });
      this._addCursor();
      this._listen();
    }

    get total() { return this.columns.count; }

    /** Show the events a selection wants. @param {object} selection */
    filter(selection) {
      this.visible = this.columns.choose(selection, this.shown);
      this.isStale = true;
      root.queueMicrotask(() => this._refresh());  // `age` may follow at once; both are one drawing
      if (this.hovered >= 0 && !this.shown[this.hovered]) this._hover(-1);
      if (this.focused < 0 || !this.shown[this.focused]) this._place(this.shown.indexOf(1));
    }

    /** Titles are as they came; many events have no names in other languages. */
    speak() {}

    /** First days of the events that all filters but the years let through. @param {object} selection @returns {Int32Array} */
    starts(selection) {
      const admitted = this.columns.admit(selection);
      return this.columns.firstDays.filter((_, index) => admitted[index]);
    }

    /** Show what is past, under way or only possible at one moment; without a moment all are plain. @param {?{now: number, mode: string}} moment */
    age(moment) {
      this.moment = moment;
      this.isStale = true;
      root.queueMicrotask(() => this._refresh());
    }

    /** Mark one event as the open one, or none. @param {string} id */
    mark(id) {
      const index = this.indexes.has(id) ? this.indexes.get(id) : -1;
      if (index === this.selected) return;
      this.selected = index;
      if (this.ring) this.ring.remove();
      this.ring = index < 0 ? null : L.circleMarker(this._at(index), { radius: 11, pane: "markerPane", className: "atlas-chosen", interactive: false }).addTo(this.map);
      if (index >= 0) this._place(index);
      this._drawArea();
    }

    /** Bring an event into view, moving the map only if it lies outside. @param {string} id @param {boolean} isCalm  nothing else moves the map */
    reveal(id, isCalm = true) {
      if (!this.indexes.has(id)) return;
      const at = this._at(this.indexes.get(id)), p = this.map.latLngToContainerPoint(at), size = this.map.getSize();
      if (p.x < EDGE_PX || p.y < EDGE_PX || p.x > size.x - EDGE_PX || p.y > size.y - 2 * EDGE_PX) {
        this.map.setView(at, this.map.getZoom(), { animate: isCalm && !Atlas.reducedMotion() });
      }
    }

    /** The event under the pointer, or an empty id. @param {PointerEvent} pointer @returns {string} */
    under(pointer) { return this.columns.ids[this._hit(this.map.mouseEventToContainerPoint(pointer))] || ""; }

    /** Choose the event whose mark lies under a point of the map's window. @param {L.Point} point @returns {boolean} whether there is one */
    pick(point) {
      const index = this._hit(point);
      if (index >= 0) this._choose(index);
      return index >= 0;
    }

    _at(index) { return L.latLng(this.columns.latitudes[index], this.columns.longitudes[index]); }

    _event(index) {
      const c = this.columns;
      return {
        id: c.ids[index], kind: c.kind.of(index), shown: Boolean(this.shown[index]), firstDay: c.firstDays[index], lastDay: c.lastDays[index], latlng: this._at(index),
        feature: { properties: {
          title: c.title.of(index), part_of: c.part_of.of(index), date_text: c.date_text.of(index), place_title: c.place_title.of(index), approximation_km: c.approximationsKm[index],
        } },
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
      const { columns, moment, shown, sheet = this._sheet() } = this, scale = root.devicePixelRatio || 1;
      const size = this.bounds.getSize(), factor = 2 ** this.map.getZoom(), origin = this.map.getPixelOrigin().add(this.bounds.min);
      const wide = Math.ceil(size.x / CELL_PX), tall = Math.ceil(size.y / CELL_PX), cells = wide * tall;
      if (!this.owners || this.owners.length !== cells) { this.owners = new Int32Array(cells); this.counts = new Uint32Array(cells); }
      const { owners, counts, xs, ys } = this;
      this.wide = wide;
      owners.fill(-1);
      counts.fill(0);
      let inView = 0;
      for (let i = 0; i < shown.length; i++) {
        if (!shown[i]) continue;
        const column = Math.floor((xs[i] * factor - origin.x) / CELL_PX), row = Math.floor((ys[i] * factor - origin.y) / CELL_PX);
        if (column < 0 || row < 0 || column >= wide || row >= tall) continue;
        const cell = row * wide + column;
        owners[cell] = i;
        counts[cell] += 1;
        inView += 1;
      }
      const pen = node.getContext("2d");
      pen.clearRect(0, 0, node.width, node.height);
      let drawn = 0;
      for (let cell = 0; cell < cells; cell++) {
        const i = owners[cell];
        if (i < 0) continue;
        const isPast = moment && moment.mode === "sofar" && columns.lastDays[i] < moment.now;
        const isOpen = columns.wherePrecs[i] >= Atlas.looks.vagueFrom || (moment && !isPast && columns.datePrecs[i] > 1);
        const look = (isOpen ? HOLLOW : 0) + (isPast ? PAST : 0), bulk = counts[cell] >= MANY ? 2 : counts[cell] >= FEW ? 1 : 0, box = sheet.boxes[bulk];
        const x = Math.round((xs[i] * factor - origin.x) * scale - box / 2), y = Math.round((ys[i] * factor - origin.y) * scale - box / 2);
        pen.drawImage(sheet.canvas, sheet.left(look, bulk), columns.kind.codes[i] * sheet.step, box, box, x, y, box, box);
        drawn += 1;
      }
      this.drawn = drawn;
      this._count(inView, drawn);
    }

    /** The sheet of marks for the present theme. */
    _sheet() {
      const style = getComputedStyle(document.body);
      this.sheet = new Sheet(this.columns.kind.words, this.symbols, (name) => style.getPropertyValue(name).trim(), root.devicePixelRatio || 1);
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
      const text = inView > drawn ? `${number(inView)} events here, drawn as ${number(drawn)} marks; zoom in to part them` : `${number(inView)} events here`;
      if (this.said.textContent !== text) this.said.textContent = text;
    }

    /** The event whose mark lies nearest to a point of the map's window, or -1. @param {L.Point} point */
    _hit(point) {
      if (!this.owners) return -1;
      const at = this.map.containerPointToLayerPoint(point).subtract(this.bounds.min);
      const column = Math.floor(at.x / CELL_PX), row = Math.floor(at.y / CELL_PX), tall = this.owners.length / this.wide;
      let best = -1, least = Infinity;
      for (let r = Math.max(0, row - HIT_CELLS); r <= Math.min(tall - 1, row + HIT_CELLS); r++) {
        for (let c = Math.max(0, column - HIT_CELLS); c <= Math.min(this.wide - 1, column + HIT_CELLS); c++) {
          const i = this.owners[r * this.wide + c];
          if (i < 0) continue;
          const gap = this.map.latLngToContainerPoint(this._at(i)).distanceTo(point);
          if (gap < least && gap <= STACK_PX) { least = gap; best = i; }
        }
      }
      return best;
    }

    _choose(index) {
      const spot = this.map.project(this._at(index), 0), reach = STACK_PX / 2 ** this.map.getZoom(), stack = [this.columns.ids[index]];
      for (let i = this.total - 1; i >= 0 && stack.length < MOST_STACKED; i--) {
        if (this.shown[i] && i !== index && Math.hypot(this.xs[i] - spot.x, this.ys[i] - spot.y) <= reach) stack.push(this.columns.ids[i]);
      }
      this.onSelect(this._event(index), stack);
    }

    /** Say what lies under the pointer or the focus. @param {number} index  -1 for nothing */
    _hover(index) {
      if (index === this.hovered) return;
      this.hovered = index;
      this.map.getContainer().style.cursor = index < 0 ? "" : "pointer";
      if (index < 0) this.tip.remove();
      else {
        const { properties } = this._event(index).feature;
        this.tip.setLatLng(this._at(index)).setContent(Atlas.tooltip(properties)).addTo(this.map);
        this.onNear(this.columns.ids[index]);
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
        renderer: this.areaRenderer, pane: "atlas-areas", interactive: false, className: "atlas-area strong", radius: this.columns.approximationsKm[index] * 1000,
      }).addTo(this.map);
    }

    /** One stop of the tab key, which the arrow keys walk through time from mark to mark. */
    _addCursor() {
      this.cursor = L.marker([0, 0], { icon: L.divIcon({ className: "atlas-cursor", iconSize: [28, 28] }), keyboard: true, interactive: false });
      this.cursor.on("add", () => {
        const node = this.cursor.getElement();
        node.setAttribute("role", "button");
        node.setAttribute("tabindex", "0");
        node.addEventListener("keydown", (key) => this._key(key));
        node.addEventListener("focus", () => { this.reveal(this.columns.ids[this.focused]); this._hover(this.focused); });
        node.addEventListener("blur", () => this._hover(-1));
      });
    }

    /** Put the stop of the tab key on an event. @param {number} index  -1 takes it away */
    _place(index) {
      this.focused = index;
      if (index < 0) { this.cursor.remove(); return; }
      this.cursor.setLatLng(this._at(index)).addTo(this.map);
      const { title, date_text, place_title, approximation_km } = this._event(index).feature.properties;
      this.cursor.getElement().setAttribute("aria-label", [title, date_text, place_title, Atlas.whereText({ approximation_km })].filter(Boolean).join(", "));
    }

    _key(key) {
      const last = this.shown.lastIndexOf(1);
      const next = {
        ArrowRight: () => this.shown.indexOf(1, this.focused + 1), ArrowDown: () => this.shown.indexOf(1, this.focused + 1),
        ArrowLeft: () => (this.focused ? this.shown.lastIndexOf(1, this.focused - 1) : -1), ArrowUp: () => (this.focused ? this.shown.lastIndexOf(1, this.focused - 1) : -1),
        Home: () => this.shown.indexOf(1), End: () => last,
      }[key.key];
      if (next) {
        const index = next();
        if (index >= 0) { this._place(index); this.reveal(this.columns.ids[index]); this._hover(index); }
      } else if (key.key === "Enter" || key.key === " ") this._choose(this.focused);
      else return;
      key.preventDefault();
      key.stopPropagation();
    }

    _listen() {
      this.map.on("mousemove", (move) => this._hover(this._hit(move.containerPoint)));
      this.map.on("mouseout", () => this._hover(-1));
      new root.MutationObserver(() => { this.sheet = undefined; this.isStale = true; this._refresh(); })
        .observe(document.body, { attributes: true, attributeFilter: ["class"] });
    }
  };
})(window);
