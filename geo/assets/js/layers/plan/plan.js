/* Battle plans on the map: at a close zoom, inside the box of a battle whose event is open or whose days the time lies
   in, its plan is loaded once and drawn by day. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const rules = Atlas.looks.plan;
  const NARROW = 0.9; // of the size of lettering, on a narrow map
  const LAYERS = "halos hatches frontiers lines tracks ways leaders names units words hints".split(" ");
  const SYMBOL_PX = 12;
  const SMALL_PX = 200; // a battlefield less across has no room for every regiment
  const FAR_PX = 30; // so far outside, nothing is lettered

  Atlas.plans = (map, wiring) => {
    const { battles } = wiring;
    if (!battles || !battles.length) {
      return {
        name() {},
        follow() {},
        day: () => null,
        viewOf: () => null,
        shows: () => false,
        step: () => false,
        toggle: () => false,
        theme() {},
        key: () => null,
      };
    }
    const loaded = new Map();
    let plan = null;
    let on = "";
    let named = ""; // the day that the page names; `on` stays what it was when another event is opened
    let accounts = "both";
    let chosen = ""; // the unit that has been looked up in the order of battle
    let chosenIn = ""; // the event that was open then
    let isSought = false; // its plan is still on its way
    let timer = null;
    let asked = { selection: null, moment: null, event: "", layer: null };
    let opened = ""; // the event whose day was shown last
    let [faded, drawn] = [[], ""]; // symbols that stand back; the state that the drawing shows
    const box = map.getContainer();
    // what stands in it has to be laid out anew, and not the whole map
    const corner = /** @type {HTMLElement} */ (box.querySelector(".leaflet-bottom.leaflet-right"));

    map.createPane("atlas-ground").style.zIndex = "255";
    map.getPane("atlas-ground").style.pointerEvents = "none";
    map.createPane("atlas-plan").style.zIndex = "440";
    const canvas = L.canvas({ pane: "atlas-ground", padding: 0.25 });
    canvas._updatePaths = () => {}; // it has none, and Leaflet 1.9 would clear what has just been painted
    const picture = L.svg({ pane: "atlas-plan", padding: 0.25 });
    let layers = null;
    let view = null;

    const hint = (mark) => {
      if (!layers) return;
      layers.hints.replaceChildren();
      if (!mark || !mark.where.km) return;
      const px = mark.where.km / view.scale;
      const { points, middle } = mark.where;
      if (points) {
        Atlas.svg("path", { class: "doubt band", d: Atlas.planPath(points), "stroke-width": 2 * px }, layers.hints);
      } else Atlas.svg("circle", { class: "doubt", cx: middle.x, cy: middle.y, r: px }, layers.hints);
    };
    const marks = Atlas.planMarks(map, hint);
    const strip = Atlas.planStrip(map, {
      choose(day) {
        pause();
        stand(day, true);
      },
      account(value) {
        accounts = value;
        draw();
        tell();
      },
    });
    const goTo = (battle) => Atlas.travel(map, Atlas.planView(battle, map.getSize(), rules));
    const doubt = Atlas.doubtBar(map, () => goTo(battles.find(({ event }) => event === plan.event)));
    const tell = () => wiring.report({ on, accounts, symbols: signs.value(), unit: chosen });
    const signs = Atlas.unitSigns(() => {
      draw();
      tell();
    });
    const order = Atlas.orderOfBattle(box, (unit) => lookUp(unit));
    const guide = Atlas.planGuide(map);

    // ------------------------------------------------------------------ which plan, which day

    /** The battles whose plan shows an event, the nearest first: its own, and those it is part of. */
    const battlesOf = (event) => {
      const found = [];
      for (let id = event, left = 9; id && left; left--) {
        const battle = battles.find((one) => one.event === id);
        if (battle) found.push(battle);
        id = asked.layer?.byId.get(id)?.feature.properties.part_of;
      }
      return found;
    };
    const battleOf = (event) => battlesOf(event)[0] || null;
    const bounds = ({ box: [south, west, north, east] }) => L.latLngBounds([south, west], [north, east]);
    /** How many pixels a battlefield is across. */
    const across = (battle) => {
      const [low, high] = [bounds(battle).getSouthWest(), bounds(battle).getNorthEast()];
      const zoom = map.getZoom();
      return map.project(low, zoom).distanceTo(map.project(high, zoom)); // not rounded, as points of a layer are
    };
    const isIn = (battle, day) => Boolean(day) && battle.from <= day && day <= battle.to;
    const dayAsked = () => asked.moment ? Atlas.isoOf(asked.moment.now) : on || asked.selection?.to || "";

    const wanted = () => {
      const zoom = map.getZoom();
      const seen = map.getBounds();
      const own = battlesOf(asked.event);
      const here = battles.filter((battle) =>
        battle.zooms[0] <= zoom && zoom <= battle.zooms[1] && bounds(battle).intersects(seen) &&
        across(battle) >= rules.leastPx
      );
      // a campaign covers a whole country: it comes only where it is asked for
      return here.find((battle) => own.includes(battle)) ||
        here.find((battle) => !battle.is_campaign && isIn(battle, dayAsked())) || null;
    };

    const check = () => {
      if (!asked.layer) return; // what is open is not known yet
      const battle = wanted();
      const own = battleOf(asked.event);
      if (battle || !own) guide.hide();
      else {
        const event = asked.layer.byId.get(own.event);
        guide.show(event ? asked.layer.titleOf(event) : "", () => goTo(own));
      }
      if (!battle) return leave();
      layGround();
      const found = loaded.get(battle.event);
      if (found) return found.plan ? enter(found.plan) : undefined;
      const entry = { plan: null };
      loaded.set(battle.event, entry);
      wiring.load(battle.event)
        .then((made) => {
          entry.plan = made;
          check();
        })
        .catch(() => {
          clearGround();
          wiring.fail(
            "The battle plan could not be loaded. Reload the page; if this stays, the server's log says why.",
          );
        });
    };

    /** Lay the paper of a plan ready before its lines come, so that the ground changes but once. */
    const layGround = () => {
      box.classList.add("atlas-plan-shown");
      map.getPane("atlas-tiles").style.opacity = String(Atlas.atZoom(rules.tiles, map.getZoom()));
    };
    const clearGround = () => {
      box.classList.remove("atlas-plan-shown");
      map.getPane("atlas-tiles").style.opacity = "";
    };

    const enter = (made) => {
      const isNew = plan !== made;
      if (isNew && plan) leave();
      layGround();
      plan = made;
      const [day, before] = [dayAsked(), on];
      const isOpened = asked.event && asked.event !== opened && battleOf(asked.event)?.event === plan.event;
      if (isNew && isIn(plan, on)) opened = asked.event; // a link's day holds
      else if (asked.moment && isIn(plan, day)) on = day;
      else if (isOpened || !isIn(plan, on)) on = Atlas.planStart(plan, asked.event, asked.selection || {});
      if (asked.event) opened = asked.event;
      if (isNew) {
        box.classList.toggle("atlas-plan-campaign", plan.is_campaign);
        canvas.addTo(map);
        picture.addTo(map);
        const group = picture._rootGroup;
        Atlas.planPatterns(group, plan);
        layers = Object.fromEntries(LAYERS.map((name) => [name, Atlas.svg("g", { class: `plan-${name}` }, group)]));
        strip.open(plan);
        signs.of(plan);
      }
      if (isNew && chosen && (isSought || !isIn(plan, named))) find(isSought);
      else if (isNew || drawn !== state()) draw();
      else fade();
      if (isNew || on !== before) wiring.changed();
    };

    const leave = () => {
      if (!plan) return clearGround();
      pause();
      plan = layers = null;
      marks.clear();
      canvas.remove();
      picture.remove();
      strip.close();
      signs.of(null);
      doubt.show(null, 1);
      clearGround();
      for (const node of faded) node.classList.remove("in-plan");
      faded = [];
      showOrder(null);
      wiring.changed();
    };

    const stand = (day, isTold) => {
      on = day;
      asked = { ...asked, moment: null }; // the bar leads now, not the time control
      draw();
      wiring.changed();
      if (isTold) tell();
    };

    /** Mark a unit and stand on the day nearest to this one on which it is attested; pressed again, let it go. */
    const lookUp = (unit) => {
      const isAgain = unit === chosen;
      const battle = battleOf(asked.event);
      [chosen, chosenIn] = [isAgain ? "" : unit, asked.event];
      if (isAgain || !battle) {
        draw();
        return tell();
      }
      if (plan && plan.event === battle.event) return find(true);
      isSought = true;
      goTo(battle); // the plan comes by the way, and finds it
    };
    const find = (isTold) => {
      isSought = false;
      const here = Atlas.planNearest(plan, chosen, on, accounts);
      const found = here || Atlas.planNearest(plan, chosen, on, "both");
      if (!found) return;
      if (!here) accounts = "both";
      pause();
      stand(found.day, isTold);
      const [lon, lat] = found.one.at;
      if (!map.getBounds().pad(-0.15).contains([lat, lon])) map.panTo([lat, lon]);
    };

    // ------------------------------------------------------------------ time

    const pause = () => {
      if (!timer) return;
      root.clearInterval(timer);
      timer = null;
      wiring.playing(false);
    };
    const move = (direction) => {
      const days = strip.days();
      const goal = direction > 0 ? days.find((day) => day > on) : days.findLast((day) => day < on);
      if (goal) stand(goal, !timer);
      return Boolean(goal);
    };
    const toggle = () => {
      if (timer) {
        pause();
        tell();
        return true;
      }
      if (!plan) return false;
      const days = strip.days();
      if (on >= days[days.length - 1]) stand(days[0], false);
      timer = root.setInterval(() => {
        if (move(1)) return;
        pause();
        tell();
      }, rules.stepMs);
      wiring.playing(true);
      return true;
    };

    // ------------------------------------------------------------------ drawing

    const spot = ([lon, lat]) => map.latLngToLayerPoint(L.latLng(lat, lon));
    const look = () => {
      const zoom = map.getZoom();
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const lat = map.getCenter().lat;
      const seen = { x: corner.x, y: corner.y, w: size.x, h: size.y - Atlas.barsTall(map) };
      const rear = Object.fromEntries(Object.entries(plan.rears).map(([side, at]) => [side, spot(at)]));
      const isSeen = ({ x, y }) =>
        x > seen.x - FAR_PX && y > seen.y - FAR_PX && x < seen.x + seen.w + FAR_PX && y < seen.y + seen.h + FAR_PX;
      return {
        plan,
        chosen,
        place: asked.layer?.byId.get(asked.event)?.placeId,
        symbols: signs.value() === "app6" ? plan.symbols : null,
        zoom,
        scale: (40075 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom), // km a pixel
        spot,
        box: { x: corner.x - size.x / 2, y: corner.y - size.y / 2, w: size.x * 2, h: size.y * 2 },
        seen,
        isSeen,
        size: Atlas.lettering(box) * (size.x < Atlas.looks.narrowPx ? NARROW : 1),
        isSmall: across(plan) < SMALL_PX,
        board: new Atlas.LabelBoard(seen),
        claims: new Map([...plan.lines, ...plan.units].map((one) => [one.id, one])),
        toward: (side, at) => rear[side] && Math.atan2(rear[side].y - at.y, rear[side].x - at.x),
      };
    };

    /** Symbols of events on the battlefield step back: the plan shows what they stand for. Plates keep off them. */
    const fade = () => {
      const field = bounds(plan).pad(0.5);
      const half = SYMBOL_PX * (parseFloat(box.style.getPropertyValue("--symbol-scale")) || 1);
      const now = new Set();
      for (const { node, latlng, aside: [dx, dy] } of asked.layer?.standing?.() || []) {
        const isInField = field.contains(latlng);
        if (isInField) now.add(node);
        const { x, y } = map.latLngToLayerPoint(latlng);
        if ((isInField && plan.is_campaign) || !view.isSeen({ x, y })) continue;
        view.board.block({ x: x + dx - half, y: y + dy - half, w: 2 * half, h: 2 * half });
      }
      for (const node of faded) if (!now.has(node)) node.classList.remove("in-plan");
      for (const node of now) if (!node.classList.contains("in-plan")) node.classList.add("in-plan");
      faded = [...now];
    };

    /** All that the drawing goes by: the page answers with what is there already. */
    const state = () => {
      const standing = (asked.layer?.standing?.() || []).map(({ latlng: { lat, lng }, aside }) => [lat, lng, ...aside]);
      const look = [map.getZoom(), map.getCenter(), map.getSize()];
      return JSON.stringify([on, accounts, signs.value(), chosen, asked.event, look, standing]);
    };

    const draw = () => {
      if (!plan || !layers || map._animatingZoom) return;
      const day = Atlas.planOn(plan, on, accounts);
      strip.show(plan, day, Atlas.planNote(plan, day)); // first, for it takes more or less of the map
      const tall = `${strip.box.offsetHeight}px`; // read before all else is drawn anew
      if (corner.style.getPropertyValue("--plan-bar") !== tall) corner.style.setProperty("--plan-bar", tall);
      view = look();
      view.isLost = doubt.show(Atlas.planDoubt(day), view.scale);
      for (const layer of Object.values(layers)) layer.replaceChildren();
      marks.clear();
      Atlas.blockControls(map, view);
      fade();
      Atlas.drawPlan(day, view, layers, (one, drawn, where) => {
        const id = one.id || `${one.a} ${one.b}`;
        const content = () => Atlas.planEvidence(one, plan, view.claims);
        if (Atlas.isChosen(one, view)) drawn.group.classList.add("chosen");
        marks.add(id, drawn.group, { km: one.km, ...where }, content, Atlas.planSpoken(one, plan));
      });
      marks.ready();
      showOrder(day);
      drawn = state();
    };
    const showOrder = (day) =>
      order.show(new Set(day ? day.units.map(({ unit }) => unit) : []), chosen, Boolean(battleOf(asked.event)));
    const paint = () => {
      if (!plan || !canvas._ctx) return;
      view = look();
      Atlas.paintGround(canvas._ctx, plan, { ...view, ink: Atlas.groundInks() });
    };
    canvas.on("update", paint);
    picture.on("update", () => drawn !== state() && draw());
    map.on("moveend zoomend", check);

    return {
      /** Take over what the page names: day, account, signs, the unit looked up; they hold until others are chosen. */
      name(day, whose, event, drawn, unit) {
        accounts = whose;
        signs.set(drawn);
        if (!isSought || event !== chosenIn) [chosen, chosenIn, isSought] = [unit, event, false];
        named = day;
        if (!day) return;
        on = day;
        opened = event;
      },
      /** Take over what is shown and open. */
      follow(selection, moment, event, layer) {
        if (event !== chosenIn) chosen = "";
        asked = { selection, moment, event, layer };
        if (!plan) showOrder(null);
        check();
      },
      /** The line of the key in which it is chosen how units are drawn. */
      key: () => signs.row,
      day: () => (plan ? on : null),
      /** Where the map looks at the plan from when an event is opened: if it is the battle itself, or a day is named. */
      viewOf(event, place) {
        const battle = battleOf(event);
        if (!battle) return null;
        const isItself = battle.event === event && place && Atlas.planHolds(battle, place, map.getSize(), rules);
        return isItself || isIn(battle, named) ? Atlas.planView(battle, map.getSize(), rules) : null;
      },
      /** Whether the map looks at a plan that shows an event. */
      shows: (event) => battlesOf(event).includes(wanted()),
      /** Step to the next day of the plan, or the one before; whether there is a plan. */
      step(direction) {
        if (!plan) return false;
        pause();
        move(direction);
        return true;
      },
      /** Play the days of the plan, or pause; whether there is a plan. */
      toggle,
      theme() {
        if (plan) canvas._update();
      },
    };
  };
})(globalThis);
