/* The way back to the whole: a button under those of the zoom, and the key 0. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const TITLE = "Whole theatre";
  const PATH = "M-8 -3V-8H-3M8 -3V-8H3M-8 3V8H-3M8 3V8H3";

  Atlas.home = (map, go) => {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "leaflet-bar atlas-home");
      const button = /** @type {HTMLElement} */ (L.DomUtil.create("a", "", box));
      button.setAttribute("href", "#");
      button.setAttribute("role", "button");
      button.setAttribute("aria-label", TITLE);
      button.setAttribute("aria-keyshortcuts", "0");
      button.title = TITLE;
      const picture = Atlas.svg(
        "svg",
        { viewBox: "-15 -15 30 30", width: 24, height: 24, "aria-hidden": "true" },
        button,
      );
      Atlas.svg("path", { d: PATH }, picture);
      L.DomEvent.disableClickPropagation(box);
      button.addEventListener("click", (click) => {
        click.preventDefault();
        go();
      });
      button.addEventListener("keydown", (key) => {
        if (key.key === " ") {
          key.preventDefault();
          go();
        }
      });
      return box;
    };
    control.addTo(map);
    map.getContainer().addEventListener("keydown", (key) => {
      const isTyped = /** @type {Element} */ (key.target).closest("input, select, textarea");
      if (key.key !== "0" || isTyped || key.altKey || key.ctrlKey || key.metaKey) return;
      key.preventDefault();
      go();
    });
  };
})(globalThis);
