// @ts-check
"use strict";
/**
 * The offline base map: physical tiles, states tinted by the year, borders,
 * claims and labels. Needs Leaflet 1.9 as `L`; adds `Atlas.basemap`.
 *
 * @typedef {"light" | "dark"} Theme
 * @typedef {"period" | "modern" | "original"} Names
 * @typedef {{features: Feature[]}} Collection
 * @typedef {{properties: any, geometry: {type: string, coordinates: any}}} Feature
 * @typedef {{class: string, rank: number, lat: number, lon: number, min_zoom: number,
 *   max_zoom: number, angle_deg: number, anchor: string, from: string, to: string,
 *   names: {period: string, modern: string, original: string, original_lang: string}}} Label
 * @typedef {{polities: Collection, boundaries: Collection, claims: Collection, labels: Label[],
 *   tiles?: Record<Theme, Record<string, string>>}} Data
 * @typedef {{url?: string, theme?: Theme, from?: string, to?: string, labels?: Names,
 *   version?: string, data?: Data}} Options
 */
(() => {
  const Atlas = (window.Atlas = window.Atlas || {});

  const ATTRIBUTION =
    "Base map: Natural Earth, GSHHG/WDB-II, DCW; relief: T. Patterson. Borders approximate.";
  const TILE_PX = 256;
  const WORLD_ZOOM = 3;
  /** Where tiles finer than WORLD_ZOOM exist; the same boxes as in geo/cartography/extent.py. */
  const WINDOWS = {
    "4": [[22.6, -20.0, 224.0, 80.0], [-22.4, -20.0, 22.4, 80.0]],
    "5": [[66.0, 12.0, 196.0, 68.0], [0.1, 38.0, 56.2, 70.0]],
    "6": [[96.0, 28.0, 168.0, 61.5], [22.6, 47.0, 56.2, 64.5]],
    "7": [[104.0, 32.5, 161.0, 57.5], [28.2, 53.0, 47.8, 58.9]],
    "8": [[105.0, 33.0, 160.0, 57.0], [33.8, 54.0, 42.1, 57.3]],
    "9": [[114.3, 45.6, 122.9, 50.2], [126.8, 40.8, 134.4, 44.9], [126.2, 48.6, 130.4, 50.6], [154.4, 49.6, 157.4, 51.4]],
    "10": [[116.4, 46.8, 120.8, 48.7], [128.9, 41.6, 132.3, 43.3], [127.2, 49.0, 129.2, 50.1], [155.3, 50.2, 156.9, 51.1]]
  };
  const NO_TILE =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

  /** Tint, edge and border colours; the hue of every side is the one its events have. */
  const LOOKS = {
    light: {
      side: {
        "soviet-union": "#4f9a86", mongolia: "#b3ad35", japan: "#cf5b55", manchukuo: "#e39a2b",
        china: "#b89a6c", mengjiang: "#c98f5a", other: "#8d8a9c"
      },
      fill: 0.18, edge: 0.11, line: "#7d4436", lineOpacity: 0.9, halo: "rgba(125,68,54,0.13)",
      claim: "#a8352f"
    },
    dark: {
      side: {
        "soviet-union": "#3f9c8f", mongolia: "#b9b23c", japan: "#d05a55", manchukuo: "#d9902f",
        china: "#b98a4e", mengjiang: "#c78f5c", other: "#8d8a9c"
      },
      fill: 0.19, edge: 0.11, line: "#d9a58c", lineOpacity: 0.75, halo: "rgba(217,165,140,0.10)",
      claim: "#e0807a"
    }
  };

  /** Of a border kind: dash pattern and width in px. */
  const DASHES = {
    international: { dash: [9, 3, 1.5, 3], width: 1.4 },
    territory: { dash: [6, 4], width: 1.1 },
    parallel: { dash: [9, 3, 1.5, 3], width: 1.4 },
    approximate: { dash: [2.5, 4], width: 1.3 },
    front: { dash: [1, 4.5], width: 2.2 }
  };

  /**
   * Fade the tints out west of a line through two places (lon, lat): the atlas ends there, the
   * states do not. It leans with the western border of the Soviet Union, so as not to show one.
   */
  const FADE_WEST = { clear: [[28.2, 50], [31.8, 63]], width: 7.5 };
  const CLAIMS_FROM_ZOOM = 6;

  /** The last day a date text may mean, good for comparing as text. @param {string} text */
  const lastDay = (text) =>
    text.length === 4 ? `${text}-12-31` : text.length === 7 ? `${text}-31` : text;

  /** Mercator, 0–1 over the world. @param {number} lat */
  const worldY = (lat) => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  /** @param {number} lon */
  const worldX = (lon) => (lon + 180) / 360;

  // ---------------------------------------------------------------- tiles

  const finest = Math.max(...Object.keys(WINDOWS).map(Number));

  /** @param {number} z @param {number} x @param {number} y */
  const hasTile = (z, x, y) => {
    if (z <= WORLD_ZOOM) return true;
    if (z > finest) return false;
    const n = 2 ** z;
    return WINDOWS[String(z)].some(
      ([west, south, east, north]) =>
        // A window may reach beyond the antimeridian.
        [x, x + n].some((at) => at >= Math.floor(worldX(west) * n) && at <= Math.floor(worldX(east) * n)) &&
        y >= Math.floor(worldY(north) * n) && y <= Math.floor(worldY(south) * n)
    );
  };

  /** Tiles that fall back on an enlarged part of a coarser one where there is none. */
  const Tiles = L.GridLayer.extend({
    createTile(coords, done) {
      const { source, has } = this.options;
      let { x, y, z } = coords;
      let shrink = 1;
      while (z > 0 && !has(z, x, y)) {
        x = Math.floor(x / 2);
        y = Math.floor(y / 2);
        z -= 1;
        shrink *= 2;
      }
      const tile = document.createElement("div");
      const image = document.createElement("img");
      tile.className = "atlas-tile";
      image.alt = "";
      image.decoding = "async";
      image.width = image.height = TILE_PX * shrink;
      image.style.left = `${-(coords.x - x * shrink) * TILE_PX}px`;
      image.style.top = `${-(coords.y - y * shrink) * TILE_PX}px`;
      image.onload = () => done(null, tile);
      image.onerror = () => {
        image.onerror = null;
        image.src = NO_TILE;
      };
      image.src = source(z, x, y);
      tile.append(image);
      return tile;
    }
  });

  // ---------------------------------------------------------------- states and borders

  /** Rings or lines as flat world coordinates. @param {Feature} feature */
  const shapeOf = (feature) => {
    const { type, coordinates } = feature.geometry;
    const parts =
      type === "MultiPolygon" ? coordinates.flat() :
      type === "LineString" ? [coordinates] : coordinates;
    const closed = type.endsWith("Polygon");
    const rings = parts.map((points) => {
      const flat = new Float64Array(points.length * 2);
      points.forEach(([lon, lat], i) => {
        flat[2 * i] = worldX(lon);
        flat[2 * i + 1] = worldY(lat);
      });
      return flat;
    });
    return { closed, rings, properties: feature.properties };
  };

  /** A canvas below the labels on which states, borders and claims are painted together. */
  const StatesCanvas = L.Renderer.extend({
    options: { padding: 0.2 },

    initialize(options) {
      L.Renderer.prototype.initialize.call(this, options);
      this._paths = new Map();
      this._patterns = new Map();
    },

    /** Show these shapes; nothing is repainted before the map is ready. */
    show(scene, look) {
      this._scene = scene;
      this._look = look;
      if (this._map && this._bounds) this._paint();
    },

    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.className = "atlas-states";
      this._container.setAttribute("aria-hidden", "true");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
      delete this._container;
      delete this._context;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      const width = Math.round(size.x * ratio);
      const height = Math.round(size.y * ratio);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      if (this._container.width !== width || this._container.height !== height) {
        this._container.width = width;
        this._container.height = height;
        this._container.style.width = `${size.x}px`;
        this._container.style.height = `${size.y}px`;
      }
      this._ratio = ratio;
      this._paint();
    },

    _paint() {
      if (!this._scene) return;
      const zoom = this._map.getZoom();
      const context = this._context;
      const scale = TILE_PX * 2 ** zoom;
      // Paths are kept in pixels from a fixed corner, so that a pan needs no new ones.
      this._corner = [worldX(129) * scale, worldY(46) * scale];
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const shift = [this._corner[0] - origin.x, this._corner[1] - origin.y];
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      context.setTransform(
        this._ratio, 0, 0, this._ratio, this._ratio * shift[0], this._ratio * shift[1]
      );
      this._paintStates(context, zoom);
      this._fadeWest(context, scale, shift);
      this._paintBorders(context, zoom);
      if (zoom >= CLAIMS_FROM_ZOOM) this._paintClaims(context, zoom);
    },

    _paintStates(context, zoom) {
      const look = this._look;
      const breadth = zoom < 5 ? 5 : zoom < 7 ? 8 : 10;
      context.lineJoin = "round";
      for (const [name, group] of this._scene.states) {
        const path = this._path(name, zoom, group.shapes);
        const colour = look.side[group.side] || look.side.other;
        context.fillStyle = colour;
        context.globalAlpha = look.fill;
        context.fill(path);
        context.save();
        context.clip(path);
        context.strokeStyle = colour;
        context.globalAlpha = look.edge;
        const edges = this._path(`edges ${name}`, zoom, group.edges);
        for (const part of [2, 1.3, 0.7]) {
          context.lineWidth = breadth * part;
          context.stroke(edges);
        }
        context.restore();
      }
      context.globalAlpha = 1;
    },

    _fadeWest(context, scale, shift) {
      const [left, top] = this._corner;
      const [[x1, y1], [x2, y2]] = FADE_WEST.clear.map(([lon, lat]) => [
        worldX(lon) * scale - left, worldY(lat) * scale - top
      ]);
      // Square to the line, towards the east, as long as the fade is wide.
      const reach = (FADE_WEST.width / 360) * scale / Math.hypot(x2 - x1, y2 - y1);
      const [dx, dy] = [(y1 - y2) * reach, (x2 - x1) * reach];
      const fade = context.createLinearGradient(x1, y1, x1 + dx, y1 + dy);
      for (let share = 0; share <= 1; share += 0.125) {
        fade.addColorStop(share, `rgba(0,0,0,${1 - share * share * (3 - 2 * share)})`);
      }
      const { width, height } = this._container;
      context.globalCompositeOperation = "destination-out";
      context.fillStyle = fade;
      context.fillRect(-shift[0], -shift[1], width / this._ratio, height / this._ratio);
      context.globalCompositeOperation = "source-over";
    },

    _paintBorders(context, zoom) {
      const look = this._look;
      const size = zoom < 5 ? 0.75 : zoom > 8 ? 1.25 : 1;
      context.strokeStyle = look.line;
      context.globalAlpha = look.lineOpacity;
      for (const [kind, style] of Object.entries(DASHES)) {
        const shapes = this._scene.borders.get(kind);
        if (!shapes) continue;
        context.lineWidth = style.width * size;
        context.lineCap = kind === "front" ? "round" : "butt";
        context.setLineDash(style.dash.map((length) => length * size));
        context.stroke(this._path(`border ${kind}`, zoom, shapes));
      }
      context.lineCap = "butt";
      context.setLineDash([]);
      context.globalAlpha = 1;
    },

    _paintClaims(context, zoom) {
      const look = this._look;
      for (const shape of this._scene.claims) {
        const { name, claimant } = shape.properties;
        const path = this._path(`claim ${name}`, zoom, [shape]);
        if (shape.closed) {
          context.fillStyle = this._hatch(context, look.claim);
          context.globalAlpha = zoom < 8 ? 0.5 : 0.42;
          context.fill(path);
        } else {
          context.strokeStyle = look.side[claimant] || look.claim;
          context.globalAlpha = 0.95;
          context.lineWidth = zoom < 8 ? 1.4 : 2.2;
          context.setLineDash(zoom < 8 ? [4, 3] : [7, 4]);
          context.stroke(path);
          context.setLineDash([]);
        }
      }
      context.globalAlpha = 1;
    },

    _hatch(context, colour) {
      if (!this._patterns.has(colour)) {
        const ratio = this._ratio;
        const step = 7;
        const cell = document.createElement("canvas");
        cell.width = cell.height = Math.round(step * ratio);
        const pen = cell.getContext("2d");
        pen.scale(ratio, ratio);
        pen.strokeStyle = colour;
        pen.lineWidth = 1.2;
        pen.beginPath();
        for (const offset of [-step, 0, step]) {
          pen.moveTo(offset - 1, step + 1);
          pen.lineTo(offset + step + 1, -1);
        }
        pen.stroke();
        const pattern = context.createPattern(cell, "repeat");
        pattern.setTransform(new DOMMatrix().scale(1 / ratio));
        this._patterns.set(colour, pattern);
      }
      return this._patterns.get(colour);
    },

    /** The path of some shapes at a zoom, points closer than a pixel left out. */
    _path(name, zoom, shapes) {
      const key = `${zoom} ${this._scene.key} ${name}`;
      let path = this._paths.get(key);
      if (path) return path;
      if (this._paths.size > 400) this._paths.clear();
      path = new Path2D();
      const scale = TILE_PX * 2 ** zoom;
      const [left, top] = this._corner;
      for (const { closed, rings } of shapes) {
        for (const ring of rings) {
          let lastX = ring[0] * scale - left;
          let lastY = ring[1] * scale - top;
          path.moveTo(lastX, lastY);
          const end = ring.length - 2;
          for (let i = 2; i <= end; i += 2) {
            const x = ring[i] * scale - left;
            const y = ring[i + 1] * scale - top;
            if (i < end && Math.abs(x - lastX) < 0.8 && Math.abs(y - lastY) < 0.8) continue;
            path.lineTo(x, y);
            lastX = x;
            lastY = y;
          }
          if (closed) path.closePath();
        }
      }
      this._paths.set(key, path);
      return path;
    }
  });

  // ---------------------------------------------------------------- labels

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
    town: { sizes: [17, 15.5, 14.5, 13.5, 13], weight: 500, italic: false, spacing: [0.005, 0, 0, 0, 0] }
  };
  const SMALLEST_PX = 13;
  const GROWTH = { 3: 0.74, 4: 0.84, 5: 0.94, 6: 1, 7: 1.06 };
  const STATE_GROWTH = { 3: 0.62, 4: 0.72, 5: 0.92, 6: 1.12, 7: 1.3 };
  const TOWN_DOT_PX = 8;
  const FAMILY = 'Alegreya, "Noto Serif CJK TC", "Songti TC", "MS Mincho", Georgia, serif';

  /** The days on which something that lasts `from` a day `to` a day changes, in order. @param {{from: string, to: string}[]} things */
  const edgesOf = (things) => [...new Set(things.flatMap(({ from, to }) => [from, `${to}~`]))].sort();  // ~ sorts just after the day itself

  /** How many of these changes lie before the end of a day: nothing is drawn anew while the number stays. */
  const changesUpTo = (edges, day) => edges.filter((edge) => edge <= day).length;

  /** Places labels greedily, most important first; what would collide is not shown. */
  class Labels {
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
      this._edges = edgesOf(labels);
      map.on("moveend zoomend viewreset resize", this.place, this);
      map.on("zoomanim", this._follow, this);
    }

    remove() {
      this._map.off("moveend zoomend viewreset resize", this.place, this);
      this._map.off("zoomanim", this._follow, this);
      for (const { node } of this._items) node?.remove();
    }

    /** @param {Names} names */
    setNames(names) {
      this._names = names;
      for (const item of this._items) if (item.node) this._write(item);
      this.place();
    }

    /** @param {string} day */
    setDay(day) {
      const isSame = this._day && changesUpTo(this._edges, day) === changesUpTo(this._edges, this._day);
      this._day = day;
      if (!isSame) this.place();
    }

    /** How large type is; asked of the style sheet only when the page's look changes, because asking is slow. */
    _scale() {
      const look = document.body.className + window.innerWidth;
      if (look !== this._look) {
        this._look = look;
        this._scaled = parseFloat(getComputedStyle(this._map.getContainer()).getPropertyValue("--atlas-scale")) || 1;
      }
      return this._scaled;
    }

    place() {
      if (!this._day) return;
      const map = this._map;
      const zoom = map.getZoom();
      const scale = this._scale();
      const bounds = map.getPixelBounds();
      const margin = bounds.getSize().multiplyBy(0.4);
      const taken = [];
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
            spot = this._spot(item, point, zoom, scale, taken);
          }
        }
        this._show(item, spot);
      }
    }

    /** A free place for a label, or null. */
    _spot(item, point, zoom, scale, taken) {
      const { label } = item;
      const size = this._size(label, zoom) * scale;
      const width = this._width(item, size);
      const free = (boxes) =>
        !boxes.some((a) => taken.some((b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]));
      if (label.anchor !== "centre") {
        const gap = TOWN_DOT_PX * 0.75 * scale;
        const sides = [
          ["right", point.x + gap, point.y - size * 0.56],
          ["left", point.x - gap - width, point.y - size * 0.56],
          ["above", point.x - width / 2, point.y - gap - size * 0.95],
          ["below", point.x - width / 2, point.y + gap * 0.8]
        ];
        for (const [side, left, top] of sides) {
          if (label.anchor !== "point" && label.anchor !== side) continue;
          const box = [left - 3, top - 1, left + width + 3, top + size * 1.05];
          const dot = [point.x - gap, point.y - gap, point.x + gap, point.y + gap];
          if (free([box, dot])) {
            taken.push(box, dot);
            return { size, side };
          }
        }
        return null;
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
      return label.class === "town" && label.rank === 1 ? 700 : label.class === "town" && label.rank > 3 ? 400 : TYPE[label.class].weight;
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
      item.node.className =
        `atlas-label atlas-${label.class} rank-${label.rank} at-${spot.side} leaflet-zoom-animated`;
      item.node.firstChild.style.fontSize = `${spot.size.toFixed(2)}px`;
      item.node.style.display = "";
      item.on = true;
      L.DomUtil.setPosition(item.node, this._map.latLngToLayerPoint(item.at));
    }

    /** Go with the map through a zoom animation. */
    _follow(event) {
      for (const item of this._items) {
        if (item.on) {
          L.DomUtil.setPosition(
            item.node, this._map._latLngToNewLayerPoint(item.at, event.zoom, event.center).round()
          );
        }
      }
    }
  }

  // ---------------------------------------------------------------- everything together

  /** What is in force on a day, grouped for painting. */
  const sceneOn = (day, shapes, key) => {
    const current = (shape) => shape.properties.from <= day && day <= shape.properties.to;
    const states = new Map();
    for (const shape of shapes.polities.filter(current)) {
      const { polity, side } = shape.properties;
      if (!states.has(polity)) states.set(polity, { side, shapes: [], edges: [] });
      states.get(polity).shapes.push(shape);
    }
    const polityOf = new Map();
    for (const [polity, group] of states) {
      for (const shape of group.shapes) polityOf.set(shape.properties.unit, polity);
    }
    const boundaries = shapes.boundaries.filter(current);
    for (const shape of boundaries) {
      for (const unit of shape.properties.units) {
        states.get(polityOf.get(unit))?.edges.push(shape);
      }
    }
    const borders = new Map();
    for (const shape of boundaries) {
      const { kind, river } = shape.properties;
      if (river) continue;
      if (!borders.has(kind)) borders.set(kind, []);
      borders.get(kind).push(shape);
    }
    return { key, states, borders, claims: shapes.claims.filter(current) };
  };

  /** @param {string} url */
  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: the server answered ${answer.status}`);
    return answer.json();
  };

  /** @param {string} url @param {string} query @returns {Promise<Data>} */
  const loaded = async (url, query) => {
    const [polities, boundaries, claims, labels] = await Promise.all(
      ["polities.geojson", "boundaries.geojson", "claims.geojson", "labels.json"].map((name) =>
        fetched(`${url}/${name}${query}`)
      )
    );
    return { polities, boundaries, claims, labels };
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
  const claimLabel = (claim) => {
    const ring = claim.geometry.coordinates[0];
    const lons = ring.map((point) => point[0]);
    const { from, to } = claim.properties;
    const text = "claimed by both";
    const wide = Math.max(...lons) - Math.min(...lons) > 0.6;
    const [lon, lat] = centroid(ring);
    return {
      class: "claim", rank: 2, lat, lon, min_zoom: wide ? 8 : 11, max_zoom: 14,
      angle_deg: wide ? 33 : 0, anchor: wide ? "centre" : "below", from, to,
      names: { period: text, modern: text, original: text, original_lang: "" }
    };
  };
  TYPE.claim = { sizes: [13.5, 13.5], weight: 500, italic: true, spacing: [0.06, 0.06] };

  /**
   * Put the base map on a Leaflet map.
   *
   * @param {any} map
   * @param {Options} options `url` is where the tiles and layers are served; `version` goes into
   *   their addresses as `?v=`; `data` takes the place of both in a single file; dates are years,
   *   months or days, and the state of affairs at the end of `to` is shown.
   * @returns {{ready: Promise<void>, tiled: Promise<void>, setTheme: (theme: Theme) => void,
   *   setPeriod: (from: string, to: string) => void, setLabels: (names: Names) => void}}
   */
  Atlas.basemap = (map, options = {}) => {
    const url = (options.url || "").replace(/\/$/, "");
    const query = options.version ? `?v=${encodeURIComponent(options.version)}` : "";
    const container = map.getContainer();
    /** @type {Theme} */
    let theme = options.theme === "dark" ? "dark" : "light";
    let day = lastDay(options.to || options.from || "1939");
    let names = options.labels || "period";
    let step = -1;
    let shapes = null;
    let edges = [];
    let labels = null;
    let tiles = null;
    const scenes = new Map();

    for (const [name, zIndex] of [["atlas-tiles", 200], ["atlas-states", 250], ["atlas-labels", 380]]) {
      const pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = String(zIndex);
      pane.style.pointerEvents = "none";
    }
    const canvas = new StatesCanvas({ pane: "atlas-states" });
    canvas.addTo(map);

    map.attributionControl?.setPrefix(false).addAttribution(ATTRIBUTION);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);

    const showTiles = () => {
      const inlined = options.data?.tiles?.[theme];
      const has = inlined ? (z, x, y) => `${z}/${x}/${y}` in inlined : hasTile;
      const source = (z, x, y) =>
        inlined ? inlined[`${z}/${x}/${y}`] || NO_TILE : `${url}/${theme}/${z}/${x}/${y}.webp${query}`;
      const old = tiles;
      tiles = new Tiles({ pane: "atlas-tiles", source, has, keepBuffer: 3, minZoom: 0, maxZoom: 20 });
      // The old tiles stay until the new ones are there.
      if (old) tiles.once("load", () => old.remove());
      tiles.addTo(map);
      container.classList.toggle("atlas-dark", theme === "dark");
      container.classList.toggle("atlas-light", theme === "light");
    };

    const draw = () => {
      if (!shapes) return;
      if (!scenes.has(step)) scenes.set(step, sceneOn(day, shapes, step));
      canvas.show(scenes.get(step), LOOKS[theme]);
    };

    const setTheme = (next) => {
      if (next === theme) return;
      theme = next;
      showTiles();
      draw();
    };

    const setPeriod = (from, to) => {
      day = lastDay(to || from);
      if (!shapes) return;
      const next = changesUpTo(edges, day);
      if (next !== step) {
        step = next;
        draw();
      }
      labels?.setDay(day);
    };

    const setLabels = (next) => {
      names = next;
      labels?.setNames(next);
    };

    const start = async () => {
      const data = options.data || (await loaded(url, query));
      shapes = {};
      for (const layer of ["polities", "boundaries", "claims"]) shapes[layer] = data[layer].features.map(shapeOf);
      edges = edgesOf(["polities", "boundaries", "claims"].flatMap((layer) => data[layer].features.map(({ properties }) => properties)));
      const strips = data.claims.features.filter((claim) => claim.geometry.type === "Polygon");
      const all = [...data.labels, ...strips.map(claimLabel)];
      await Promise.all(
        ["400", "500", "700", "italic 400"].map((face) => document.fonts.load(`${face} 16px Alegreya`))
      ).catch(() => undefined);
      labels = new Labels(map, "atlas-labels", all);
      step = changesUpTo(edges, day);
      draw();
      labels.setNames(names);
      labels.setDay(day);
    };

    showTiles();
    const tiled = new Promise((resolve) => tiles.once("load", resolve));
    return { ready: start(), tiled, setTheme, setPeriod, setLabels };
  };
})();
