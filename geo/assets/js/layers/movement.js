/* Movements: arrows dated to the day. Their ends and days have evidence, the course between has none,
   and every arrow says so. While time plays an arrow grows from its first to its last day. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { clamp } = Atlas;
  const NARROW_DAYS = 400; // a range this short is about its movements; a longer one would only be covered by them
  const STEPS = 14; // of the curve between two control points
  const SPACING_PX = 3;
  const SHORTEST_PX = 22;
  const LETTERED_PX = 80;
  const GROW_MS = 160;
  const DASH_PX = [10, 5.5];
  const DOT_PX = 7.5;
  const LONGEST_NAME = 26;

  Atlas.curve = (points) => {
    const at = (i) => points[clamp(0, i, points.length - 1)];
    const line = [points[0]];
    for (let i = 0; i < points.length - 1; i++) {
      const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
      for (let step = 1; step <= STEPS; step++) {
        const t = step / STEPS;
        /** @param {0 | 1} k */
        const on = (k) =>
          0.5 *
          (2 * b[k] + (c[k] - a[k]) * t + (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
            (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t ** 3);
        line.push([on(0), on(1)]);
      }
    }
    return line;
  };

  /** Give a line's length in pixels and the point and direction at any distance along it. */
  const ruler = (line) => {
    const sums = [0];
    for (let i = 1; i < line.length; i++) {
      sums.push(sums[i - 1] + Math.hypot(line[i][0] - line[i - 1][0], line[i][1] - line[i - 1][1]));
    }
    const length = sums[sums.length - 1];
    const at = (distance) => {
      const goal = clamp(0, distance, length);
      let i = sums.findIndex((sum, index) => index > 0 && sum >= goal);
      if (i < 1) i = line.length - 1;
      const [a, b] = [line[i - 1], line[i]];
      const part = (goal - sums[i - 1]) / (sums[i] - sums[i - 1] || 1);
      const size = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      return {
        x: a[0] + (b[0] - a[0]) * part,
        y: a[1] + (b[1] - a[1]) * part,
        dx: (b[0] - a[0]) / size,
        dy: (b[1] - a[1]) / size,
      };
    };
    return { length, at };
  };

  const number = (value) => Math.round(value * 10) / 10;
  const ring = (points) => (points.length ? `M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}Z` : "");

  Atlas.arrow = (line, kind, part) => {
    const { length, at } = ruler(line);
    const shown = length * clamp(0, part, 1);
    if (shown < 3) return { d: "", spine: [], length };
    const neck = clamp(3.4, length * 0.042, 8);
    const tail = neck * 0.3;
    const headLong = Math.min(clamp(10, length * 0.14, 20), shown);
    const headHalf = Math.max(headLong * 0.48, neck * 0.95);
    const end = shown - headLong * 0.82;
    const half = (distance) => (tail + (neck - tail) * (distance / length)) / 2;
    const aside = (distance, sideways) => {
      const p = at(distance);
      return [p.x - p.dy * sideways, p.y + p.dx * sideways];
    };
    const along = (from, to) => {
      const count = Math.max(1, Math.round((to - from) / SPACING_PX));
      return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
    };
    const tip = at(shown);
    const base = at(shown - headLong);
    const size = Math.hypot(tip.x - base.x, tip.y - base.y) || 1;
    // a chord, so that a bent end does not shear the head
    const [ux, uy] = [(tip.x - base.x) / size, (tip.y - base.y) / size];
    const wing = (sideways) => [base.x - uy * sideways, base.y + ux * sideways];
    const head = (notch) => [wing(headHalf), [tip.x, tip.y], wing(-headHalf), notch];
    const spine = along(0, shown).map((distance) => /** @type {Spot} */ (aside(distance, 0)));
    if (kind === "airborne") {
      const radius = (distance) => 1.1 + (neck / 2 - 0.6) * (distance / length);
      let dots = "";
      for (let s = 0; s < end - 2; s += DOT_PX) {
        const p = at(s);
        const r = number(radius(s));
        dots += `M${number(p.x - r)} ${number(p.y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
      }
      return { d: dots + ring(head([base.x + ux * headLong * 0.25, base.y + uy * headLong * 0.25])), spine, length };
    }
    if (kind === "landing") {
      let dashes = "";
      for (let s = 0; s < end - 2; s += DASH_PX[0] + DASH_PX[1]) {
        const stretch = along(s, Math.min(end, s + DASH_PX[0]));
        const wide = (d) => Math.max(1.1, half(d));
        dashes += ring([...stretch.map((d) => aside(d, wide(d))), ...stretch.reverse().map((d) => aside(d, -wide(d)))]);
      }
      return { d: dashes + ring(head([base.x + ux * headLong * 0.25, base.y + uy * headLong * 0.25])), spine, length };
    }
    const body = along(0, Math.max(0.1, end));
    const wide = kind === "envelopment" ? (d) => half(d) + 1 : half;
    return {
      d: ring([
        ...body.map((d) => aside(d, wide(d))),
        ...head([]).slice(0, 3),
        ...body.reverse().map((d) => aside(d, -wide(d))),
      ]),
      spine,
      length,
    };
  };

  Atlas.partDone = (move, day) => clamp(0, (day - move.firstDay + 1) / (move.lastDay - move.firstDay + 1), 1);

  Atlas.legendArrow = (kind, colour, picture) => {
    const group = Atlas.svg("g", { class: `atlas-move kind-${kind} party-${colour}` }, picture);
    Atlas.svg("path", { class: "body", d: Atlas.arrow(Atlas.curve([[-13, 6], [-1, -3], [13, -4]]), kind, 1).d }, group);
  };

  /** What is written along an arrow, the longest first: where one has no room, the next is tried. */
  Atlas.moveInWords = ({ title, date_text: date }) => {
    const [unit, rest] = title.split(": ");
    return rest && unit.length <= LONGEST_NAME ? [`${unit} · ${date}`, date] : [date];
  };

  const tooltip = ({ title, date_text: date, sources }) =>
    Atlas.tooltip({ title, date: `${date} · the way between is not attested`, place: (sources || []).join("; ") });

  const makeLayers = () => {
    const Renderer = L.SVG.extend({
      _initPath(layer) {
        layer._path = Atlas.svg("g", {
          class: `atlas-move leaflet-interactive kind-${layer.move.kind} party-${layer.move.colour}`,
        });
        this._layers[L.stamp(layer)] = layer;
      },
      _updateStyle() {},
    });
    const Arrow = L.Polyline.extend({
      /** Write what has room along the rail whole; beyond its ends letters would be left out. */
      canSay() {
        const { rail, word } = this.parts;
        word.style.display = "";
        const room = rail.getTotalLength();
        return this.move.words.some((words) => {
          this.along.textContent = words;
          return word.getComputedTextLength() <= room;
        });
      },
      _update() {
        if (this._map) this._updatePath();
      },
      _updatePath() {
        const { move, _path: group } = this;
        if (!group || !this._rings || !this._rings[0] || !move.isShown) return;
        if (!this.parts) {
          const id = `atlas-course-${move.id}`;
          this.parts = {
            ahead: Atlas.svg("path", { class: "ahead" }, group),
            halo: Atlas.svg("path", { class: "halo" }, group),
            body: Atlas.svg("path", { class: "body" }, group),
            grip: Atlas.svg("path", { class: "grip" }, group),
            rail: Atlas.svg("path", { class: "rail", id }, group),
            word: Atlas.svg("text", { class: "word" }, group),
          };
          this.along = Atlas.svg("textPath", { href: `#${id}`, startOffset: "50%" }, this.parts.word);
        }
        const isAway = this.measured !== this._rings[0];
        if (isAway) {
          this.measured = this._rings[0];
          this.course = Atlas.curve(this.measured.map(({ x, y }) => [x, y]));
          this.whole = Atlas.arrow(this.course, move.kind, 1);
        }
        const { spine, length } = this.whole;
        const { d } = move.part < 1 ? Atlas.arrow(this.course, move.kind, move.part) : this.whole;
        const isDrawn = length >= SHORTEST_PX;
        group.style.display = isDrawn ? "" : "none";
        if (!isDrawn) return;
        const { ahead, halo, body, grip, rail, word } = this.parts;
        halo.setAttribute("d", d);
        body.setAttribute("d", d);
        // on its first day a way of a week is a dot; what lies ahead says where it leads
        ahead.style.display = move.part < 1 ? "" : "none";
        if (!isAway) return;
        ahead.setAttribute("d", this.whole.d);
        const isLeftward = spine[spine.length - 1][0] < spine[0][0];
        const upright = isLeftward ? [...spine].reverse() : spine; // the word is never upside down
        grip.setAttribute("d", `M${upright.map(([x, y]) => `${number(x)} ${number(y)}`).join("L")}`);
        const spot = (part) => upright[Math.round(part * (upright.length - 1))];
        const [p, q, r] = [spot(0.1), spot(0.5), spot(0.9)];
        // one even bend, so that letters keep their distance
        rail.setAttribute("d", `M${p}Q${[0, 1].map((k) => number(2 * q[k] - (p[k] + r[k]) / 2))} ${r}`);
        const isBelow = (r[0] - p[0]) * (q[1] - p[1]) > (r[1] - p[1]) * (q[0] - p[0]);
        word.style.display = length >= LETTERED_PX && this.canSay() ? "" : "none";
        word.setAttribute("dy", isBelow ? 17 : -8); // outside the bend, where letters do not crowd
      },
    });
    return { Renderer, Arrow };
  };

  Atlas.movements = (map, wiring) => {
    /** @type {Movement[]} */
    let moves = [];
    let held = null;
    let last = null;
    let frame = 0;
    let before = 0;
    const isStill = () => Atlas.reducedMotion();
    const [start, end] = [`${wiring.years[0]}-01-01`, `${wiring.years[1]}-12-31`];
    const note = L.DomUtil.create("div", "atlas-borders atlas-moves-note");
    note.textContent = "Arrows: ends and days attested, not the way between";
    note.hidden = true;
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => note;

    const add = (collection) => {
      if (!collection.features.length) return;
      map.createPane("atlas-movements").style.zIndex = "430";
      const { Renderer, Arrow } = makeLayers();
      const renderer = new Renderer({ pane: "atlas-movements", padding: 0.4 });
      moves = collection.features.map((feature) => {
        const p = feature.properties;
        /** @type {Movement} */
        const move = {
          id: feature.id,
          eventId: p.event_id,
          words: Atlas.moveInWords(p),
          kind: p.kind,
          colour: p.colour,
          firstDay: Atlas.dayOf(p.date_start),
          lastDay: Atlas.dayOf(p.date_end),
          isShown: false,
          part: 0,
          goal: 0,
          age: "",
          layer: null,
        };
        const layer = new Arrow(feature.geometry.coordinates.map(([lon, lat]) => [lat, lon]), {
          renderer,
          pane: "atlas-movements",
          bubblingMouseEvents: false,
        });
        layer.move = move;
        move.layer = layer.addTo(map);
        const node = layer.getElement();
        node.style.display = "none";
        node.dataset.movement = feature.id;
        node.setAttribute("role", "button");
        node.setAttribute("tabindex", "-1");
        node.setAttribute("aria-label", `${p.title}, ${p.date_text}, the way between is not attested`);
        layer.bindTooltip(() => tooltip(p), {
          className: "atlas-tooltip",
          sticky: true,
          direction: "top",
          offset: [0, -10],
          opacity: 1,
        });
        layer.on("click", () => wiring.chosen(move.eventId));
        node.addEventListener(
          "focus",
          () => layer.openTooltip(layer.getLatLngs()[Math.floor(layer.getLatLngs().length / 2)]),
        );
        node.addEventListener("blur", () => layer.closeTooltip());
        node.addEventListener("keydown", (key) => walk(move, key));
        return move;
      });
      control.addTo(map);
      if (last) show(...last);
    };

    const walk = (move, key) => {
      const shown = moves.filter(({ isShown }) => isShown);
      const here = shown.indexOf(move);
      const goal = Atlas.walk(key.key, here, shown.length);
      if (goal !== null) {
        const next = shown[goal];
        makeFocusable(next);
        next.layer.getElement().focus({ preventScroll: true });
      } else if (key.key === "Enter" || key.key === " ") wiring.chosen(move.eventId);
      else return;
      key.preventDefault();
      key.stopPropagation();
    };
    const makeFocusable = (chosen) => {
      for (const move of moves) move.layer.getElement().setAttribute("tabindex", move === chosen ? "0" : "-1");
    };

    const draw = (move) => {
      const node = move.layer.getElement();
      if (!move.isShown) {
        node.style.display = "none";
        return;
      }
      move.layer._updatePath();
    };
    const grow = (time) => {
      const step = 1 - Math.exp(-Math.min(100, time - before) / GROW_MS);
      before = time;
      let isMoving = false;
      for (const move of moves) {
        if (!move.isShown || move.part === move.goal) continue;
        move.part = move.goal - move.part < 0.004 ? move.goal : move.part + (move.goal - move.part) * step;
        draw(move);
        isMoving = isMoving || move.part !== move.goal;
      }
      frame = isMoving ? root.requestAnimationFrame(grow) : 0;
    };

    const show = (selection, moment, chosen, layer) => {
      last = [selection, moment, chosen, layer];
      if (!moves.length) return;
      const [from, to] = [selection.from || start, selection.to || end];
      // a control that has come to rest in mid-course keeps its arrows as they stood
      if (moment) held = moment;
      else if (held && (held.from !== from || held.to !== to || to === end)) held = null;
      const now = moment || held;
      const isNarrow = Boolean(now) || Atlas.dayOf(to) - Atlas.dayOf(from) <= NARROW_DAYS;
      const family = (event) => event.feature.properties.part_of || event.id;
      const open = layer.byId.get(chosen);
      const wanted = Atlas.matcher(selection);
      let isAny = false;
      let isMoving = false;
      for (const move of moves) {
        const event = layer.byId.get(move.eventId);
        const isShown = Boolean(event) && (isNarrow || (open && family(open) === family(event))) &&
          wanted({ ...event, firstDay: move.firstDay, lastDay: move.lastDay });
        const goal = now ? Atlas.partDone(move, now.now) : 1;
        const age = moment && moment.mode === "sofar" && move.lastDay < moment.now ? "past" : "";
        const isNew = isShown !== move.isShown;
        const node = move.layer.getElement();
        isAny = isAny || isShown;
        move.isShown = isShown;
        if (isNew && isShown) move.part = 0;
        move.goal = goal;
        if (!moment || isStill() || goal < move.part) {
          if (isNew || move.part !== goal) {
            move.part = goal;
            draw(move);
          }
        } else if (isNew) draw(move);
        if (isShown && move.part !== goal) isMoving = true;
        if (age !== move.age) {
          node.classList.toggle("past", age === "past");
          move.age = age;
        }
        node.classList.toggle("open", Boolean(open) && move.eventId === chosen);
      }
      if (note.hidden === isAny) {
        note.hidden = !isAny;
        map.fire("cover"); // names of places stand aside
      }
      if (isAny && !moves.some((move) => move.isShown && move.layer.getElement().getAttribute("tabindex") === "0")) {
        makeFocusable(moves.find((move) => move.isShown));
      }
      if (isMoving && !frame) {
        before = root.performance.now();
        frame = root.requestAnimationFrame(grow);
      }
    };

    if (wiring.collection) add(wiring.collection);
    else if (wiring.url) {
      fetch(wiring.url)
        .then((answer) => {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        })
        .then(add)
        .catch(() =>
          wiring.fail("The movements could not be loaded. Reload the page; if this stays, the server's log says why.")
        );
    }
    return {
      show,
      get shown() {
        return moves.filter(({ isShown }) => isShown).map(({ id, part, age }) => ({ id, part, age }));
      },
    };
  };
})(globalThis);
