/* Draws one day of a battle plan. What is drawn first has the first choice of room for its lettering. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const GREAT_KINDS = ["height", "crossing", "fort"];
  const GREAT = 5; // so many places are lettered as the great ones
  const GREAT_OF_SMALL = 1;
  const LONGEST_GREAT = 22; // letters
  /** Whether a place may be lettered as a great one: in a campaign towns are. */
  const isGreat = ({ is_campaign: isCampaign }, { kind, name }) =>
    (isCampaign ? kind === "settlement" : GREAT_KINDS.includes(kind)) && name.length <= LONGEST_GREAT;
  const apart = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  const alongLine = ({ points }) => ({ points, middle: points[points.length >> 1] });

  const nameWaters = (view, layers) => {
    for (const feature of view.plan.features) {
      if (!feature.course || (feature.kind !== "water" && feature.kind !== "frontier")) continue;
      const course = feature.is_area ? Atlas.longest(feature.course.map(view.spot)) : feature.course.map(view.spot);
      Atlas.planAlong(feature.name, course, feature.kind, "", view, layers);
    }
  };

  const nameFrontiers = (named, view, layers) => {
    for (const [party, points] of named) {
      const { title, colour } = view.plan.parties[party];
      const words = `${title}: claimed frontier`;
      if (Atlas.planAlong(words, points, "frontier", colour, view, layers)) continue;
      const isFirst = party === [...named.keys()][0]; // frontiers that meet are named at either end
      const end = points[isFirst ? 0 : points.length - 1];
      if (view.isSeen(end)) Atlas.planWords(words, end, "frontier", { off: 12, colour, size: 14.5 }, view, layers);
    }
  };

  /** The longest line of each side on the day. */
  const drawLines = (day, view, layers, live) => {
    const named = new Map();
    for (const line of [...day.claims].sort((one, other) => one.km - other.km)) {
      const drawn = Atlas.planFrontier(line, view, layers);
      live(line, drawn, alongLine(drawn));
      if (!named.has(line.party)) named.set(line.party, drawn.points); // of two, the surer one comes first
    }
    const said = [];
    for (const one of [...day.disputed, ...day.contested]) {
      const drawn = Atlas.planDispute(one, view, layers);
      if (one.what === "none") continue;
      live(one, drawn, { middle: drawn.at });
      if (!view.isSeen(drawn.at)) continue;
      const words = Atlas.planTitle(one, view.plan).toLowerCase();
      const isSaid = said.some((other) => other.words === words && apart(other.at, drawn.at) < drawn.off);
      if (isSaid) continue; // three units in one place are three pairs
      said.push({ words, at: drawn.at });
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
    nameFrontiers(named, view, layers);
    return Object.values(longest);
  };

  const drawWays = (day, view, layers, live) => {
    for (const way of day.ways) {
      const drawn = Atlas.planWay(way, view, layers);
      if (!drawn) continue;
      live(way, drawn, alongLine(drawn));
      const { title, colour } = view.plan.parties[way.party];
      const words = `${way.unit || title} · ${way.date.replace(/ \d{4}$/, "")}`;
      if (!view.isSeen(drawn.middle)) continue;
      Atlas.planWords(words, drawn.middle, "dated", { off: drawn.off, colour }, view, layers);
    }
    for (const track of day.tracks) Atlas.planTrack(track, view, layers);
  };

  const drawUnits = (day, view, layers, live) => {
    const walkers = new Set(day.ways.map(({ unit }) => unit).filter(Boolean));
    const units = [
      ...day.units.map((unit) => ({ unit, isHollow: false })),
      ...day.hollow.map((unit) => ({ unit, isHollow: true })),
    ].filter(({ unit }) => !walkers.has(unit.short) && view.isSeen(view.spot(unit.at)));
    for (const stack of Atlas.planStacks(units, view)) {
      for (const drawn of Atlas.planUnits(stack, view, layers)) live(drawn.unit, drawn, { middle: drawn.at });
    }
  };

  const nameLines = (longest, view, layers) => {
    for (const { line, points, look: { core } } of longest) {
      const words = `${view.plan.sides[line.side]} line`;
      const { colour } = view.plan.parties[line.party];
      const paced = Atlas.paced(points, 6, 0);
      const own = line.own || 1;
      // on its own side, else farther back
      const isAlong = paced.length > 20 && [core + 20, core + 44].some((far) => {
        const beside = paced.map(({ x, y, ux, uy }) => ({ x: x + uy * far * own, y: y - ux * far * own }));
        return Atlas.planAlong(words, beside, "side", colour, view, layers);
      });
      const middle = paced[paced.length >> 1];
      if (isAlong || !middle || !view.isSeen(middle)) continue;
      const toward = Math.atan2(-middle.ux * own, middle.uy * own);
      const how = { off: core + 12, colour, size: 15, toward, side: line.side, must: false };
      Atlas.planWords(words, middle, "side", how, view, layers);
    }
  };

  Atlas.drawPlan = (day, view, layers, live) => {
    const { features, states = [] } = view.plan;
    const courses = new Set(features.filter(({ course }) => course).map(({ name }) => name));
    const spots = features.filter(({ course, name }) => !course && !courses.has(name));
    for (const feature of spots) {
      const { x, y } = view.spot(feature.at);
      if (view.plan.is_campaign) view.board.block({ x: x - 6, y: y - 6, w: 12, h: 12 }); // a sign only with its name
      else Atlas.planSign(feature, view, layers);
    }
    nameWaters(view, layers);
    const longest = drawLines(day, view, layers, live);
    const most = view.isSmall ? GREAT_OF_SMALL : GREAT;
    const great = new Set([
      ...spots.filter(({ id }) => id === view.place), // where what is open happened has the first choice
      ...spots.filter((one) => isGreat(view.plan, one)).slice(0, most),
    ]);
    const [first] = great; // it has its name at any price, the others where there is room
    const name = (feature) => {
      if (!view.isSeen(view.spot(feature.at))) return;
      const rank = { isGreat: great.has(feature), isFirst: feature === first };
      const drawn = Atlas.planName(feature, rank, view, layers);
      if (!drawn) return;
      live(feature, drawn, { middle: drawn.at });
      if (view.plan.is_campaign) Atlas.planSign(feature, view, layers);
    };
    drawWays(day, view, layers, live);
    for (const feature of great) name(feature);
    drawUnits(day, view, layers, live);
    for (const feature of spots) if (!great.has(feature) && !view.isSmall) name(feature);
    nameLines(longest, view, layers);
    if (view.isLost) {
      for (const feature of spots) {
        const drawn = Atlas.planAway(feature, view, layers);
        if (drawn) live(feature, drawn, { middle: drawn.at });
      }
    }
    for (const { name: title, spots: free } of states) free.some((one) => Atlas.planState(title, one, view, layers));
  };

  /** Lay ready the hatching of disputed ground, in the colours of both sides, and a cloud in each party's colour. */
  Atlas.planPatterns = (parent, plan) => {
    Atlas.planSides(parent, plan);
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

  /** Give what lies in a node the colours of both sides: on the map itself they would have all of it styled anew. */
  Atlas.planSides = (node, plan) => {
    for (const side of ["a", "b"]) {
      node.style.setProperty(`--plan-${side}`, `var(--party-${Atlas.planColour(plan, side)})`);
    }
  };

  /** The colour of the party that most is told of, on a side. */
  Atlas.planColour = (plan, side) => {
    const counts = new Map();
    for (const one of [...plan.lines, ...plan.units]) {
      if (one.side === side) counts.set(one.party, (counts.get(one.party) || 0) + 1);
    }
    const [party] = [...counts].sort(([, one], [, other]) => other - one)[0] || [];
    return party ? plan.parties[party].colour : "other";
  };
})(globalThis);
