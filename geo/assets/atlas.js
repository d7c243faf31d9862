/* Joins map, base map, events and page. `Atlas.attach` is called once per map; afterwards `map.atlas.select(…)`. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const L = root.L;
  const VIEW_REPORT_MS = 250;
  const NARROW_PX = 640;

  const isDark = () => {
    const colour = getComputedStyle(document.documentElement).getPropertyValue("--background-color").trim() ||
      getComputedStyle(document.body).backgroundColor;
    const parts = /^#[0-9a-f]{6}/i.test(colour)
      ? [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16))
      : (colour.match(/\d+/g) || [255, 255, 255]).slice(0, 3).map(Number);
    return parts[0] * 0.299 + parts[1] * 0.587 + parts[2] * 0.114 < 128;
  };

  /** Name the frame and the map for screen readers, and undo what folium forbids (zooming the page). */
  const accessible = (map, label) => {
    document.documentElement.lang = "en";
    document.title = label;
    for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
    const box = map.getContainer();
    box.setAttribute("role", "application");
    box.setAttribute("aria-roledescription", "map");
    box.setAttribute("aria-label", label);
    const page = document.getElementById("root") || document.body;
    if (!document.querySelector("main, [role=main]")) page.setAttribute("role", "main");
    try { if (root.frameElement) root.frameElement.title = label; } catch (_) { /* another origin */ }
  };

  /**
   * @param {L.Map} map
   * @param {object} options
   * @param {string} options.events    address of the FeatureCollection
   * @param {string} options.basemap   address of the base map's folder
   * @param {string} options.label     name of the map for screen readers
   * @param {object} options.symbols   the drawing of each kind of event
   * @param {?object} options.collection  the events themselves, instead of `events`
   */
  Atlas.attach = (map, options) => {
    let layer = null, wanted = { ...Atlas.EVERYTHING }, event = "", viewNumber = 0, counter = 0, reported = "", live = null, timer = 0;
    accessible(map, options.label);
    if (map.getSize().x < NARROW_PX) map.setZoom(map.getZoom() - 1, { animate: false });
    map.attributionControl.setPrefix(false);

    const report = (kind, value) => {
      counter = Math.max(counter + 1, Date.now());
      if (root.Streamlit) root.Streamlit.setComponentValue({ kind, ...value, n: counter });
    };
    const viewText = () => { const c = map.getCenter(); return `${c.lat.toFixed(4)},${c.lng.toFixed(4)},${map.getZoom()}`; };
    const setTheme = (theme) => {
      document.body.classList.toggle("atlas-dark", theme === "dark");
      if (base) base.setTheme(theme);
    };
    const current = () => (live ? { ...wanted, from: live[0] > options.years[0] ? live[0] + "-01-01" : null, to: live[1] < options.years[1] ? live[1] + "-12-31" : null } : wanted);
    const apply = () => {
      const now = current();
      if (layer) { layer.filter(now); layer.mark(event); }
      if (base) base.setPeriod(now.from || options.years[0] + "-01-01", now.to || options.years[1] + "-12-31");
    };

    const theme = isDark() ? "dark" : "light";
    const base = Atlas.basemap
      ? Atlas.basemap(map, { url: options.basemap, version: options.version, theme, from: options.years[0] + "-01-01", to: options.years[1] + "-12-31", labels: "period" })
      : null;
    setTheme(theme);

    const atlas = {
      /** Take over the page's state. @param {object} state  a selection with `event` and `view` {lat, lon, z, n} */
      select(state) {
        const { event: id, view, ...selection } = state;
        const isNew = id !== event;
        wanted = { ...Atlas.EVERYTHING, ...selection };
        event = id || "";
        live = null;
        if (view && view.n !== viewNumber) {
          viewNumber = view.n;
          map.setView([view.lat, view.lon], view.z, { animate: false });
          reported = viewText();
        }
        apply();
        if (isNew && event && layer) layer.reveal(event);
      },
      state: () => ({
        from: current().from, to: current().to, event, visible: layer ? layer.visible : 0, total: layer ? layer.total : 0, playing: false,
      }),
      get layer() { return layer; },
      base,
    };
    map.atlas = atlas;

    const draw = (collection) => {
      layer = new Atlas.EventLayer(map, collection, options.symbols, (chosen, stack) => {
        event = chosen.id;
        layer.mark(event);
        report("select", { id: chosen.id, stack });
      });
      apply();
      if (event) layer.reveal(event);
      Atlas.followSlider("years", (years) => { live = years; apply(); });
    };
    const fail = (message) => {
      const box = document.createElement("p");
      box.className = "atlas-notice";
      box.setAttribute("role", "alert");
      box.textContent = message;
      map.getContainer().appendChild(box);
    };
    if (options.collection) draw(options.collection);
    else {
      fetch(options.events)
        .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
        .then(draw, () => fail("The events could not be loaded. Reload the page; if this stays, the server's log says why."));
    }

    reported = viewText();
    map.on("moveend", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (viewText() === reported) return;
        reported = viewText();
        const c = map.getCenter();
        report("view", { lat: +c.lat.toFixed(4), lon: +c.lng.toFixed(4), z: map.getZoom() });
      }, VIEW_REPORT_MS);
    });
    map.on("click", () => { if (event) { event = ""; if (layer) layer.mark(""); report("select", { id: "", stack: [] }); } });
    if (root.Streamlit && root.Streamlit.events) {
      root.Streamlit.events.addEventListener(root.Streamlit.RENDER_EVENT, () => setTheme(isDark() ? "dark" : "light"));
    }
    new ResizeObserver(() => {
      const centre = map.getCenter(), isOurs = viewText() === reported;
      map.invalidateSize({ pan: false });
      map.setView(centre, map.getZoom(), { animate: false });
      if (isOurs) reported = viewText();
    }).observe(map.getContainer());
    return atlas;
  };
})(window);
