/* Units and named ground of a battle plan: plates with the signs of their size, what they stand on, where they came from. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { clamp } = Atlas;
  const SIGNS = {
    front: "XXXXX",
    army_group: "XXXXX",
    army: "XXXX",
    corps: "XXX",
    division: "XX",
    brigade: "X",
    regiment: "III",
    battalion: "II",
    company: "I",
  };
  const RANKS = {
    front: 0,
    army_group: 0,
    fleet: 0,
    flotilla: 0,
    army: 0,
    corps: 1,
    division: 2,
    brigade: 3,
    regiment: 4,
    garrison: 4,
    detachment: 5,
    battalion: 5,
  };
  const SANS = '"Source Sans 3"';
  const SERIF = "Alegreya";
  const HEIGHT_PX = 14.5; // type of a summit's height
  const SMALLEST_RANK = 6;
  const LEAST_OF_CAMPAIGN = 0; // armies have their plates, the rest where there is room
  const RADII = [26, 42, 60, 84, 112, 146, 185, 230]; // of a plate round its place, in letters of the usual size
  const NEAR_PX = 40;
  const LEAD_PX = 22; // a word that stands farther off what it names is led to it
  const SIGN_PX = 7;
  const SIZE_PX = 9; // for the sign of a size above a unit
  const APP6_NAME = 0.93; // of the size of a name on a plain plate
  const APP6_WIDE = 1.5; // of its height
  const TRACK_HEAD_PX = 13;
  const STATE_SPACING = 0.3; // em
  const LEAST_RANK = 2; // divisions and above are drawn on the smallest battlefield
  const MOST_OF_LINE = 0.4; // that its lettering may cover
  const LIMIT_OF_WORDS = 150; // that may be left out
  const AWAY_PX = 14; // for the sign of what lies beyond the edge of the map
  const MOST_COVERED = 0.15; // of a plate, by what else is lettered; but for the first of each side it is left out beyond

  Atlas.planRank = ({ echelon }) => RANKS[echelon] ?? SMALLEST_RANK;

  const text = (content, attributes, parent) => {
    const node = Atlas.svg("text", attributes, parent);
    node.textContent = content;
    return node;
  };

  /** The sign of a unit's size above its plate: crosses and strokes, as armies draw them. */
  const sign = (signs, x, y, group) => {
    const d = [...signs].map((one, i) => {
      const left = x + (i - (signs.length - 1) / 2) * SIGN_PX;
      return one === "X" ? `M${left - 2.6} ${y - 8.5}l5.2 6.5m0 -6.5l-5.2 6.5` : `M${left} ${y - 8.5}v6.5`;
    });
    Atlas.svg("path", { class: "stroke sign", d: d.join("") }, group);
  };

  /** The signs of a size one beside the other, upright, their right end at x. */
  const signBeside = (signs, x, y, group) => sign(signs, x - (signs.length * SIGN_PX) / 2, y + 5, group);

  /** A unit of which a day tells twice, at places that the eye would not tell apart, once: where that is surest. */
  const onceEach = (units, view) => {
    const kept = new Map();
    for (const one of [...units].sort((a, b) => a.unit.km - b.unit.km)) {
      const at = view.spot(one.unit.at);
      const own = kept.get(one.unit.unit) || [];
      if (own.some((other) => Math.hypot(other.at.x - at.x, other.at.y - at.y) < NEAR_PX)) continue;
      kept.set(one.unit.unit, [...own, { one, at }]);
    }
    const chosen = new Set([...kept.values()].flat().map(({ one }) => one));
    return units.filter((one) => chosen.has(one));
  };

  /** Of each side the greatest units that stand together on the day, or if none is attested on it, on days before. */
  const firstOfSides = (units) => {
    const groups = new Map();
    for (const { unit, isHollow } of units) {
      const rank = Atlas.planRank(unit);
      const key = [unit.side, unit.at, isHollow, rank].join();
      if (!groups.has(key)) groups.set(key, { units: [], side: unit.side, isHollow, rank });
      groups.get(key).units.push(unit);
    }
    const sorted = [...groups.values()].sort((one, other) =>
      Number(one.isHollow) - Number(other.isHollow) || one.rank - other.rank || other.units.length - one.units.length
    );
    return new Set(["a", "b"].flatMap((side) => sorted.find((group) => group.side === side)?.units || []));
  };

  Atlas.planStacks = (units, view) => {
    const stacks = new Map();
    const told = onceEach(units, view);
    const first = firstOfSides(told);
    for (const { unit, isHollow } of told) {
      const rank = Atlas.planRank(unit);
      const isCrowded = view.isSmall || view.plan.is_campaign;
      const isFirst = Atlas.isChosen(unit, view) || first.has(unit);
      const least = view.plan.is_campaign ? LEAST_OF_CAMPAIGN : LEAST_RANK;
      const isMust = isFirst || !isHollow && !(isCrowded && rank > least);
      const { unit: look } = Atlas.planLook(unit.km / view.scale);
      const key = [unit.party, unit.at, isHollow, isMust, isFirst && isCrowded, look].join();
      if (!stacks.has(key)) stacks.set(key, { units: [], isHollow, isMust, isFirst: false, look });
      stacks.get(key).units.push(unit);
      stacks.get(key).isFirst ||= isFirst;
    }
    for (const stack of stacks.values()) {
      stack.units.sort((one, other) => Atlas.planRank(one) - Atlas.planRank(other));
      stack.rank = Atlas.planRank(stack.units[0]);
    }
    return [...stacks.values()].sort((one, other) =>
      Number(one.isHollow) - Number(other.isHollow) || one.rank - other.rank
    );
  };

  Atlas.planUnits = ({ units, isHollow, isMust, isFirst, look }, view, layers) => {
    const [{ at: place, km, party: id, side }] = units;
    const at = view.spot(place);
    const signs = units.map(({ echelon }) => SIGNS[echelon] ?? "");
    const isStack = units.length > 1;
    const size = (signs.some((one) => one.includes("X")) ? 16 : 15) * view.size * (view.symbols ? APP6_NAME : 1);
    const plate = Math.max(...units.map(({ short }) => Atlas.textWidth(short, `600 ${size}px ${SANS}`))) +
      (view.symbols ? 9 : 14);
    const tall = 22 * view.size;
    const { symbols } = view;
    const frame = symbols ? tall * APP6_WIDE : 0;
    const wide = plate + frame;
    const step = tall + (symbols && isStack ? SIZE_PX : 0);
    const above = symbols || (!isStack && signs[0]) ? SIZE_PX : 0;
    const beside = isStack && !symbols ? Math.max(...signs.map(({ length }) => length)) * SIGN_PX + 3 : 0;
    const box = view.board.put(at, wide + beside, step * units.length + above, {
      toward: view.plan.is_campaign ? undefined : view.toward(side, at),
      side,
      far: 1.6 / view.size,
      radii: RADII.map((px) => px * view.size),
      must: isMust,
      most: isFirst ? undefined : MOST_COVERED,
      isLed: true,
      limit: isHollow || !isMust ? 105 : 320,
    });
    if (!box) return [];
    const [x, y] = [box.x + 3 + beside, box.y + 3 + above];
    const party = view.plan.parties[id];
    const style = `unit ${look}${isHollow ? " hollow" : ""}${view.symbols ? " signed" : ""}`;
    const end = { x: clamp(x - beside, at.x, x + wide), y: clamp(y, at.y, y + step * units.length) };
    const lead = Atlas.planGroup(party, style, layers.leaders);
    const cloud = { class: "cloud", cx: at.x, cy: at.y, r: clamp(10, (km / view.scale) * 0.4, 42) };
    Atlas.svg("circle", { ...cloud, fill: `url(#plan-cloud-${id})` }, lead);
    Atlas.svg("path", { class: "stroke leader", d: Atlas.planPath([end, at]) }, lead);
    if (look === "sharp") Atlas.svg("circle", { class: "spot", cx: at.x, cy: at.y, r: 4 }, lead);
    return units.map((unit, row) => {
      const group = Atlas.planGroup(party, style, layers.units);
      const top = y + row * step;
      const rx = look === "sharp" ? 2 : 5;
      const height = isStack && !symbols ? tall - 1 : tall;
      Atlas.svg("rect", { class: "plate", x, y: top, width: wide, height, rx: symbols ? 2 : rx }, group);
      if (symbols) Atlas.app6(unit, symbols, x, top, tall, group);
      else if (signs[row] && isStack) signBeside(signs[row], x - 3, top + tall / 2, group);
      else if (signs[row]) sign(signs[row], x + plate / 2, y, group);
      const middle = { x: x + frame + plate / 2, y: top + tall / 2 + size * 0.34 };
      text(unit.short, { class: "name", ...middle, "font-size": size }, group);
      return { unit, group, at };
    });
  };

  /** Where a unit has come from: dots, and a head where it arrived. */
  Atlas.planTrack = (track, view, layers) => {
    const group = Atlas.planGroup(view.plan.parties[track.to.party], "track", layers.tracks);
    const [from, to] = [view.spot(track.from.at), view.spot(track.to.at)];
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    Atlas.svg("path", { class: "stroke", d: Atlas.planPath([from, to]) }, group);
    if (length < TRACK_HEAD_PX * 3) return;
    const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const tip = { x: to.x - ux * 5, y: to.y - uy * 5 };
    const wing = (sign) => ({
      x: tip.x - ux * TRACK_HEAD_PX + uy * sign * TRACK_HEAD_PX * 0.6,
      y: tip.y - uy * TRACK_HEAD_PX - ux * sign * TRACK_HEAD_PX * 0.6,
    });
    Atlas.svg("path", { class: "head", d: Atlas.planPath([wing(1), tip, wing(-1)], true) }, group);
  };

  /** The name of a state near a spot of its ground, so far from any other; whether there is room left. */
  Atlas.planState = (name, { at: spot, km }, view, layers) => {
    const given = view.spot(spot);
    const words = name.toUpperCase();
    const size = 16 * view.size;
    const wide = Atlas.textWidth(words, `500 ${size}px ${SERIF}`) + words.length * size * STATE_SPACING;
    const room = km / view.scale - wide / 2;
    if (room < 0) return false;
    const { x: left, y: top, w, h } = view.seen;
    // ground that two sides claim is given to neither
    const isThere = view.isSeen(given) || view.plan.lines.some(({ kind }) => kind === "claim");
    const [dx, dy] = isThere ? [0, 0] : [left + w / 2 - given.x, top + h / 2 - given.y];
    const part = Math.min(1, room / (Math.hypot(dx, dy) || 1)); // of the way to the middle of the map
    const at = { x: given.x + dx * part, y: given.y + dy * part };
    const within = Math.max(0, room - Math.hypot(dx, dy) * part);
    const box = view.board.put(at, wide, size, { radii: [0, 30, 60, 90], margin: 4, limit: 95, within });
    if (!box) return false;
    const { x } = box.middle;
    const style = `letter-spacing: ${STATE_SPACING}em`;
    text(words, { class: "words state", x, y: box.y + size * 0.9 + 3, "font-size": size, style }, layers.names);
    return true;
  };

  /** Signs of what stands on the ground, around (0, 0). */
  const DRAWINGS = {
    crossing: "M-9 -5H9M-9 5H9",
    frontier: "M-7 5L0 -8L7 5Z",
    post: "M-6 6V-6H6V6Z",
    fort: "M-8 6V-4H-4V-7H4V-4H8V6Z",
    airfield: "M0 -8V8M-8 -1H8M-3 7H3",
    station: "M-8 -3H8M-8 3H8M-5 -6V6M0 -6V6M5 -6V6",
    settlement: "M-4 -4H4V4H-4Z",
  };

  Atlas.planSign = (feature, view, layers) => {
    if (!DRAWINGS[feature.kind]) return;
    const { x, y } = view.spot(feature.at);
    const { isVague } = Atlas.planLook(feature.km / view.scale);
    const look = `place-sign ${feature.kind}${isVague ? " vague" : ""}`;
    Atlas.svg("path", { class: look, d: DRAWINGS[feature.kind], transform: `translate(${x} ${y})` }, layers.names);
    view.board.block({ x: x - 9, y: y - 7, w: 18, h: 14 });
  };

  Atlas.planName = (feature, { isGreat, isFirst }, view, layers) => {
    const at = view.spot(feature.at);
    const { isVague } = Atlas.planLook(feature.km / view.scale);
    const size = (isGreat ? 19 : 16.5) * view.size;
    const height = feature.m === undefined || feature.name.includes(String(Math.floor(feature.m)))
      ? ""
      : ` ${feature.m} m`;
    const name = isGreat && feature.also && view.zoom >= 12 && view.size >= 1
      ? `${feature.name} · ${feature.also.split(",")[0]}`
      : feature.name;
    const wide = Atlas.textWidth(name, `${isGreat ? 700 : 500} ${size}px ${SERIF}`) * (isVague ? 1.12 : 1) +
      (height ? Atlas.textWidth(height, `${HEIGHT_PX * view.size}px ${SANS}`) : 0);
    const box = view.board.put(at, wide, size, {
      radii: feature.kind === "height" ? [13, 20, 30, 42] : [13, 18, 26],
      must: isFirst,
      margin: 2,
      limit: isGreat ? 400 : 90,
    });
    if (!box) return null;
    const look = `plan-mark place${isGreat ? " great" : ""}${isVague ? " vague" : ""}`;
    const group = Atlas.svg("g", { class: look }, layers.names);
    const node = text(name, { x: box.x + 2, y: box.y + size * 0.86 + 1, "font-size": size }, group);
    if (height) {
      Atlas.svg("tspan", { class: "height", "font-size": HEIGHT_PX * view.size }, node).textContent = height;
    }
    return { group, at };
  };

  /** A place off the map that may lie on it, so little is known of where it is: its name at the edge, and whither. */
  Atlas.planAway = (feature, view, layers) => {
    const at = view.spot(feature.at);
    const { x: left, y: top, w, h } = view.seen;
    const edge = {
      x: clamp(left + AWAY_PX, at.x, left + w - AWAY_PX),
      y: clamp(top + AWAY_PX, at.y, top + h - AWAY_PX),
    };
    if (view.isSeen(at) || Math.hypot(at.x - edge.x, at.y - edge.y) * view.scale > feature.km) return null;
    const words = `${feature.name}, ± ${feature.km} km`;
    const size = 16.5 * view.size;
    const wide = Atlas.textWidth(words, `500 ${size}px ${SERIF}`) * 1.12;
    const whither = AWAY_PX * view.size;
    const box = view.board.put(edge, wide + whither, size, { radii: [0, 12, 24, 40, 60, 90], margin: 4, limit: 95 });
    if (!box) return null;
    const group = Atlas.svg("g", { class: "plan-mark place vague" }, layers.names);
    const sign = { x: box.x + box.w - 4 - whither / 2, y: box.middle.y };
    const turn = (Math.atan2(at.y - sign.y, at.x - sign.x) * 180) / Math.PI;
    const transform = `translate(${sign.x} ${sign.y}) rotate(${turn})`;
    Atlas.svg("path", { class: "place-sign crossing", d: "M-4 -6L4 0L-4 6", transform }, group);
    text(words, { x: box.x + 4, y: box.y + size * 0.86 + 2, "font-size": size }, group);
    return { group, at };
  };

  /** Words on the map; `off` keeps them clear of what they name. */
  Atlas.planWords = (words, at, look, how, view, layers) => {
    const { off = 0, colour = "", size = 17, must = true } = how;
    const tall = size * view.size;
    const wide = Atlas.textWidth(words, `italic 700 ${tall}px ${colour ? SANS : SERIF}`) + 4;
    const radii = off ? [off + 2, off + 12, 44, 64, 90, 120] : [0, 20, 40, 64];
    const box = view.board.put(at, wide, tall, {
      radii,
      must,
      margin: 2,
      limit: LIMIT_OF_WORDS,
      toward: how.toward,
      side: how.side,
    });
    if (!box) return;
    const style = colour ? `--side: var(--party-${colour})` : "";
    const { x } = box.middle;
    const end = { x: clamp(box.x, at.x, box.x + box.w), y: clamp(box.y, at.y, box.y + box.h) };
    if (off && Math.hypot(end.x - at.x, end.y - at.y) > off + LEAD_PX) {
      Atlas.svg("path", { class: "words-lead", d: Atlas.planPath([end, at]), style }, layers.leaders);
    }
    text(words, { class: `words ${look}`, x, y: box.y + tall * 0.9 + 1, "font-size": tall, style }, layers.words);
  };

  /** Words along a line; false where there is no room. */
  Atlas.planAlong = (words, points, look, colour, view, layers) => {
    const size = 15 * view.size;
    const spacing = look === "water" ? 1.25 : 1.12;
    const font = look === "side" ? `700 ${size}px ${SANS}` : `italic 400 ${size}px ${SERIF}`;
    const wide = Atlas.textWidth(words, font) * spacing + 8;
    const part = look === "frontier" && wide > MOST_OF_LINE * Atlas.paced(points, 6).length * 6
      ? null
      : view.board.along(points, wide, size);
    if (!part) return false;
    const id = `plan-text-${layers.words.childNodes.length}-${look}`;
    Atlas.svg("path", { id, class: "rail", d: Atlas.planPath(part) }, layers.words);
    const style = colour ? `--side: var(--party-${colour})` : "";
    const node = Atlas.svg(
      "text",
      { class: `words along ${look}`, dy: size * 0.34, "font-size": size, style },
      layers.words,
    );
    Atlas.svg("textPath", { href: `#${id}`, startOffset: "50%" }, node).textContent = words;
    return true;
  };
})(globalThis);
