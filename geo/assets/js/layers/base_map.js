/* The offline base map: physical tiles, states tinted by side, borders, claims and names of one day. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const SHAPES = ["polities", "boundaries", "claims"];
  const PANES = { "atlas-tiles": 200, "atlas-states": 250, "atlas-labels": 380 };
  const FACES = ["400", "500", "700", "italic 400"];

  /** @param {string} url */
  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: the server answered ${answer.status}`);
    return answer.json();
  };

  /** The layers that the server has. @param {string} url @param {string} query @returns {Promise<BaseMapData>} */
  const loaded = async (url, query) => {
    const names = ["polities.geojson", "boundaries.geojson", "claims.geojson", "labels.json"];
    const [polities, boundaries, claims, labels] = await Promise.all(
      names.map((name) => fetched(`${url}/${name}${query}`)),
    );
    return { polities, boundaries, claims, labels };
  };

  /** Where each part of the states lies in the world, without what is faded out. @param {Shape[]} states */
  const boxesOf = (states) => {
    const end = Atlas.worldX(Atlas.looks.fadeWest.endsLon);
    return states.flatMap(({ rings }) => rings).map((ring) => {
      const [xs, ys] = [0, 1].map((axis) => ring.filter((_, at) => at % 2 === axis));
      return L.bounds([[Math.max(Math.min(...xs), end), Math.min(...ys)], [Math.max(...xs, end), Math.max(...ys)]]);
    }).filter(({ min, max }) => min.x < max.x);
  };

  Atlas.baseMap = (map, options) => {
    const url = (options.url || "").replace(/\/$/, "");
    const query = options.version ? `?v=${encodeURIComponent(options.version)}` : "";
    const container = map.getContainer();
    let { theme, day } = options;
    /** @type {Names} */
    let names = "period";
    let step = -1;
    let shapes = null;
    let boxes = [];
    let changes = [];
    let labels = null;
    let standing = () => [];
    let tiles = null;
    const scenes = new Map();

    for (const [name, zIndex] of Object.entries(PANES)) {
      const pane = map.getPane(name) || map.createPane(name);
      pane.style.zIndex = String(zIndex);
      pane.style.pointerEvents = "none";
    }
    const canvas = new Atlas.StatesCanvas({ pane: "atlas-states" });
    canvas.addTo(map);

    map.attributionControl.setPrefix(false).addAttribution(Atlas.looks.credit);
    Atlas.credit(map);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(map);

    const showTiles = () => {
      const old = tiles;
      tiles = Atlas.tiles({ url, theme, query, inlined: options.data?.tiles?.[theme] });
      // The old tiles stay until the new ones are there.
      if (old) tiles.once("load", () => old.remove());
      tiles.addTo(map);
      container.classList.toggle("atlas-dark", theme === "dark");
      container.classList.toggle("atlas-light", theme === "light");
    };

    const draw = () => {
      if (!shapes) return;
      if (!scenes.has(step)) scenes.set(step, Atlas.sceneOn(day, shapes, step));
      canvas.show(scenes.get(step), Atlas.looks.ground[theme]);
    };

    const start = async () => {
      const data = options.data || await loaded(url, query);
      shapes = Object.fromEntries(SHAPES.map((layer) => [layer, data[layer].features.map(Atlas.shapeOf)]));
      boxes = boxesOf(shapes.polities);
      changes = Atlas.changeDays(SHAPES.flatMap((layer) => data[layer].features.map(({ properties }) => properties)));
      const strips = data.claims.features.filter((claim) => claim.geometry.type === "Polygon");
      await Promise.all(FACES.map((face) => document.fonts.load(`${face} 16px Alegreya`))).catch(() => undefined);
      labels = new Atlas.Labels(map, "atlas-labels", [...data.labels, ...strips.map(Atlas.claimLabel)]);
      step = Atlas.changesUpTo(changes, day);
      draw();
      labels.avoid(standing);
      labels.setNames(names);
      labels.setDay(day); // now they are placed, once
    };

    showTiles();
    const tiled = new Promise((resolve) => tiles.once("load", resolve));
    return {
      ready: start(),
      tiled,
      setTheme(next) {
        if (next === theme) return;
        theme = next;
        showTiles();
        draw();
      },
      setDay(next) {
        day = next;
        if (!shapes) return;
        const now = Atlas.changesUpTo(changes, day);
        if (now !== step) {
          step = now;
          draw();
        }
        if (labels) labels.setDay(day);
      },
      hasStates(bounds) {
        const [corner, other] = [bounds.getNorthWest(), bounds.getSouthEast()]
          .map(({ lat, lng }) => [Atlas.worldX(lng), Atlas.worldY(lat)]);
        const seen = L.bounds(corner, other);
        return boxes.some((box) => box.overlaps(seen));
      },
      avoid(next) {
        standing = next;
        if (labels) labels.avoid(standing);
      },
      setLabels(next) {
        names = next;
        if (labels) labels.setNames(next);
      },
    };
  };
})(globalThis);
