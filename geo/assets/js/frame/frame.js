/* The map's frame: its theme, its names for screen readers, its notices. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const FLIGHT_S = 0.6; // to an event

  /* Streamlit hands the colours of the page to the frame as custom properties. */
  Atlas.theme = () => {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim() ||
      getComputedStyle(document.body).backgroundColor;
    const parts = /^#[0-9a-f]{6}/i.test(colour)
      ? [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
      : (colour.match(/\d+/g) || [255, 255, 255]).slice(0, 3).map(Number);
    return parts[0] * 0.299 + parts[1] * 0.587 + parts[2] * 0.114 < 128 ? "dark" : "light";
  };

  /**
   * Call *changed* when the page's colours have. At every render Streamlit's library puts a style sheet with them at the
   * end of the head: one that says what the last said is taken away, before all of the frame is styled anew for it.
   */
  Atlas.onTheme = (changed) => {
    if (!root.Streamlit?.events) return;
    /** @type {Element | null} */
    let last = null;
    root.Streamlit.events.addEventListener(root.Streamlit.RENDER_EVENT, () => {
      const now = document.head.lastElementChild;
      if (now === last) return;
      if (last?.isConnected && now.textContent === last.textContent) return now.remove();
      last = now;
      changed(Atlas.theme());
    });
  };

  Atlas.accessible = (map, label) => {
    document.documentElement.lang = "en";
    document.title = label;
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map");
    box.setAttribute("aria-label", label);
    // Leaflet 1.9 gives the map the focus when the pointer goes down; a page that then scrolls to the map loses the press
    const { focus } = box; // as it is now: a frame that is taken away has no HTMLElement any more
    box.focus = (options) => focus.call(box, { preventScroll: true, ...options });
    const page = document.getElementById("root") || document.body;
    if (!document.querySelector("main, [role=main]")) page.setAttribute("role", "main");
    try {
      root.frameElement?.setAttribute("title", label);
    } catch (_) { /* another origin */ }
  };

  Atlas.reducedMotion = () => root.matchMedia("(prefers-reduced-motion: reduce)").matches;

  Atlas.travel = (map, { lat, lon, z }, duration = FLIGHT_S) => {
    if (Atlas.reducedMotion() || document.hidden) {
      map.setView([lat, lon], z, { animate: false });
      return;
    }
    const { classList } = map.getContainer();
    classList.add("atlas-flying"); // the style sheet keeps symbols back, which would grow and shrink with the ground
    map.once("moveend", () => classList.remove("atlas-flying"));
    map.flyTo([lat, lon], z, { duration });
  };

  Atlas.notice = (map, message) => {
    const box = document.createElement("p");
    box.className = "atlas-notice";
    box.setAttribute("role", "alert");
    box.textContent = message;
    map.getContainer().appendChild(box);
    return box;
  };
})(globalThis);
