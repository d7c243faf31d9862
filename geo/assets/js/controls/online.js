/* Other hosts' maps for comparison, laid over the atlas's own. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const PANE = "atlas-online";
  const PANE_Z = 220; // over the atlas's own tiles, under its borders and names

  Atlas.online = (map, sources) => {
    let layer = null;
    let shown = "";
    let notice = null;
    return (name) => {
      if (name === shown) return;
      shown = name;
      if (layer) layer.remove();
      if (notice) notice.remove();
      layer = notice = null;
      const source = sources[name];
      if (!source) return;
      if (!map.getPane(PANE)) map.createPane(PANE).style.zIndex = String(PANE_Z);
      layer = L.tileLayer(source.url, {
        pane: PANE,
        maxZoom: 20,
        maxNativeZoom: source.max_zoom,
        attribution: source.attribution,
        // OpenStreetMap refuses requests that do not say where they come from
        referrerPolicy: "strict-origin-when-cross-origin",
      });
      layer.once("tileerror", () => {
        const text = `The map of ${source.title} cannot be reached from here. The atlas's own map is shown.`;
        notice = Atlas.notice(map, text);
      });
      layer.addTo(map);
    };
  };
})(globalThis);
