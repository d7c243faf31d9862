/* Joins map, base map, events and page. `Atlas.attach` is called once per map; afterwards `map.atlas.select(…)`. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const L = root.L;
  const VIEW_REPORT_MS = 250;
  const NARROW_PX = 640;
  const WAR_EVE = "1945-08-08";
  const FLIGHT_S = 1.6;  // from one step of a tour to the next

  /** The day whose borders a range of days is shown with: its last, but the eve of the August war for a range that
      reaches into that war from before; three weeks redrew them all. @param {?string} from @param {?string} to */
  const bordersOn = (from, to) => (to && to <= WAR_EVE ? to : from && from > WAR_EVE ? to || "1946-01-01" : WAR_EVE);

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
   * @param {?string} options.movements   address of the schematic arrows, or `options.movementCollection` holds them
   * @param {string} options.basemap   address of the base map's folder
   * @param {string} options.label     name of the map for screen readers
   * @param {object[]} options.kinds   {kind, title, drawing} of each kind of event
   * @param {object} options.online   tile layers of other hosts by name: {title, url, attribution, max_zoom}
   * @param {?object} options.collection  the events themselves, instead of `events`
   * @param {?boolean} options.twin   one of two maps side by side: they move together, without time control and key
   * @param {?string} options.slider  key of the page's slider that the map follows
   */
  Atlas.attach = (map, options) => {
    let layer = null, wanted = { ...Atlas.EVERYTHING }, event = "", viewNumber = 0, counter = 0, reported = "", live = null, moment = null, language = "en", timer = 0, isTour = false;
    accessible(map, options.label);
    if (map.getSize().x < NARROW_PX) map.setZoom(map.getZoom() - 1, { animate: false });
    map.attributionControl.setPrefix(false);

    const report = (kind, value) => {
      if (options.twin && kind !== "select") return;
      counter = Math.max(counter + 1, Date.now());
      if (root.Streamlit) root.Streamlit.setComponentValue({ kind, ...value, n: counter });
    };
    const viewText = () => { const c = map.getCenter(); return `${c.lat.toFixed(4)},${c.lng.toFixed(4)},${map.getZoom()}`; };
    const setTheme = (theme) => {
      document.body.classList.toggle("atlas-dark", theme === "dark");
      if (base) base.setTheme(theme);
    };
    const current = () => (moment ? { ...wanted, from: moment.from, to: moment.to } : live ? { ...wanted, from: live[0] > options.years[0] ? live[0] + "-01-01" : null, to: live[1] < options.years[1] ? live[1] + "-12-31" : null } : wanted);
    const apply = () => {
      const now = current();
      if (layer) { layer.filter(now); layer.age(moment); layer.mark(event); }
      if (movements) movements.show(now, moment, event, layer);
      if (base) showBorders(moment ? Atlas.isoOf(moment.now) : bordersOn(now.from, now.to));
    };

    const time = options.twin ? Atlas.stillTime() : Atlas.playback(map, {
      events: () => (layer ? layer.eligible(wanted) : []),
      count: () => (layer ? layer.visible : 0),
      show: (now) => { moment = now; live = null; apply(); },
      rest: (range) => report("range", range),
    });
    let movements = null;
    const keys = options.twin ? null : Atlas.tourKeys();
    const borders = L.DomUtil.create("div", "atlas-borders");
    let shownDay = "";
    const showBorders = (day) => {
      if (day === shownDay) return;
      shownDay = day;
      base.setPeriod(day, day);
      borders.textContent = "Borders of " + Atlas.dayInWords(day);
    };
    const theme = isDark() ? "dark" : "light";
    const base = Atlas.basemap
      ? Atlas.basemap(map, { url: options.basemap, version: options.version, theme, from: WAR_EVE, to: WAR_EVE, labels: "period" })
      : null;
    setTheme(theme);
    const note = L.control({ position: "bottomleft" });
    note.onAdd = () => borders;
    if (base) note.addTo(map);
    if (options.twin) Atlas.twin(map); else Atlas.key(map, options.kinds);
    const [start, end] = [options.years[0] + "-01-01", options.years[1] + "-12-31"];

    /** Say on the map what went wrong. @param {string} message */
    const fail = (message) => {
      const box = document.createElement("p");
      box.className = "atlas-notice";
      box.setAttribute("role", "alert");
      box.textContent = message;
      map.getContainer().appendChild(box);
      return box;
    };

    let online = null, onlineName = "", onlineNotice = null;
    /** Lay another host's map over the atlas's own, or take it away. @param {string} name */
    const setTiles = (name) => {
      if (name === onlineName) return;
      onlineName = name;
      if (online) online.remove();
      online = null;
      if (onlineNotice) onlineNotice.remove();
      const source = options.online[name];
      if (!source) return;
      if (!map.getPane("atlas-online")) map.createPane("atlas-online").style.zIndex = 220;
      online = L.tileLayer(source.url, { pane: "atlas-online", maxZoom: 20, maxNativeZoom: source.max_zoom, attribution: source.attribution, referrerPolicy: "strict-origin-when-cross-origin" });
      online.once("tileerror", () => { onlineNotice = fail(`The map of ${source.title} cannot be reached from here. The atlas's own map is shown.`); });
      online.addTo(map);
    };

    const atlas = {
      /** Take over the page's state. @param {object} state  a selection with `event` and `view` {lat, lon, z, n} */
      select(state) {
        const { event: id, view, labels, lang, tiles, tour, present, ...selection } = state;
        const isNew = id !== event;
        wanted = { ...Atlas.EVERYTHING, ...selection };
        event = id || "";
        live = null;
        if (!time.isPlaying()) moment = null;
        setTiles(tiles || "");
        if (base && labels) base.setLabels(labels);
        language = lang || "en";
        if (layer) layer.speak(language);
        if (view && view.n !== viewNumber) {
          const isFirst = viewNumber === 0;
          viewNumber = view.n;
          if (tour && !isFirst && !Atlas.reducedMotion()) {
            map.once("moveend", () => { reported = viewText(); });  // the page knows where the flight goes
            map.flyTo([view.lat, view.lon], view.z, { duration: FLIGHT_S });
          } else {
            map.setView([view.lat, view.lon], view.z, { animate: false });
            reported = viewText();
          }
        }
        isTour = Boolean(tour);
        if (keys) keys.set(isTour, Boolean(present));
        document.body.classList.toggle("atlas-large", Boolean(present));
        apply();
        time.setRange(wanted.from || start, wanted.to || end);
        time.refresh();
        if (isNew && event && layer && !isTour) layer.reveal(event);  // a tour says itself where to look
      },
      state: () => ({
        from: current().from, to: current().to, event, visible: layer ? layer.visible : 0, total: layer ? layer.total : 0, playing: time.isPlaying(),
      }),
      get layer() { return layer; },
      get movements() { return movements; },
      base,
    };
    map.atlas = atlas;

    const draw = (collection) => {
      layer = new Atlas.EventLayer(map, collection, new Map(options.kinds.map(({ kind, drawing }) => [kind, drawing])), (chosen, stack) => {
        event = chosen.id;
        layer.mark(event);
        report("select", { id: chosen.id, stack });
      });
      layer.speak(language);
      apply();
      time.refresh();
      if (event && !isTour) layer.reveal(event, false);
      Atlas.followSlider(options.slider || "years", (years) => { live = years; apply(); });
    };
    movements = Atlas.movements(map, {
      url: options.movements, collection: options.movementCollection, years: options.years, fail,
      onSelect: (id) => { event = id; apply(); report("select", { id, stack: [id] }); },
    });
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
    new ResizeObserver(([{ contentRect }]) => {
      if (map.getSize().equals([Math.round(contentRect.width), Math.round(contentRect.height)])) return;
      const centre = map.getCenter(), isOurs = viewText() === reported;
      map.invalidateSize({ pan: false });
      map.setView(centre, map.getZoom(), { animate: false });
      if (event && layer && !isTour) layer.reveal(event, false);   // an animation on its way there has just been cut short
      if (isOurs) reported = viewText();
    }).observe(map.getContainer());
    return atlas;
  };
})(window);
