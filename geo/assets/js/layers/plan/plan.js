/* Battle plans on the map: at a close zoom, inside the box of a battle whose event is open or whose days the time lies
   in, its plan is loaded once and drawn by day. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const rules = Atlas.looks.plan;
  const NARROW = 0.9; // of the size of lettering, on a narrow map
  const GREAT_KINDS = ["height", "crossing", "fort"];
  const GREAT = 5; // so many places are lettered as the great ones
  const LAYERS = "halos hatches frontiers lines tracks ways leaders names units words hints".split(" ");
  const LONGEST_GREAT = 22; // letters
  /** @param {PlanFeature} feature */
  const isGreat = ({ kind, name }) => GREAT_KINDS.includes(kind) && name.length <= LONGEST_GREAT;
  const SMALL_PX = 200; // a battlefield less across has no room for every regiment
  const FAR_PX = 30; // so far outside, nothing is lettered

  /** The colours of the ground in the page's theme; a canvas takes no custom properties. */
  const inks = () => {
    const probe = document.createElement("i");
    document.body.append(probe);
    const found = Object.fromEntries(["hachure", "water", "shore"].map((name) => {
      probe.style.color = `var(--plan-${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return { ...found, grain: Atlas.theme() === "dark" ? 0.35 : 1 };
  };

  Atlas.plans = (map, wiring) => {
    const { battles, url } = wiring;
    if (!battles || !battles.length) {
      return { name() {}, follow() {}, day: () => null, step: () => false, toggle: () => false, theme() {} };
    }
    const loaded = new Map();
    let plan = null;
    let on = "";
    let accounts = "both";
    let timer = null;
    let asked = { selection: null, moment: null, event: "", layer: null };
    let opened = ""; // the event whose day was shown last
    let faded = [];
    const box = map.getContainer();

    map.createPane("atlas-ground").style.zIndex = "255";
    map.getPane("atlas-ground").style.pointerEvents = "none";
    map.createPane("atlas-plan").style.zIndex = "460";
    const canvas = L.canvas({ pane: "atlas-ground", padding: 0.25 });
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
        wiring.report({ on, accounts });
      },
    });
    const guide = document.createElement("button");
    guide.type = "button";
    guide.className = "atlas-plan-guide";
    guide.hidden = true;
    const guideControl = L.control({ position: "bottomleft" });
    guideControl.onAdd = () => guide;
    guideControl.addTo(map);
    L.DomEvent.disableClickPropagation(guide);

    // ------------------------------------------------------------------ which plan, which day

    const battleOf = (event) => {
      for (let id = event, left = 9; id && left; left--) {
        const battle = battles.find((one) => one.event === id);
        if (battle) return battle;
        id = asked.layer?.byId.get(id)?.feature.properties.part_of;
      }
      return null;
    };
    const bounds = ({ box: [south, west, north, east] }) => L.latLngBounds([south, west], [north, east]);
    /** How many pixels a battlefield is across. */
    const across = (battle) => {
      const [low, high] = [bounds(battle).getSouthWest(), bounds(battle).getNorthEast()];
      return map.latLngToLayerPoint(low).distanceTo(map.latLngToLayerPoint(high));
    };
    const isIn = (battle, day) => Boolean(day) && battle.from <= day && day <= battle.to;
    const dayAsked = () => asked.moment ? Atlas.isoOf(asked.moment.now) : on || asked.selection?.to || "";

    const wanted = () => {
      if (map.getZoom() < rules.fromZoom) return null;
      const seen = map.getBounds();
      const own = battleOf(asked.event);
      const here = battles.filter((battle) => bounds(battle).intersects(seen) && across(battle) >= rules.leastPx);
      return here.find((battle) => battle === own) || here.find((battle) => isIn(battle, dayAsked())) || null;
    };

    const check = () => {
      if (!asked.layer) return; // what is open is not known yet
      const battle = wanted();
      const own = battleOf(asked.event);
      guide.hidden = Boolean(battle) || !own;
      if (own) {
        guide.textContent = "Battle plan, day by day";
        guide.onclick = () =>
          map.fitBounds(bounds(own), { animate: !Atlas.reducedMotion(), paddingBottomRight: [0, bottom()] });
      }
      if (!battle) return leave();
      const found = loaded.get(battle.event);
      if (found) return found.plan ? enter(found.plan) : undefined;
      const entry = { plan: null };
      loaded.set(battle.event, entry);
      const join = url.includes("?") ? "&" : "?";
      fetch(`${url}${join}event=${encodeURIComponent(battle.event)}`)
        .then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        })
        .then((made) => {
          entry.plan = made;
          check();
        })
        .catch(() =>
          wiring.fail("The battle plan could not be loaded. Reload the page; if this stays, the server's log says why.")
        );
    };

    const enter = (made) => {
      const isNew = plan !== made;
      if (isNew) leave();
      plan = made;
      const [day, before] = [dayAsked(), on];
      const isOpened = asked.event && asked.event !== opened && battleOf(asked.event)?.event === plan.event;
      if (isNew && isIn(plan, on)) opened = asked.event; // a link's day holds
      else if (asked.moment && isIn(plan, day)) on = day;
      else if (isOpened || !isIn(plan, on)) on = Atlas.planStart(plan, asked.event);
      if (asked.event) opened = asked.event;
      if (isNew) {
        box.classList.add("atlas-plan-shown");
        for (const side of ["a", "b"]) {
          box.style.setProperty(`--plan-${side}`, `var(--party-${colourOf(side)})`);
        }
        canvas.addTo(map);
        picture.addTo(map);
        const group = picture._rootGroup;
        Atlas.planPatterns(group, plan);
        layers = Object.fromEntries(LAYERS.map((name) => [name, Atlas.svg("g", { class: `plan-${name}` }, group)]));
        strip.open(plan);
        fade();
      }
      draw();
      if (isNew || on !== before) wiring.changed();
    };

    /** The colour of the party that most is told of, on a side. */
    const colourOf = (side) => {
      const counts = new Map();
      for (const one of [...plan.lines, ...plan.units]) {
        if (one.side === side) counts.set(one.party, (counts.get(one.party) || 0) + 1);
      }
      const [party] = [...counts].sort(([, one], [, other]) => other - one)[0] || [];
      return party ? plan.parties[party].colour : "other";
    };

    const leave = () => {
      if (!plan) return;
      pause();
      plan = null;
      layers = null;
      marks.clear();
      canvas.remove();
      picture.remove();
      strip.close();
      box.classList.remove("atlas-plan-shown");
      map.getPane("atlas-tiles").style.opacity = "";
      for (const node of faded) node.classList.remove("in-plan");
      faded = [];
      wiring.changed();
    };

    /** The symbols of events on the battlefield step back: the plan shows what they stand for. */
    const fade = () => {
      const field = bounds(plan).pad(0.5);
      asked.layer?.byId.forEach?.(({ latlng, marker }) => {
        if (latlng && field.contains(latlng)) faded.push(marker.getElement());
      });
      for (const node of faded) node.classList.add("in-plan");
    };

    const stand = (day, isTold) => {
      on = day;
      asked = { ...asked, moment: null }; // the bar leads now, not the time control
      draw();
      wiring.changed();
      if (isTold) wiring.report({ on, accounts });
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
        wiring.report({ on, accounts });
        return true;
      }
      if (!plan) return false;
      const days = strip.days();
      if (on >= days[days.length - 1]) stand(days[0], false);
      timer = root.setInterval(() => {
        if (move(1)) return;
        pause();
        wiring.report({ on, accounts });
      }, rules.stepMs);
      wiring.playing(true);
      return true;
    };

    // ------------------------------------------------------------------ drawing

    const look = () => {
      const zoom = map.getZoom();
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const lat = map.getCenter().lat;
      const seen = { x: corner.x, y: corner.y, w: size.x, h: size.y - bottom() };
      const rear = Object.fromEntries(Object.entries(plan.rears).map(([side, at]) => [side, spot(at)]));
      return {
        plan,
        zoom,
        scale: (40075 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** zoom), // km a pixel
        spot,
        box: { x: corner.x - size.x / 2, y: corner.y - size.y / 2, w: size.x * 2, h: size.y * 2 },
        seen,
        size: Atlas.lettering(box) * (size.x < Atlas.looks.narrowPx ? NARROW : 1),
        isSmall: across(plan) < SMALL_PX,
        board: new Atlas.LabelBoard(seen),
        claims: new Map([...plan.lines, ...plan.units].map((one) => [one.id, one])),
        toward: (side, at) => rear[side] && Math.atan2(rear[side].y - at.y, rear[side].x - at.x),
      };
    };
    const spot = ([lon, lat]) => map.latLngToLayerPoint(L.latLng(lat, lon));
    const bottom = () => box.querySelector(".leaflet-bottom.leaflet-left")?.getBoundingClientRect().height || 0;
    const isSeen = ({ x, y }) =>
      x > view.seen.x - FAR_PX && y > view.seen.y - FAR_PX && x < view.seen.x + view.seen.w + FAR_PX &&
      y < view.seen.y + view.seen.h + FAR_PX;

    const live = (one, drawn, where) => {
      if (!drawn) return;
      const content = () => Atlas.planEvidence(one, plan, view.claims);
      const id = one.id || `${one.a} ${one.b}`;
      marks.add(id, drawn.group, { km: one.km, ...where }, content, Atlas.planSpoken(one, plan));
    };
    const alongLine = ({ points }) => ({ points, middle: points[points.length >> 1] });

    const nameFrontiers = (named) => {
      for (const [party, points] of named) {
        const { title, colour } = plan.parties[party];
        const words = `${title}: claimed frontier`;
        if (Atlas.planAlong(words, points, "frontier", colour, view, layers)) continue;
        const isFirst = party === [...named.keys()][0]; // frontiers that meet are named at either end
        const end = points[isFirst ? 0 : points.length - 1];
        if (isSeen(end)) Atlas.planWords(words, end, "frontier", { off: 12, colour, size: 14.5 }, view, layers);
      }
    };

    const drawLines = (day) => {
      const named = new Map();
      for (const line of [...day.claims].sort((one, other) => one.km - other.km)) {
        const drawn = Atlas.planFrontier(line, view, layers);
        live(line, drawn, alongLine(drawn));
        if (named.has(line.party)) continue; // of two, the surer one comes first
        named.set(line.party, drawn.points);
      }
      for (const one of [...day.disputed, ...day.contested]) {
        const drawn = Atlas.planDispute(one, view, layers);
        if (one.what !== "none") live(one, drawn, { middle: drawn.at });
        if (one.what === "none" || !isSeen(drawn.at)) continue;
        const words = Atlas.planTitle(one, plan).toLowerCase();
        Atlas.planWords(words, drawn.at, "who", { off: drawn.off, size: 19 }, view, layers);
      }
      const longest = {};
      for (const [state, lines] of [["earlier", day.earlier], ["stale", day.stale], ["now", day.lines]]) {
        for (const line of lines) {
          const drawn = Atlas.planLine(line, state, view, layers);
          live(line, drawn, alongLine(drawn));
          const best = longest[line.side];
          if (state === "now" && line.side !== "other" && (!best || best.length < drawn.length)) {
            longest[line.side] = { ...drawn, line };
          }
        }
      }
      nameFrontiers(named);
      return Object.values(longest);
    };

    const drawMarks = (day) => {
      const courses = new Set(plan.features.filter(({ course }) => course).map(({ name }) => name));
      const spots = plan.features.filter(({ course, name }) => !course && !courses.has(name));
      const great = new Set(spots.filter(isGreat).slice(0, GREAT));
      for (const feature of spots) Atlas.planSign(feature, view, layers);
      const walkers = new Set(day.ways.map(({ unit }) => unit).filter(Boolean));
      for (const way of day.ways) {
        const drawn = Atlas.planWay(way, view, layers);
        if (!drawn) continue;
        live(way, drawn, alongLine(drawn));
        const { title, colour } = plan.parties[way.party];
        const words = `${way.unit || title} · ${way.date.replace(/ \d{4}$/, "")}`;
        if (isSeen(drawn.middle)) {
          Atlas.planWords(words, drawn.middle, "dated", { off: drawn.off, colour }, view, layers);
        }
      }
      for (const track of day.tracks) Atlas.planTrack(track, view, layers);
      const units = [
        ...day.units.map((unit) => ({ unit, isHollow: false })),
        ...day.hollow.map((unit) => ({ unit, isHollow: true })),
      ]
        .filter(({ unit }) => !walkers.has(unit.short) && isSeen(spot(unit.at)))
        .sort((one, other) =>
          Number(one.isHollow) - Number(other.isHollow) || Atlas.planRank(one.unit) - Atlas.planRank(other.unit)
        );
      const name = (feature) => {
        if (!isSeen(spot(feature.at))) return;
        const drawn = Atlas.planName(feature, great.has(feature), view, layers);
        live(feature, drawn, drawn && { middle: drawn.at });
      };
      for (const feature of great) name(feature);
      for (const { unit, isHollow } of units) {
        const drawn = Atlas.planUnit(unit, isHollow, view, layers);
        live(unit, drawn, drawn && { middle: drawn.at });
      }
      for (const feature of spots) if (!great.has(feature)) name(feature);
    };

    const draw = () => {
      if (!plan || !layers || map._animatingZoom) return;
      view = look();
      for (const layer of Object.values(layers)) layer.replaceChildren();
      marks.clear();
      const day = Atlas.planOn(plan, on, accounts);
      for (const feature of plan.features) {
        if (feature.course) {
          Atlas.planAlong(feature.name, feature.course.map(spot), "water", "", view, layers);
        }
      }
      const longest = drawLines(day);
      drawMarks(day);
      for (const { line, points, look: { core } } of longest) {
        const aside = (core + 20) * (line.own || 1);
        const beside = Atlas.paced(points, 6, 0).map(({ x, y, ux, uy }) => ({ x: x + uy * aside, y: y - ux * aside }));
        const words = `${plan.sides[line.side]} line`;
        if (beside.length > 20) Atlas.planAlong(words, beside, "side", plan.parties[line.party].colour, view, layers);
      }
      marks.ready();
      strip.show(plan, day, Atlas.planNote(plan, day));
      box.style.setProperty("--plan-bar", `${strip.box.offsetHeight}px`);
    };
    const paint = () => {
      if (!plan || !canvas._ctx) return;
      view = look();
      map.getPane("atlas-tiles").style.opacity = String(Atlas.atZoom(rules.tiles, view.zoom));
      Atlas.paintGround(canvas._ctx, plan, { ...view, ink: inks() });
    };
    canvas.on("update", paint);
    picture.on("update", draw);
    map.on("moveend zoomend", check);

    return {
      /** Take over the day and the account that the page names; they hold until others are chosen. */
      name(day, whose, event) {
        accounts = whose;
        if (!day) return;
        on = day;
        opened = event;
      },
      /** Take over what is shown and open. */
      follow(selection, moment, event, layer) {
        asked = { selection, moment, event, layer };
        check();
      },
      day: () => (plan ? on : null),
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

  /** Lay ready the hatching of disputed ground, in the colours of both sides, and a cloud in each party's colour. */
  Atlas.planPatterns = (parent, plan) => {
    const defs = Atlas.svg("defs", {}, parent);
    const size = { width: 12, height: 12, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
    const pattern = Atlas.svg("pattern", { id: "plan-who", ...size }, defs);
    Atlas.svg("rect", { class: "side-a", width: 3.4, height: 12 }, pattern);
    Atlas.svg("rect", { class: "side-b", x: 6, width: 3.4, height: 12 }, pattern);
    for (const [party, { colour }] of Object.entries(plan.parties)) {
      const cloud = Atlas.svg("radialGradient", { id: `plan-cloud-${party}` }, defs);
      for (const [offset, opacity] of [[0, 0.42], [0.55, 0.2], [1, 0]]) {
        Atlas.svg("stop", { offset, "stop-opacity": opacity, style: `stop-color: var(--party-${colour})` }, cloud);
      }
    }
  };
})(globalThis);
