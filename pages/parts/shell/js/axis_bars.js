/* The bars of the axis of time: how many events began in each month, or on each day, and how many of them are shown. */
(function (root) {
  "use strict";
  const { document } = root;
  const scale = root.atlasAxisScale;
  const SVG = "http://www.w3.org/2000/svg";
  const DAY_BARS = 300; // so many days at most are drawn as bars of their own
  const MOST_BARS = 420;
  const LEAST_TOP = 4; // so many events are as high as the drawing, or more
  const HEIGHT = 32; // of the drawing
  const LOW = 0.18; // height of the bar of one event

  /** A drawing of three sorts of bars; Streamlit lets none through that stands in the page's HTML. @param {Element} box */
  const drawing = (box) => {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("role", "img");
    svg.setAttribute("preserveAspectRatio", "none");
    for (const name of ["vague", "all", "shown"]) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      svg.append(path);
    }
    box.replaceChildren(svg);
    return svg;
  };

  /** Days on which events began, and whether that is known no better than to a month. @param {string} text */
  const eventsOf = (text, first) => {
    let day = first;
    return text
      ? text.split(",").map((one) => {
        const isVague = one.endsWith("~");
        day += parseInt(isVague ? one.slice(0, -1) : one, 36);
        return { day, isVague };
      })
      : [];
  };

  /** @param {Element} box @param {string} text when events began @param {Span} whole */
  root.atlasAxisBars = (box, text, whole) => {
    const events = eventsOf(text, whole.from);
    const bars = drawing(box);
    const [first] = scale.partsOf(whole.from);

    /** @type {unknown[]} */
    let drawn = []; // from what: while an end is pulled, nothing of it changes
    const draw = (view, width, chosen) => {
      const now = [view.from, view.to, width, chosen];
      if (now.every((one, place) => one === drawn[place])) return;
      drawn = now;
      const isDays = scale.lengthOf(view) <= DAY_BARS;
      const xOf = (day) => (day - view.from) * width / scale.lengthOf(view);
      const bins = isDays ? dayBins(view, chosen) : monthBins(chosen);
      const seen = [...bins.values()].filter(({ from, to }) => to > view.from && from < view.to);
      const top = seen.reduce((most, { count, isVague }) => isVague ? most : Math.max(most, count), LEAST_TOP);
      const paths = { all: "", shown: "", vague: "" };
      for (const { from, to, count, shown, isVague } of seen) {
        const [left, right] = [Math.max(0, xOf(from)), Math.min(width, xOf(to))];
        const wide = Math.max(0.6, right - left - Math.min(1, (right - left) / 4));
        const tall = HEIGHT * (LOW + (1 - LOW) * Math.sqrt(count / top));
        const path = (part) => `M${left.toFixed(1)} ${HEIGHT}v${(-part).toFixed(1)}h${wide.toFixed(1)}V${HEIGHT}z`;
        paths[isVague ? "vague" : "all"] += path(isVague ? HEIGHT * LOW : tall);
        if (!isVague) paths.shown += shown ? path(tall * shown / count) : "";
      }
      bars.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      for (const [name, path] of Object.entries(paths)) bars.querySelector(`.${name}`).setAttribute("d", path);
      const total = events.length, found = chosen ? chosen.filter(Boolean).length : total;
      const every = isDays ? "day" : "month";
      const label = `Events by ${every}: ${found} of ${total} are shown; the axis goes from ${
        scale.words({ from: Math.ceil(view.from), to: Math.floor(view.to) })
      }`;
      if (bars.getAttribute("aria-label") !== label) bars.setAttribute("aria-label", label);
    };
    const counted = (bins, chosen, key, from, to, place, isVague = false) => {
      let bin = bins.get(key);
      if (!bin) bins.set(key, bin = { from, to, count: 0, shown: 0, isVague });
      bin.count += 1;
      if (!chosen || chosen[place]) bin.shown += 1;
    };
    /** By the day on which an event began; what is known to a month or less lies flat under that month. */
    const dayBins = (view, chosen) => {
      const bins = new Map();
      events.forEach(({ day, isVague }, place) => {
        if (day < view.from - 31 || day >= view.to) return;
        if (!isVague) counted(bins, chosen, day, day, day + 1, place);
        else {
          const month = scale.begin("month", day);
          counted(bins, chosen, `month ${month}`, month, scale.begin("month", day, 1), place, true);
        }
      });
      return bins;
    };
    const monthBins = (chosen) => {
      const bins = new Map();
      const all = scale.lengthOf(whole) / 30.4;
      const months = all <= MOST_BARS ? 1 : 12 * Math.ceil(all / 12 / MOST_BARS);
      events.forEach(({ day }, place) => {
        if (day < whole.from || day >= whole.to) return;
        const [year, month] = scale.partsOf(day);
        const years = year - (year - first) % Math.max(1, months / 12);
        const from = months === 1 ? scale.dayOf(year, month) : scale.dayOf(years, 0);
        counted(
          bins,
          chosen,
          from,
          from,
          months === 1 ? scale.dayOf(year, month + 1) : scale.dayOf(years, months),
          place,
        );
      });
      return bins;
    };

    return { draw };
  };
})(globalThis);
