/* Joins map, base map, events and page. `Atlas.attach` is called once per map; afterwards `map.atlas.select(…)`. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const NO_EVENTS = "The events could not be loaded. Reload the page; if this stays, the server's log says why.";

  /** First and last day of a range of years. @param {[number, number]} years @returns {[string, string]} */
  const daysOf = (
    [first, last],
  ) => [`${String(first).padStart(4, "0")}-01-01`, `${String(last).padStart(4, "0")}-12-31`];

  /** @param {string} url @returns {Promise<any>} */
  const fetched = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: the server answered ${answer.status}`);
    return answer.json();
  };

  Atlas.attach = (map, options) => {
    /** @type {?EventsLayer} */
    let layer = null;
    let wanted = { ...Atlas.EVERYTHING };
    let event = "";
    let language = "en";
    let own = ""; // the event that was chosen here last: the map is there already
    let isOwnKnown = false; // to the page
    let isTour = false;
    /** @type {?Days} */
    let held = null; // what the page's axis of time is held at
    /** @type {?Moment} */
    let moment = null; // what the time control shows meanwhile
    const [start, end] = daysOf(options.years);

    Atlas.accessible(map, options.label);
    if (map.getSize().x < Atlas.looks.narrowPx) map.setZoom(map.getZoom() - 1, { animate: false });
    map.attributionControl.setPrefix(false);
    const home = { lat: map.getCenter().lat, lon: map.getCenter().lng, z: map.getZoom() };
    let isFirst = true; // word from the page
    let focused = 0; // number of the event that the page has sent the map to last
    /** @type {?Focus} */
    let focus = null;
    const report = Atlas.reporting(Boolean(options.twin), options.onReport || null);

    /** What is to be seen right now: the page's selection, in the time that axis or time control are at. */
    const current = () => {
      if (moment) return { ...wanted, from: moment.from, to: moment.to };
      return held ? { ...wanted, ...held } : wanted;
    };
    const apply = () => {
      const now = current();
      if (layer) {
        layer.filter(now, moment ? wanted : null, held !== null);
        layer.age(moment);
        layer.mark(event);
        plans.follow(now, moment, event, layer);
      }
      showDay();
      // while time runs or is pulled, names stay where they are
      if (layer && !moment && !held) base.avoid(() => layer.standing?.() || []);
      if (options.onShow) options.onShow(now);
    };
    /** Borders and arrows of what is to be seen; while a plan is, those of its day. */
    const showDay = () => {
      const day = plans.day();
      const now = current();
      const here = moment ? Atlas.isoOf(moment.now) : Atlas.bordersOn(now.from || start, now.to || end);
      showBorders(day || here);
      if (!layer) return;
      const at = moment || (day ? { from: day, to: day, now: Atlas.dayOf(day), mode: "moment" } : null);
      movements.show(day && !moment ? { ...now, from: day, to: day } : now, at, event, layer);
    };
    const setTheme = (theme) => {
      document.body.classList.toggle("atlas-dark", theme === "dark");
      base.setTheme(theme);
      plans.theme();
    };

    /** Open an event that was pressed beside its symbol. @param {string} id */
    const choose = (id) => {
      event = own = id;
      isOwnKnown = false;
      apply();
      report("select", { id, stack: [id] });
    };
    const time = options.twin ? Atlas.stillTime() : Atlas.playback(map, {
      starts: () => (layer ? layer.starts(wanted) : []),
      count: () => (layer ? layer.visible : 0),
      show(now) {
        moment = now;
        held = null;
        apply();
      },
      rest: (range) => report("range", { ...range, sent: viewport.sent() }),
      end() {
        moment = null;
        apply();
      },
      during: (day) => (layer ? layer.during(wanted, day) : []),
      open: choose,
      isFixed: Boolean(options.page),
      plan: {
        step: (direction) => plans.step(direction),
        toggle: () => plans.toggle(),
      },
    });
    const plans = Atlas.plans(map, {
      battles: options.twin ? [] : options.plans || [],
      load: (battle) => {
        if (options.planData) return Promise.resolve(options.planData[battle]);
        const join = options.plan.includes("?") ? "&" : "?";
        return fetched(`${options.plan}${join}event=${encodeURIComponent(battle)}`);
      },
      report: (said) => report("plan", { ...said, sent: viewport.sent() }),
      fail: (message) => Atlas.notice(map, message),
      playing: (isPlaying) => time.showPlaying(isPlaying),
      changed() {
        time.stand(plans.day());
        showDay();
      },
    });
    const keys = options.twin ? null : Atlas.tourKeys(options.page || null);
    const base = Atlas.baseMap(map, {
      url: options.basemap,
      version: options.version,
      data: options.basemapData,
      theme: Atlas.theme(),
      day: Atlas.looks.bordersTurn,
    });
    setTheme(Atlas.theme());
    const showBorders = Atlas.borders(map, base);
    if (options.twin) Atlas.syncMaps(map);
    else Atlas.legend(map, options.kinds, plans.key());
    const setTiles = Atlas.online(map, options.online);
    const viewport = Atlas.viewport(map, {
      moved: (view) => report("view", { ...view, sent: viewport.sent() }),
      resized(isHeld) {
        if (event && layer && !isTour && !isHeld) layer.reveal(event, false);
      },
    });
    /** Move the map to an event with all its parts; whether it lies on the map. @param {string} id */
    const look = (id, isQuiet = false) => {
      const at = layer.byId.get(id)?.latlng;
      const viewNow = () => plans.viewOf(id, at && { lat: at.lat, lon: at.lng }) || layer.viewOf(id);
      const isThere = Boolean(viewNow());
      if (isThere) viewport.to(viewNow, isQuiet);
      return isThere;
    };
    if (!options.twin) {
      Atlas.home(map, () => viewport.to(() => home, false));
    }

    let hasView = false; // the page says where the map looks
    /** Look where the page has sent the map, or at the event that has just been opened, unless a view came with it. */
    const bring = (isOpened, isWithView, isQuiet) => {
      const sent = focus && focus.event;
      focus = null;
      if (isTour || (sent && look(sent, isQuiet)) || !isOpened || !event) return; // a tour says itself where to look
      if (isWithView && plans.shows(event)) return; // a part of its plan, away from where the event itself stands
      if (isWithView || options.twin || !look(event, isQuiet)) layer.reveal(event, !isQuiet);
    };

    const select = (state) => {
      const {
        event: id,
        view,
        labels,
        lang,
        tiles,
        tour,
        present,
        on,
        accounts,
        symbols,
        unit,
        focus: sentTo,
        ...selection
      } = state;
      const isNew = id !== event && id !== own;
      isOwnKnown ||= id === own;
      if (id !== own && (id || isOwnKnown)) own = ""; // of a word from before, nothing is to be learned
      wanted = { ...Atlas.EVERYTHING, ...selection };
      event = id || "";
      plans.name(on || "", accounts || "both", event, symbols || "plain", unit || "");
      held = null;
      if (!time.isPlaying()) moment = null;
      setTiles(tiles || "");
      if (labels) base.setLabels(labels);
      language = lang || "en";
      if (layer) layer.speak(language);
      isTour = Boolean(tour);
      const isSent = viewport.go(view, isTour);
      // a tour that has the page to itself has the arrow keys too
      if (keys) keys.set(isTour, Boolean(present || options.page), view ? view.n : 0);
      document.body.classList.toggle("atlas-large", Boolean(present));
      apply();
      time.setRange(...Atlas.rangeOf(wanted, start, end));
      time.refresh();
      if (sentTo && sentTo.n !== focused) {
        focused = sentTo.n;
        if (!isFirst || !view || view.lat === undefined) focus = sentTo;
      }
      hasView = Boolean(view && view.lat !== undefined);
      if (layer) bring(isNew, isSent, isFirst);
      isFirst = false;
    };

    const draw = (collection) => {
      const Layer = collection.type === "EventColumns" ? Atlas.CanvasLayer : Atlas.SymbolLayer;
      const symbols = new Map(options.kinds.map(({ kind, drawing }) => [kind, drawing]));
      const made = new Layer(map, collection, symbols, {
        chosen(id, stack) {
          event = own = id;
          isOwnKnown = false;
          report("select", { id, stack });
          made.mark(id);
        },
        near: (id) => Atlas.announce("near", id),
        parties: options.parties || {},
      });
      layer = made;
      made.speak(language);
      apply();
      time.refresh();
      bring(true, hasView, true);
    };

    const movements = Atlas.movements(map, {
      url: options.movements,
      collection: options.movementCollection,
      years: options.years,
      fail: (message) => Atlas.notice(map, message),
      chosen: choose,
    });

    map.atlas = {
      select,
      /** Show other days for as long as the page's axis is held; the page's word comes when it is let go. @param {Days} days */
      hold(days) {
        held = days;
        if (!time.isPlaying()) moment = null;
        apply();
      },
      time,
      state: () => ({
        from: current().from,
        to: current().to,
        event,
        visible: layer ? layer.visible : 0,
        total: layer ? layer.total : 0,
        playing: time.isPlaying(),
      }),
      get layer() {
        return layer;
      },
      movements,
      setTheme,
    };

    const drawn = options.collection
      ? draw(options.collection)
      : fetched(options.events).then(draw, () => Atlas.notice(map, NO_EVENTS));
    Promise.allSettled([drawn, base.ready, base.tiled]).then(() =>
      root.requestAnimationFrame(() => {
        document.body.classList.add("atlas-drawn");
        Atlas.announce("drawn");
      })
    );

    map.getContainer().addEventListener("pointerdown", (down) => {
      const id = layer && layer.under(down);
      if (id) Atlas.announce("down", id);
    }, { passive: true });
    map.on("click", (click) => {
      // Leaflet 1.9 no longer sees that what was pressed lies in a control once the control has drawn itself anew
      if (!click.originalEvent.target.isConnected) return;
      if ((layer && layer.pick(click.containerPoint)) || !event) return;
      event = "";
      if (layer) layer.mark("");
      report("select", { id: "", stack: [] });
    });
    Atlas.onTheme(setTheme);
    return map.atlas;
  };
})(globalThis);
