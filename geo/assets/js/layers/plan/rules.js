/* What a battle plan may claim: how sharp a mark is drawn goes by its radius of doubt, in pixels at the present zoom.
   And what of a plan is to be seen on a day, by whose account. Nothing here draws. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { clamp } = Atlas;
  const rules = Atlas.looks.plan;
  const NEWS = { line: 3, caption: 2, ofBoth: 2 }; // against one for a unit

  Atlas.planLook = (px) => {
    const { core, coreOpacity, halo, wayOpacity } = rules;
    const beyond = Math.max(0, px - halo.beyondPx) * halo.perPxBeyond;
    return {
      core: clamp(core.least, core.px + core.perPx * px, core.most),
      opacity: clamp(coreOpacity.least, coreOpacity.full - px / coreOpacity.gonePx, 1),
      halo: clamp(halo.least, halo.perPx * px, halo.most) + beyond,
      way: clamp(wayOpacity.least, wayOpacity.full - px / wayOpacity.gonePx, wayOpacity.most),
      unit: px <= rules.sharpPx ? "sharp" : px <= rules.loosePx ? "soft" : "loose",
      isVague: px > rules.vaguePx,
    };
  };

  /** Whether an account, "a", "b" or "both" together, tells of something. */
  const isTold = Atlas.isTold = (accounts, { account }) =>
    accounts === "both" || account === "both" || account === accounts;
  const isOn = (day, { from, to }) => from <= day && day <= to;
  const apart = (before, after) => Atlas.dayOf(after) - Atlas.dayOf(before);
  const isFront = ({ kind }) => kind !== "claim" && kind !== "advance";

  /** The last lines of a side that has none on the day. */
  const lastLines = (lines, on, side) => {
    if (lines.some((line) => line.side === side && isOn(on, line))) return [];
    const past = lines.filter((line) => line.side === side && line.to < on && apart(line.to, on) <= rules.staleDays);
    const newest = past.map(({ to }) => to).sort().pop();
    return past.filter(({ to, gone }) => to === newest && !gone);
  };

  /** Whether a mark is of the unit that has been looked up: the unit, or the arrow that carries its name. */
  Atlas.isChosen = (one, { chosen, plan }) => {
    if (!chosen) return false;
    if (one.short) return one.unit === chosen;
    return one.kind === "advance" && plan.units.some(({ unit, short }) => unit === chosen && short === one.unit);
  };

  /** The latest of the places of a unit that lie before a day. */
  const latest = (places, day) => {
    let found = null;
    for (const one of places) if (one.to < day && (!found || one.to >= found.to)) found = one;
    return found;
  };

  /** Units whose last place lies a few days back, and which are attested again later. */
  const lastUnits = (units, places, on) => {
    const days = new Map();
    for (const [unit, own] of places) {
      const last = latest(own, on);
      const isNear = last && apart(last.to, on) <= rules.hollowDays;
      if (isNear && own.some(({ from }) => from > on) && !own.some((one) => isOn(on, one))) days.set(unit, last.to);
    }
    return days.size ? units.filter(({ unit, to }) => days.get(unit) === to) : [];
  };

  /** From where each unit of the day has come. */
  const tracks = (here, places, on) =>
    here.flatMap((unit) => {
      const last = latest(places.get(unit.unit), unit.from);
      const isNear = last && apart(last.to, on) <= rules.trackDays;
      return isNear && String(last.at) !== String(unit.at) ? [{ from: last, to: unit }] : [];
    });

  /** What an account tells, and the places of each unit; found once for every plan, not anew on every day of it. */
  const tellings = new WeakMap();
  const toldBy = (plan, accounts) => {
    const kept = tellings.get(plan) ?? new Map();
    tellings.set(plan, kept);
    if (!kept.has(accounts)) {
      const told = (claims) => claims.filter((claim) => isTold(accounts, claim));
      const [lines, units, places] = [told(plan.lines), told(plan.units), new Map()];
      for (const { unit } of units) places.set(unit, []);
      for (const one of units) places.get(one.unit).push(one);
      kept.set(accounts, { lines, units, places, ids: new Set([...lines, ...units].map(({ id }) => id)) });
    }
    return kept.get(accounts);
  };

  Atlas.planOn = (plan, on, accounts) => {
    const { lines, units, places, ids } = toldBy(plan, accounts);
    const here = lines.filter((line) => isOn(on, line));
    const between = (list) => list.filter((one) => isOn(on, one) && ids.has(one.a) && ids.has(one.b));
    const fronts = lines.filter(isFront);
    const present = units.filter((unit) => isOn(on, unit));
    return {
      on,
      accounts,
      claims: here.filter(({ kind }) => kind === "claim"),
      lines: here.filter((line) => isFront(line) && !ids.has(line.gone)),
      earlier: here.filter((line) => isFront(line) && ids.has(line.gone)),
      stale: ["a", "b"].flatMap((side) => lastLines(fronts, on, side)),
      ways: here.filter(({ kind }) => kind === "advance"),
      units: present,
      hollow: lastUnits(units, places, on),
      tracks: tracks(present, places, on),
      disputed: between(plan.disputed),
      contested: between(plan.contested),
    };
  };

  /** Whether anything but the frontier is attested on a day. */
  const isAttested = (plan, on, accounts) =>
    [...plan.lines, ...plan.units].some((one) => one.kind !== "claim" && isOn(on, one) && isTold(accounts, one));

  Atlas.planNote = (plan, day) => {
    const { on, accounts } = day;
    if (!isAttested(plan, on, accounts)) {
      const others = plan.days.map((one) => one.on).filter((one) => isAttested(plan, one, accounts));
      const before = others.filter((one) => one < on).pop();
      const after = others.find((one) => one > on);
      const [first, last] = [before, after].map((one) => one && Atlas.dayInWords(one).replace(/ \d+$/, ""));
      if (before && after) return `not attested between ${first} and ${last}`;
      if (before) return `not attested after ${first}`;
      return after ? `not attested before ${last}` : "not attested";
    }
    const silent = ["a", "b"].find((side) => accounts === side && !day.lines.some((line) => line.side === side));
    if (silent) return `the ${plan.sides[silent]} account gives no line of its own for this day`;
    return day.stale.length ? "dotted line: last attested, not this day" : "";
  };

  Atlas.planHours = ({ lines, earlier, ways, units, on }) => {
    const told = [...lines, ...earlier, ...ways, ...units].filter(({ hours, from, to }) =>
      hours && from === on && to === on
    );
    if (!told.length) return null;
    const hours = told.flatMap((one) => one.hours.split("–")).sort();
    const clocks = new Set(told.map(({ clock }) => clock || ""));
    const span = [...new Set([hours[0], hours[hours.length - 1]])].join("–");
    return { span, clock: clocks.size === 1 ? [...clocks][0] : "" };
  };

  /** What a day's bar says: its events, those off the map named as such; without any, what had gone on since before. */
  Atlas.planCaption = ({ captions = [], going = null }) => {
    const texts = (isAway) => captions.filter((one) => Boolean(one.is_away) === isAway).map(({ text }) => text);
    const [said, away] = [texts(false), texts(true)];
    if (away.length) said.push(`${said.length ? "elsewhere" : "Elsewhere"}: ${away.join(" · ")}`);
    if (going) said.push(`${going.dates}: ${going.text}`);
    return said.join(" · ");
  };

  /** How much that is new a day tells; of both sides, it counts for more. */
  const newsOf = (plan, { on, captions = [] }) => {
    const held = plan.lines.filter(({ kind }) => kind !== "claim");
    const begun = (/** @type {any[]} */ claims) => claims.filter(({ from }) => from === on).length;
    const sides = new Set([...held, ...plan.units].filter((one) => isOn(on, one)).map(({ side }) => side));
    const news = NEWS.line * begun(held) + begun(plan.units) + (captions.length ? NEWS.caption : 0);
    return sides.has("a") && sides.has("b") ? NEWS.ofBoth * news : news;
  };

  /** The day that a plan opens on: that of the part that is open, else the one that tells most that is new. */
  Atlas.planStart = (plan, event, { from = null, to = null } = {}) => {
    const chosen = plan.days.filter(({ on }) => (!from || from <= on) && (!to || on <= to));
    const days = chosen.length ? chosen : plan.days; // a battle that is over by then is shown as a whole
    const begins = days.find(({ captions = [] }) => captions.some((caption) => caption.event === event));
    if (event !== plan.event && begins) return begins.on;
    let [best, most] = [days[0].on, -1];
    for (const day of days) {
      const news = day.attested ? newsOf(plan, day) : -1;
      if (news > most) [best, most] = [day.on, news];
    }
    return best;
  };
})(globalThis);
