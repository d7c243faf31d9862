/* Units and named ground of a battle plan: plates with the signs of their size, what they stand on, where they came from. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { clamp } = Atlas;
  const SIGNS = {
    army: "XXXX",
    corps: "XXX",
    division: "XX",
    brigade: "X",
    regiment: "III",
    battalion: "II",
    company: "I",
  };
  const RANKS = { army: 0, corps: 1, division: 2, brigade: 3, regiment: 4, garrison: 4, detachment: 5, battalion: 5 };
  const SANS = '"Source Sans 3"';
  const SERIF = "Alegreya";
  const HEIGHT_PX = 14.5; // type of a summit's height
  const SMALLEST_RANK = 6;
  const LEAST_RANK = 2; // divisions and above are drawn on the smallest battlefield
  const MOST_OF_LINE = 0.4; // that its lettering may cover

  Atlas.planRank = ({ echelon }) => RANKS[echelon] ?? SMALLEST_RANK;

  const text = (content, attributes, parent) => {
    const node = Atlas.svg("text", attributes, parent);
    node.textContent = content;
    return node;
  };

  /** The sign of a unit's size above its plate: crosses and strokes, as armies draw them. */
  const sign = (signs, x, y, group) => {
    const d = [...signs].map((one, i) => {
      const left = x + (i - (signs.length - 1) / 2) * 7;
      return one === "X" ? `M${left - 2.6} ${y - 8.5}l5.2 6.5m0 -6.5l-5.2 6.5` : `M${left} ${y - 8.5}v6.5`;
    });
    Atlas.svg("path", { class: "stroke sign", d: d.join("") }, group);
  };

  Atlas.planUnit = (unit, isHollow, view, layers) => {
    const at = view.spot(unit.at);
    const px = unit.km / view.scale;
    const { unit: sharpness } = Atlas.planLook(px);
    const signs = SIGNS[unit.echelon] ?? "";
    const size = (signs.includes("X") ? 16 : 15) * view.size;
    const wide = Atlas.textWidth(unit.short, `600 ${size}px ${SANS}`) + 14;
    const tall = 22 * view.size;
    const above = signs ? 9 : 0;
    const isMust = !isHollow && !(view.isSmall && Atlas.planRank(unit) > LEAST_RANK);
    const box = view.board.put(at, wide, tall + above, {
      toward: view.toward(unit.side, at),
      radii: [26, 42, 60, 84, 112, 146, 185, 230],
      must: isMust,
      limit: isHollow || view.isSmall ? 105 : 320,
    });
    if (!box) return null;
    const [x, y] = [box.x + 3, box.y + 3 + above];
    const party = view.plan.parties[unit.party];
    const look = `unit ${sharpness}${isHollow ? " hollow" : ""}`;
    const group = Atlas.planGroup(party, look, layers.units);
    const end = { x: clamp(x, at.x, x + wide), y: clamp(y, at.y, y + tall) };
    const lead = Atlas.planGroup(party, look, layers.leaders);
    const cloud = { class: "cloud", cx: at.x, cy: at.y, r: clamp(10, px * 0.4, 42) };
    Atlas.svg("circle", { ...cloud, fill: `url(#plan-cloud-${unit.party})` }, lead);
    Atlas.svg("path", { class: "stroke leader", d: Atlas.planPath([end, at]) }, lead);
    if (sharpness === "sharp") Atlas.svg("circle", { class: "spot", cx: at.x, cy: at.y, r: 4 }, lead);
    Atlas.svg("rect", { class: "plate", x, y, width: wide, height: tall, rx: sharpness === "sharp" ? 2 : 5 }, group);
    if (signs) sign(signs, x + wide / 2, y, group);
    text(unit.short, { class: "name", x: x + wide / 2, y: y + tall / 2 + size * 0.34, "font-size": size }, group);
    return { group, at };
  };

  Atlas.planTrack = (track, view, layers) => {
    const group = Atlas.planGroup(view.plan.parties[track.to.party], "track", layers.tracks);
    Atlas.svg(
      "path",
      { class: "stroke", d: Atlas.planPath([view.spot(track.from.at), view.spot(track.to.at)]) },
      group,
    );
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

  Atlas.planName = (feature, isGreat, view, layers) => {
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
      must: isGreat,
      margin: 2,
      limit: isGreat ? 400 : 130,
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

  /** Words on the map; `off` keeps them clear of what they name. */
  Atlas.planWords = (words, at, look, how, view, layers) => {
    const { off = 0, colour = "", size = 17 } = how;
    const tall = size * view.size;
    const wide = Atlas.textWidth(words, `italic 700 ${tall}px ${colour ? SANS : SERIF}`) + 4;
    const radii = off ? [off + 2, off + 12, 44, 64, 90, 120] : [0, 20, 40, 64];
    const box = view.board.put(at, wide, tall, { radii, must: true, margin: 2, toward: how.toward });
    const style = colour ? `--side: var(--party-${colour})` : "";
    const { x } = box.middle;
    text(words, { class: `words ${look}`, x, y: box.y + tall * 0.9 + 1, "font-size": tall, style }, layers.words);
  };

  /** Words along a line; false where there is no room. */
  Atlas.planAlong = (words, points, look, colour, view, layers) => {
    const size = 15 * view.size;
    const spacing = look === "water" ? 1.25 : 1.12;
    const wide = Atlas.textWidth(words, `italic 400 ${size}px ${SERIF}`) * spacing + 8;
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
