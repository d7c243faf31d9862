/* Lines of a battle plan: fronts with ticks towards their own troops, frontiers as claimed, ways, disputed ground. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { clamp } = Atlas;
  const HALO = [[1, 0.07], [0.7, 0.08], [0.4, 0.11]]; // three bands that lie on each other
  const LEAST_HATCH_PX = 34;
  const MOST_HATCH_PX = 26;
  const DISC_KM = 0.35; // of ground, where the map is close; never more than the surer of two claims may be off
  const DISC_PX = { least: 9, most: 36 };
  const WAY = { perLength: 0.085, least: 11, most: 21, head: 2.3, tail: 0.28 };

  const number = (value) => Math.round(value * 10) / 10;

  Atlas.planPath = (points, isClosed = false) =>
    `M${points.map(({ x, y }) => `${number(x)} ${number(y)}`).join("L")}${isClosed ? "Z" : ""}`;
  const lengthOf = (points) =>
    points.reduce((sum, { x, y }, i) => sum + (i ? Math.hypot(x - points[i - 1].x, y - points[i - 1].y) : 0), 0);

  /** A group in the colour of a party. */
  Atlas.planGroup = (party, look, parent) =>
    Atlas.svg("g", { class: `plan-mark ${look}`, style: `--side: var(--party-${party.colour})` }, parent);

  Atlas.planLine = (line, state, view, layers) => {
    const points = line.path.map(view.spot);
    const px = line.km / view.scale;
    const look = Atlas.planLook(px);
    const d = Atlas.planPath(points);
    const group = Atlas.planGroup(view.plan.parties[line.party], `line ${state}`, layers.lines);
    if (state === "now") {
      const halo = Atlas.planGroup(view.plan.parties[line.party], "", layers.halos);
      for (const [part, opacity] of HALO) {
        Atlas.svg("path", { class: "stroke", d, "stroke-width": look.halo * 2 * part + look.core, opacity }, halo);
      }
      Atlas.svg("path", { class: "rim", d, "stroke-width": look.core + 3, opacity: 0.75 * look.opacity }, group);
      Atlas.svg("path", { class: "stroke", d, "stroke-width": look.core, opacity: look.opacity }, group);
      if (line.own && line.side !== "other") {
        const long = (8 + look.core * 0.9) * line.own;
        const ticks = Atlas.paced(points, clamp(16, 13 + look.core, 24)).map(({ x, y, ux, uy }) =>
          `M${number(x)} ${number(y)}l${number(uy * long)} ${number(-ux * long)}`
        );
        const wide = clamp(2.6, look.core * 0.62, 5);
        Atlas.svg(
          "path",
          { class: "stroke tick", d: ticks.join(""), "stroke-width": wide, opacity: look.opacity },
          group,
        );
      }
      view.board.mark(points, 26);
      view.board.hold(points, line.side);
    } else {
      const opacity = (state === "stale" ? 0.75 : 0.5) * clamp(0.12, 1.3 - px / 300, 1);
      Atlas.svg("path", { class: "stroke", d, opacity }, group);
    }
    Atlas.svg("path", { class: "grip", d }, group);
    return { group, points, look, length: lengthOf(points) };
  };

  Atlas.planFrontier = (line, view, layers) => {
    const points = line.path.map(view.spot);
    const group = Atlas.planGroup(view.plan.parties[line.party], "frontier", layers.frontiers);
    const d = Atlas.planPath(points);
    Atlas.svg("path", { class: "stroke band", d, "stroke-width": clamp(5, line.km / view.scale * 0.2, 12) }, group);
    Atlas.svg("path", { class: "stroke course", d }, group);
    Atlas.svg("path", { class: "grip", d }, group);
    return { group, points };
  };

  /** A tapered arrow: the way of a unit, its beginning fading. */
  const arrow = (points, wide) => {
    const length = lengthOf(points);
    const head = Math.min(wide * WAY.head, length * 0.45);
    const spine = Atlas.paced(points, 3, 0).filter((_, i) => i * 3 <= Math.max(length - head * 0.9, 3));
    const half = (i) => (wide * (WAY.tail + (1 - WAY.tail) * (i / spine.length))) / 2;
    const edge = (sign) =>
      spine.map(({ x, y, ux, uy }, i) => ({ x: x + uy * half(i) * sign, y: y - ux * half(i) * sign }));
    const { x, y, ux, uy } = spine[spine.length - 1];
    const wing = (sign) => ({ x: x + uy * wide * 1.15 * sign - ux * 3, y: y - ux * wide * 1.15 * sign - uy * 3 });
    return [...edge(1), wing(1), { x: x + ux * head, y: y + uy * head }, wing(-1), ...edge(-1).reverse()];
  };

  Atlas.planWay = (line, view, layers) => {
    const points = line.path.map(view.spot);
    const length = lengthOf(points);
    if (length < 12) return null;
    const wide = clamp(WAY.least, length * WAY.perLength, WAY.most);
    const [tail, tip] = [points[0], points[points.length - 1]];
    const group = Atlas.planGroup(view.plan.parties[line.party], "way", layers.ways);
    const id = `plan-way-${line.id}`;
    const ends = { x1: tail.x, y1: tail.y, x2: tip.x, y2: tip.y };
    const fade = Atlas.svg("linearGradient", { id, gradientUnits: "userSpaceOnUse", ...ends }, group);
    for (const [offset, opacity] of [[0, 0.08], [0.45, 0.62], [1, 0.95]]) {
      Atlas.svg("stop", { class: "shade", offset, "stop-opacity": opacity }, fade);
    }
    const d = Atlas.planPath(arrow(points, wide), true);
    const { way } = Atlas.planLook(line.km / view.scale);
    Atlas.svg("path", { class: "body", d, fill: `url(#${id})`, opacity: way }, group);
    view.board.mark(points, 40, 9);
    const middle = points[Math.floor(points.length * 0.36)];
    return { group, points, middle, off: wide * 0.6 + 2 };
  };

  Atlas.planDispute = (one, view, layers) => {
    const group = Atlas.svg("g", { class: `plan-mark disputed ${one.what}` }, layers.hatches);
    const at = view.spot(one.at);
    if (!one.ring) {
      const surer = Math.min(...[one.a, one.b].map((id) => view.claims.get(id).km));
      const r = clamp(DISC_PX.least, surer / view.scale, clamp(18, DISC_KM / view.scale, DISC_PX.most));
      Atlas.svg("circle", { class: "ground", cx: at.x, cy: at.y, r }, group);
      Atlas.svg("circle", { class: "hatched", cx: at.x, cy: at.y, r }, group);
      view.board.block({ x: at.x - r * 0.7, y: at.y - r * 0.7, w: r * 1.4, h: r * 1.4 });
      return { group, at, off: r };
    }
    const d = Atlas.planPath(one.ring.map(view.spot), true);
    const [a, b] = [one.a, one.b].map((id) => view.claims.get(id).km);
    const inner = one.inner_km / view.scale;
    // a sliver is widened to be seen, but never by more than the surer of the two lines may be off
    const most = Math.min(MOST_HATCH_PX, Math.min(a, b) / 2 / view.scale);
    const wide = one.what === "both" ? clamp(0, LEAST_HATCH_PX - 2 * inner, most) : 0;
    Atlas.svg("path", { class: "ground", d, "stroke-width": wide }, group);
    Atlas.svg("path", { class: "hatched", d, "stroke-width": wide }, group);
    return { group, at, off: inner > MOST_HATCH_PX ? 0 : 10 };
  };
})(globalThis);
