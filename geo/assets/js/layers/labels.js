/* The names on the base map. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;

  /** Of a label's class and rank: size in px, weight, slant, letter spacing in em. */
  const TYPE = {
    state: { sizes: [23, 19, 16, 14], weight: 500, italic: false, spacing: [0.34, 0.24, 0.16, 0.1] },
    region: { sizes: [17, 16, 14.5, 13.5], weight: 400, italic: true, spacing: [0.2, 0.2, 0.16, 0.1] },
    ocean: { sizes: [21, 17, 15, 13.5], weight: 400, italic: true, spacing: [0.2, 0.14, 0.07, 0.04] },
    range: { sizes: [16, 15, 14, 13], weight: 400, italic: true, spacing: [0.3, 0.3, 0.22, 0.16] },
    lake: { sizes: [16, 15, 14, 13], weight: 400, italic: true, spacing: [0.06, 0.04, 0.03, 0.02] },
    river: { sizes: [15, 14, 13.5, 13], weight: 400, italic: true, spacing: [0.08, 0.06, 0.04, 0.04] },
    island: { sizes: [15, 14, 13.5, 13], weight: 400, italic: true, spacing: [0.06, 0.05, 0.04, 0.03] },
    peak: { sizes: [14, 14, 13.5, 13], weight: 400, italic: true, spacing: [0, 0, 0, 0] },
    town: { sizes: [17, 15.5, 14.5, 13.5, 13], weight: 500, italic: false, spacing: [0.005, 0, 0, 0, 0] },
    claim: { sizes: [13.5, 13.5], weight: 500, italic: true, spacing: [0.06, 0.06] },
  };
  const SMALLEST_PX = 13;
  const GROWTH = { 3: 0.74, 4: 0.84, 5: 0.94, 6: 1, 7: 1.06 };
  const STATE_GROWTH = { 3: 0.62, 4: 0.72, 5: 0.92, 6: 1.12, 7: 1.3 };
  const TOWN_DOT_PX = 8;
  const MARK_PX = 13; // half of a symbol or disc with its rim, at scale 1
  const OPEN_PX = 19; // of that of the open event
  const CLEAR_PX = 3; // between a mark and the name of what it stands on
  const FAMILY = 'Alegreya, "Noto Serif CJK TC", "Songti TC", "MS Mincho", East, Georgia, serif';

  const touches = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  /** Put a name somewhere without making it a layer of its own for the browser, which paints each anew in every move. */
  const put = (node, { x, y }) => {
    node.style.transform = `translate(${x}px, ${y}px)`;
  };

  Atlas.controlBoxes = (map) => {
    const { x: left, y: top } = map.getContainer().getBoundingClientRect();
    return [...document.querySelectorAll(".leaflet-control, .atlas-ask-time")].map((control) => {
      const { x, y, width, height } = control.getBoundingClientRect();
      return { control, x: x - left, y: y - top, w: width, h: height };
    }).filter(({ w }) => w);
  };

  /**
   * Places labels greedily, most important first; what would collide is not shown. The names of places keep off
   * controls, and off marks if they can.
   */
  Atlas.Labels = class {
    /** @param {any} map @param {string} pane @param {Label[]} labels */
    constructor(map, pane, labels) {
      this._map = map;
      this._pane = map.getPane(pane);
      this._pen = document.createElement("canvas").getContext("2d");
      this._widths = new Map();
      this._items = labels.map((label) => ({ label, at: L.latLng(label.lat, label.lon), node: null, on: false }));
      /** @type {Names} */
      this._names = "period";
      this._day = "";
      /** @type {() => Standing[]} */
      this._standing = () => [];
      this._stood = ""; // when names were placed last
      /** @type {number[][] | null} */
      this._covered = null;
      this._edges = Atlas.changeDays(labels);
      map.on("moveend zoomend viewreset resize cover", this._move, this);
      map.on("zoomanim", this._follow, this);
    }

    /** @param {Names} names */
    setNames(names) {
      this._names = names;
      for (const item of this._items) if (item.node) this._write(item);
      this.place();
    }

    /** @param {string} day */
    setDay(day) {
      const isSame = this._day && Atlas.changesUpTo(this._edges, day) === Atlas.changesUpTo(this._edges, this._day);
      this._day = day;
      if (!isSame) this.place();
    }

    /** Say what stands on the map, to be asked whenever names are placed; they move if it has. */
    avoid(standing) {
      this._standing = standing;
      if (String(this._marks(this._map.getZoom())) !== this._stood) this.place();
    }

    /** The boxes of what stands on the map. */
    _marks(zoom) {
      const scale = parseFloat(this._map.getContainer().style.getPropertyValue("--symbol-scale")) || 1;
      return this._standing().map(({ node, latlng, aside: [dx, dy] }) => {
        const px = scale * (node.classList.contains("selected") ? OPEN_PX : MARK_PX);
        const { x, y } = this._map.project(latlng, zoom);
        return [x + dx - px, y + dy - px, x + dx + px, y + dy + px];
      });
    }

    _move() {
      this._covered = null;
      this.place();
    }

    place() {
      if (!this._day) return;
      const map = this._map;
      const zoom = map.getZoom();
      const scale = Atlas.lettering(map.getContainer());
      const bounds = map.getPixelBounds();
      const margin = bounds.getSize().multiplyBy(0.4);
      const taken = [];
      const marks = this._marks(zoom);
      this._stood = String(marks);
      this._covered ??= Atlas.controlBoxes(map).map(({ x, y, w, h }) => [x, y, x + w, y + h]);
      const { x, y } = bounds.min;
      const controls = this._covered.map((box) => box.map((edge, i) => edge + (i % 2 ? y : x)));
      for (const item of this._items) {
        const { label } = item;
        let spot = null;
        if (
          zoom >= label.min_zoom && zoom <= label.max_zoom &&
          label.from <= this._day && this._day <= label.to
        ) {
          const point = map.project(item.at, zoom);
          if (
            point.x > bounds.min.x - margin.x && point.x < bounds.max.x + margin.x &&
            point.y > bounds.min.y - margin.y && point.y < bounds.max.y + margin.y
          ) {
            spot = this._spot(item, point, zoom, scale, taken, marks, controls);
          }
        }
        this._show(item, spot);
      }
    }

    /** A free place for a label, or null. */
    _spot(item, point, zoom, scale, taken, marks, controls) {
      const { label } = item;
      const size = this._size(label, zoom) * scale;
      const width = this._width(item, size);
      const free = (boxes) => !boxes.some((a) => taken.some((b) => touches(a, b)));
      if (label.anchor !== "centre") {
        const gap = TOWN_DOT_PX * 0.75 * scale;
        const dot = [point.x - gap, point.y - gap, point.x + gap, point.y + gap];
        const on = marks.filter((mark) => touches(mark, dot));
        /** How far a name has to stand off what covers its place, to each side. */
        const clear = (ends) => Math.max(0, ...on.map(ends)) + (on.length ? CLEAR_PX : 0);
        const [toRight, toLeft, up, down] = [
          clear((mark) => mark[2] - dot[2]),
          clear((mark) => dot[0] - mark[0]),
          clear((mark) => dot[1] - mark[1]),
          clear((mark) => mark[3] - dot[3]),
        ];
        const sides = [
          ["right", toRight, point.x + gap + toRight, point.y - size * 0.56],
          ["left", toLeft, point.x - gap - width - toLeft, point.y - size * 0.56],
          ["above", up, point.x - width / 2, point.y - gap - size * 0.95 - up],
          ["below", down, point.x - width / 2, point.y + gap * 0.8 + down],
        ].filter(([side]) => label.anchor === "point" || label.anchor === side)
          .map(([side, off, left, top]) => ({
            spot: { size, side, off },
            box: [left - 3, top - 1, left + width + 3, top + size * 1.05],
          }))
          .filter(({ box }) => free([box, dot]) && !controls.some((control) => touches(control, box)));
        const best = sides.find(({ box }) => !marks.some((mark) => touches(mark, box))) || sides[0];
        if (!best) return null;
        taken.push(best.box, dot);
        return best.spot;
      }
      const angle = (label.angle_deg * Math.PI) / 180;
      const lift = label.class === "river" ? size * 0.72 : 0;
      const middle = [point.x + lift * Math.sin(angle), point.y - lift * Math.cos(angle)];
      const steps = Math.max(1, Math.round(width / size));
      const reach = size * 0.55;
      const boxes = [];
      for (let i = 0; i < steps; i += 1) {
        const along = ((i + 0.5) / steps - 0.5) * width;
        const x = middle[0] + along * Math.cos(angle);
        const y = middle[1] + along * Math.sin(angle);
        boxes.push([x - reach, y - reach, x + reach, y + reach]);
      }
      if (!free(boxes)) return null;
      taken.push(...boxes);
      return { size, side: "centre" };
    }

    _size(label, zoom) {
      const sizes = TYPE[label.class].sizes;
      const size = sizes[Math.min(label.rank, sizes.length) - 1];
      const growth = label.class === "state" ? STATE_GROWTH[zoom] || 1.3 : GROWTH[zoom] || 1.1;
      return Math.max(SMALLEST_PX, size * growth);
    }

    _spacing(label) {
      const { spacing } = TYPE[label.class];
      return spacing[Math.min(label.rank, spacing.length) - 1];
    }

    _width(item, size) {
      const { label } = item;
      const text = this._text(label);
      const { italic } = TYPE[label.class];
      const weight = this._weight(label);
      const key = `${weight}${italic}${text}`;
      if (!this._widths.has(key)) {
        this._pen.font = `${italic ? "italic" : "normal"} ${weight} 100px ${FAMILY}`;
        this._widths.set(key, this._pen.measureText(text).width / 100);
      }
      return size * (this._widths.get(key) + this._spacing(label) * text.length);
    }

    _weight(label) {
      return label.class === "town" && label.rank === 1
        ? 700
        : label.class === "town" && label.rank > 3
        ? 400
        : TYPE[label.class].weight;
    }

    _text(label) {
      const text = label.names[this._names] || label.names.period;
      return label.class === "state" ? text.toUpperCase() : text;
    }

    _write(item) {
      const { label, node } = item;
      const text = node.firstChild;
      text.textContent = this._text(label);
      if (this._names === "original" && label.names.original_lang) {
        text.lang = label.names.original_lang;
      } else {
        text.removeAttribute("lang");
      }
    }

    _show(item, spot) {
      if (!spot) {
        if (item.on) item.node.style.display = "none";
        item.on = false;
        return;
      }
      const { label } = item;
      if (!item.node) {
        item.node = document.createElement("div");
        const text = document.createElement("span");
        item.node.append(text);
        text.style.fontWeight = String(this._weight(label));
        text.style.letterSpacing = `${this._spacing(label)}em`;
        item.node.style.setProperty("--angle", `${label.angle_deg}deg`);
        this._write(item);
        this._pane.append(item.node);
      }
      item.node.className = `atlas-label atlas-${label.class} rank-${label.rank} at-${spot.side} leaflet-zoom-animated`;
      item.node.firstChild.style.fontSize = `${spot.size.toFixed(2)}px`;
      item.node.style.setProperty("--off", `${(spot.off || 0).toFixed(1)}px`);
      item.node.style.display = "";
      item.on = true;
      put(item.node, this._map.latLngToLayerPoint(item.at));
    }

    /** Go with the map through a zoom animation. */
    _follow(event) {
      for (const item of this._items) {
        if (item.on) {
          put(item.node, this._map._latLngToNewLayerPoint(item.at, event.zoom, event.center).round());
        }
      }
    }
  };

  /** The centre of gravity of a ring. @param {number[][]} ring */
  const centroid = (ring) => {
    let [area, x, y] = [0, 0, 0];
    for (let i = 1; i < ring.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
      const part = x1 * y2 - x2 * y1;
      area += part;
      x += (x1 + x2) * part;
      y += (y1 + y2) * part;
    }
    return [x / (3 * area), y / (3 * area)];
  };

  /** A label for every strip that both sides claim. @param {Feature} claim @returns {Label} */
  Atlas.claimLabel = (claim) => {
    const ring = claim.geometry.coordinates[0];
    const lons = ring.map((point) => point[0]);
    const { from, to } = claim.properties;
    const text = "claimed by both";
    const wide = Math.max(...lons) - Math.min(...lons) > 0.6;
    const [lon, lat] = centroid(ring);
    return {
      class: "claim",
      rank: 2,
      lat,
      lon,
      min_zoom: wide ? 8 : 11,
      max_zoom: 14,
      angle_deg: wide ? 33 : 0,
      anchor: wide ? "centre" : "below",
      from,
      to,
      names: { period: text, modern: text, original: text, original_lang: "" },
    };
  };
})(globalThis);
