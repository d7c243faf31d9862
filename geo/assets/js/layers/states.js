/* States tinted by side, borders and claims of one day, painted on a canvas below the names. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks, worldX, worldY } = Atlas;
  const TILE_PX = 256;
  const CORNER = [129, 46]; // lon and lat; any place in the theatre will do
  const MOST_PATHS = 400;

  Atlas.shapeOf = (feature) => {
    const { type, coordinates } = feature.geometry;
    const parts = type === "MultiPolygon" ? coordinates.flat() : type === "LineString" ? [coordinates] : coordinates;
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

  Atlas.sceneOn = (day, shapes, key) => {
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

  /** A canvas below the labels on which states, borders and claims are painted together. */
  Atlas.StatesCanvas = L.Renderer.extend({
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
      const ratio = Math.min(root.devicePixelRatio || 1, 2);
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
      this._corner = [worldX(CORNER[0]) * scale, worldY(CORNER[1]) * scale];
      const origin = this._map.getPixelOrigin().add(this._bounds.min);
      const shift = [this._corner[0] - origin.x, this._corner[1] - origin.y];
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      context.setTransform(
        this._ratio,
        0,
        0,
        this._ratio,
        this._ratio * shift[0],
        this._ratio * shift[1],
      );
      this._paintStates(context, zoom);
      this._fadeWest(context, scale, shift);
      this._paintBorders(context, zoom);
      if (zoom >= looks.claimsFromZoom) this._paintClaims(context, zoom);
    },

    _paintStates(context, zoom) {
      const look = this._look;
      const breadth = Atlas.atZoom(looks.stateEdgePx, zoom);
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
        for (const part of looks.stateEdgeParts) {
          context.lineWidth = breadth * part;
          context.stroke(edges);
        }
        context.restore();
      }
      context.globalAlpha = 1;
    },

    _fadeWest(context, scale, shift) {
      const [left, top] = this._corner;
      const [[x1, y1], [x2, y2]] = looks.fadeWest.clear.map(([lon, lat]) => [
        worldX(lon) * scale - left,
        worldY(lat) * scale - top,
      ]);
      // Square to the line, towards the east, as long as the fade is wide.
      const reach = (looks.fadeWest.widthDeg / 360) * scale / Math.hypot(x2 - x1, y2 - y1);
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
      const size = Atlas.atZoom(looks.borderScale, zoom);
      context.strokeStyle = look.line;
      context.globalAlpha = look.lineOpacity;
      for (const [kind, style] of Object.entries(looks.borders)) {
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
      if (this._paths.size > MOST_PATHS) this._paths.clear();
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
    },
  });
})(globalThis);
