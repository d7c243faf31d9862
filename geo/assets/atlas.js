/* Joins map, base map, events and page. `Atlas.attach` is called once per map; afterwards `map.atlas.select(…)`. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const L = root.L;
  const VIEW_REPORT_MS = 250;
  const APART_MS = 100;  // two reports at once would be taken for one
  const NARROW_PX = 640;
  const FLIGHT_S = 1.6;  // from one step of a tour to the next

  /**
   * @param {L.Map} map
   * @param {object} options
   * @param {string} options.events    address of the FeatureCollection, or of the columns where there are many
   * @param {?string} options.movements   address of the schematic arrows, or `options.movementCollection` holds them
   * @param {string} options.basemap   address of the base map's folder
   * @param {string} options.label     name of the map for screen readers
   * @param {object[]} options.kinds   {kind, title, drawing} of each kind of event
   * @param {object} options.online   tile layers of other hosts by name: {title, url, attribution, max_zoom}
   * @param {?object} options.collection  the events themselves, instead of `events`
   * @param {?object} options.basemapData  layers and tiles of the base map, instead of `basemap`
   * @param {?(report: object) => void} options.onReport  hears what is otherwise told to Streamlit
   * @param {?(selection: object) => void} options.onShow  hears what is to be seen whenever that changes
   * @param {?Document} options.page   the document that holds the buttons of a tour, if it is not the one around this frame
   * @param {?boolean} options.twin   one of two maps side by side: they move together, without time control and key
   * @param {?string} options.slider  key of the page's slider that the map follows
   */
  Atlas.attach = (map, options) => {
    let layer = null, movements = null, wanted = { ...Atlas.EVERYTHING }, event = "", language = "en", isTour = false;
    let live = null, moment = null;                       // what the slider, or the time control, shows meanwhile
    let viewNumber = 0, counter = 0, reported = "", timer = 0, goal = null, isTouched = false;
    const [start, end] = options.years.map((year, index) => String(year).padStart(4, "0") + (index ? "-12-31" : "-01-01"));
    Atlas.accessible(map, options.label);
    if (map.getSize().x < NARROW_PX) map.setZoom(map.getZoom() - 1, { animate: false });
    map.attributionControl.setPrefix(false);

    /**
     * Tell the page around the map, before the server hears of it: an event the pointer is near or down on, one to be opened, or that
     * all is drawn.
     * @returns {?Promise<boolean>}  for one to be opened; lasts until its panel is there, or takes long: whether nothing else has been pressed since
     */
    const announce = (what, id) => {
      const detail = { id, ahead: null };
      try { root.parent.dispatchEvent(new CustomEvent("atlas:" + what, { detail })); } catch (_) { /* another origin */ }
      return detail.ahead;
    };
    let turn = null;
    /** Tell the page's script, once the panel is there: its run would hold that up, on the server as in the browser. */
    const tell = (said, ahead) => {
      const told = Promise.all([turn, ahead]).then(([, isWanted]) => { if (isWanted !== false) root.Streamlit.setComponentValue(said); });
      if (ahead) turn = told.then(() => new Promise((done) => setTimeout(done, APART_MS)));
    };
    const report = (kind, value) => {
      if (options.twin && kind !== "select") return;
      counter = Math.max(counter + 1, Date.now());
      const said = { kind, ...value, n: counter };
      const ahead = kind === "select" && said.id ? announce("open", said.id) : null;
      if (options.onReport) options.onReport(said);
      else if (root.Streamlit) tell(said, ahead);
    };
    const viewText = () => { const c = map.getCenter(); return `${c.lat.toFixed(4)},${c.lng.toFixed(4)},${map.getZoom()}`; };
    const setTheme = (theme) => {
      document.body.classList.toggle("atlas-dark", theme === "dark");
      if (base) base.setTheme(theme);
    };
    /** What is to be seen right now: the page's selection, in the time that slider or time control are at. */
    const current = () => {
      if (moment) return { ...wanted, from: moment.from, to: moment.to };
      if (!live) return wanted;
      const [first, last] = options.years;
      return { ...wanted, from: live[0] > first ? live[0] + "-01-01" : null, to: live[1] < last ? live[1] + "-12-31" : null };
    };
    const apply = () => {
      const now = current();
      if (layer) { layer.filter(now); layer.age(moment); layer.mark(event); }
      if (movements) movements.show(now, moment, event, layer);
      showBorders(moment ? Atlas.isoOf(moment.now) : Atlas.bordersOn(now.from || start, now.to || end));
      if (options.onShow) options.onShow(now);
    };

    const time = options.twin ? Atlas.stillTime() : Atlas.playback(map, {
      starts: () => (layer ? layer.starts(wanted) : []),
      count: () => (layer ? layer.visible : 0),
      show: (now) => { moment = now; live = null; apply(); },
      rest: (range) => report("range", range),
    });
    const keys = options.twin ? null : Atlas.tourKeys(options.page);
    const theme = Atlas.isDark() ? "dark" : "light";
    const base = Atlas.basemap
      ? Atlas.basemap(map, { url: options.basemap, version: options.version, data: options.basemapData, theme, from: Atlas.WAR_EVE, to: Atlas.WAR_EVE, labels: "period" })
      : null;
    setTheme(theme);
    const showBorders = base ? Atlas.borders(map, base) : () => {};
    if (options.twin) Atlas.twin(map); else Atlas.key(map, options.kinds);

    const setTiles = Atlas.online(map, options.online);

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
          goal = tour ? view : null;  // where a step has put the map, until somebody moves it
          isTouched = false;
          if (tour && !isFirst && !Atlas.reducedMotion()) {
            map.once("moveend", () => { reported = viewText(); });  // the page knows where the flight goes
            map.flyTo([view.lat, view.lon], view.z, { duration: FLIGHT_S });
          } else {
            map.setView([view.lat, view.lon], view.z, { animate: false });
            reported = viewText();
          }
        }
        isTour = Boolean(tour);
        if (keys) keys.set(isTour, Boolean(present || options.page));  // a tour that has the page to itself has the arrow keys too
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
      setTheme,
      base,
    };
    map.atlas = atlas;

    const draw = (collection) => {
      const Layer = collection.type === "EventColumns" ? Atlas.DotLayer : Atlas.EventLayer;
      layer = new Layer(map, collection, new Map(options.kinds.map(({ kind, drawing }) => [kind, drawing])), (chosen, stack) => {
        event = chosen.id;
        report("select", { id: chosen.id, stack });
        layer.mark(event);
      }, (id) => announce("near", id));
      layer.speak(language);
      apply();
      time.refresh();
      if (event && !isTour) layer.reveal(event, false);
      Atlas.followSlider(options.slider || "years", (years) => { live = years; apply(); });
    };
    movements = Atlas.movements(map, {
      url: options.movements, collection: options.movementCollection, years: options.years, fail: (message) => Atlas.notice(map, message),
      onSelect: (id) => { event = id; apply(); report("select", { id, stack: [id] }); },
    });
    const told = options.collection ? draw(options.collection) : fetch(options.events)
      .then((answer) => { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
      .then(draw, () => Atlas.notice(map, "The events could not be loaded. Reload the page; if this stays, the server's log says why."));
    Promise.allSettled([told, base && base.ready, base && base.tiled]).then(() => root.requestAnimationFrame(() => {
      document.body.classList.add("atlas-drawn");
      announce("drawn");
    }));

    reported = viewText();
    for (const name of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(name, () => { isTouched = true; }, { capture: true, passive: true });
    map.on("moveend", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (viewText() === reported) return;
        if (goal && !isTouched) return;  // the window changed, nobody moved the map
        goal = null;
        reported = viewText();
        const c = map.getCenter();
        report("view", { lat: +c.lat.toFixed(4), lon: +c.lng.toFixed(4), z: map.getZoom() });
      }, VIEW_REPORT_MS);
    });
    map.getContainer().addEventListener("pointerdown", (down) => { const id = layer && layer.under(down); if (id) announce("down", id); }, { passive: true });
    map.on("click", (click) => {
      if (layer && layer.pick(click.containerPoint)) return;
      if (event) { event = ""; if (layer) layer.mark(""); report("select", { id: "", stack: [] }); }
    });
    if (root.Streamlit && root.Streamlit.events) {
      root.Streamlit.events.addEventListener(root.Streamlit.RENDER_EVENT, () => setTheme(Atlas.isDark() ? "dark" : "light"));
    }
    new ResizeObserver(([{ contentRect }]) => {
      if (map.getSize().equals([Math.round(contentRect.width), Math.round(contentRect.height)])) return;
      const centre = map.getCenter(), isOurs = viewText() === reported;
      map.invalidateSize({ pan: false });
      if (goal && !isTouched) map.setView([goal.lat, goal.lon], goal.z, { animate: false });
      else map.setView(centre, map.getZoom(), { animate: false });
      if (event && layer && !isTour) layer.reveal(event, false);   // an animation on its way there has just been cut short
      if (isOurs) reported = viewText();
    }).observe(map.getContainer());
    return atlas;
  };
})(window);
