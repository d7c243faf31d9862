/* The axis of time as numbers: what part of the whole it shows, what one step on it is, where its days, months and years
   lie. Days are counted from 1970; a span reaches from the beginning of its first day to the end of its last, which is the
   beginning of the day after. Nothing here knows the page. */
(function (root) {
  "use strict";
  const DAY_MS = 86400000;
  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const LONG = "January February March April May June July August September October November December".split(" ");
  const YEAR = 365.25;
  const NEAREST = 31; // days: as far as the axis can be zoomed
  const AS_YEARS = 6 * YEAR; // a longer time is chosen by years
  const AS_MONTHS = 200; // a longer one by months, all else by days
  const SMALL = 0.03; // of the axis: a shorter range cannot be taken hold of
  const ROOM = 2.6; // times the range: what is shown around it

  /** @param {number} year @param {number} month from 0; may lie outside the year @param {number} [date] */
  const dayOf = (year, month, date = 1) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month, date); // years 0 to 99 are years
    return Math.round(at.getTime() / DAY_MS);
  };
  /** @param {number} day @returns {[number, number, number]} year, month from 0, date */
  const partsOf = (day) => {
    const at = new Date(Math.floor(day) * DAY_MS);
    return [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  };
  /** @param {string} iso */
  const dayOfIso = (iso) => {
    const [year, month, date] = iso.split("-").map(Number);
    return dayOf(year, month - 1, date);
  };
  /** @param {number} day */
  const isoOf = (day) => new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);

  const clamp = (low, value, high) => Math.max(low, Math.min(high, value));
  const lengthOf = ({ from, to }) => to - from;

  /** The span of whole years. @returns {Span} */
  const ofYears = (first, last) => ({ from: dayOf(first, 0), to: dayOf(last + 1, 0) });

  /** A part of the whole, of a length and with its middle where it is wanted, as far as there is room. */
  const placed = (from, length, whole) => {
    const span = clamp(Math.min(NEAREST, lengthOf(whole)), length, lengthOf(whole));
    const start = clamp(whole.from, from, whole.to - span);
    return { from: start, to: start + span };
  };

  /** What is shown after zooming by a factor; the day *at* stays where it is. */
  const zoomed = (view, whole, factor, at) => {
    const length = clamp(Math.min(NEAREST, lengthOf(whole)), lengthOf(view) * factor, lengthOf(whole));
    return placed(at - (at - view.from) * length / lengthOf(view), length, whole);
  };
  const panned = (view, whole, days) => placed(view.from + days, lengthOf(view), whole);

  /** What is to be shown so that a range can be seen and taken hold of: what is, if that will do. */
  const around = (range, view, whole) => {
    const length = Math.max(1, lengthOf(range));
    const isInside = range.from >= view.from - 1e-6 && range.to <= view.to + 1e-6;
    if (isInside && length >= SMALL * lengthOf(view)) return view;
    if (length >= SMALL * lengthOf(whole)) return whole;
    const shown = Math.max(NEAREST, length * ROOM);
    return placed((range.from + range.to - shown) / 2, shown, whole);
  };

  /** What one step is where so much is shown. @param {number} days @returns {"year" | "month" | "day"} */
  const unitOf = (days) => days > AS_YEARS ? "year" : days > AS_MONTHS ? "month" : "day";

  /** Where the unit begins that a day lies in, and units before or after that. */
  const begin = (unit, day, more = 0) => {
    const [year, month] = partsOf(day);
    if (unit === "year") return dayOf(year + more, 0);
    return unit === "month" ? dayOf(year, month + more) : Math.floor(day) + more;
  };
  const isEdge = (unit, day) => begin(unit, day) === day;
  /** The nearest place at which a unit begins. */
  const snapped = (unit, day) => {
    const [before, after] = [begin(unit, day), begin(unit, day, 1)];
    return day - before < after - day ? before : after;
  };
  /** So many edges of units further on, or back. */
  const stepped = (unit, day, count) => begin(unit, day, count + (count < 0 && !isEdge(unit, day) ? 1 : 0));
  /** A range moved as a whole: by units where both its ends are edges of them, else by the same number of days. */
  const shifted = (range, unit, days, whole) => {
    const areEdges = isEdge(unit, range.from) && isEdge(unit, range.to);
    const to = areEdges ? snapped(unit, range.from + days) : range.from + Math.round(days);
    const kept = clamp(whole.from, to, whole.to - lengthOf(range));
    if (!areEdges || unit === "day") return { from: kept, to: kept + lengthOf(range) };
    const count = countOf(unit, range);
    const from = kept === to ? to : snapped(unit, kept);
    const end = stepped(unit, from, count);
    return end > whole.to ? { from: stepped(unit, whole.to, -count), to: whole.to } : { from, to: end };
  };
  /** How many units lie in a range that begins and ends with one. */
  const countOf = (unit, { from, to }) => {
    const [[year, month], [lastYear, lastMonth]] = [partsOf(from), partsOf(to)];
    if (unit === "year") return lastYear - year;
    return unit === "month" ? (lastYear - year) * 12 + lastMonth - month : to - from;
  };

  /* The finest row of names for which there is room: each has a unit, how many of them, and pixels a cell must have. */
  /** @type {[string, number, number][]} */
  const ROWS = [
    ["day", 1, 21],
    ["day", 5, 26],
    ["month", 1, 33],
    ["month", 3, 40],
    .../** @type {[string, number, number][]} */ ([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((
      count,
    ) => ["year", count, 42])),
  ];
  const DAYS = { day: 1, month: YEAR / 12, year: YEAR };
  const rowFor = (view, width) =>
    ROWS.find(([unit, count, px]) => DAYS[unit] * count * width / lengthOf(view) >= px) ?? ROWS.at(-1);

  /** The edges of a row of cells: days in fives begin anew with each month, years in tens with the first of all. */
  const edgesOf = (unit, count, view, whole) => {
    if (unit === "year") {
      const [first] = partsOf(whole.from);
      const years = Math.floor((partsOf(view.from)[0] - first) / count) * count;
      return stretch((number) => dayOf(first + years + number * count, 0), Math.min(view.to, whole.to));
    }
    if (unit === "month") {
      const [year, month] = partsOf(view.from);
      return stretch((number) => dayOf(year, month - month % count + number * count), view.to);
    }
    if (count === 1) return stretch((number) => Math.floor(view.from) + number, view.to);
    const months = stretch((number) => begin("month", view.from, number), view.to);
    const dates = [1, 5, 10, 15, 20, 25];
    return [...months.slice(0, -1).flatMap((start) => dates.map((date) => start + date - 1)), months.at(-1)];
  };
  const stretch = (edge, end) => {
    const found = [edge(0)];
    while (found.at(-1) < end) found.push(edge(found.length));
    return found;
  };

  /** What a cell is called, in full and in short; what begins a greater unit bears that one's name too. */
  const namesOf = (unit, day) => {
    const [year, month, date] = partsOf(day);
    if (unit === "year") return [`${year}`, `${year}`];
    if (unit === "month") return month ? [MONTHS[month], MONTHS[month]] : [`${MONTHS[0]} ${year}`, `${year}`];
    return date === 1 ? [`1 ${MONTHS[month]}`, MONTHS[month]] : [`${date}`, `${date}`];
  };
  const isGreater = (unit, day) => unit !== "year" && isEdge(unit === "month" ? "year" : "month", day);

  /** The cells under the axis: where each begins and ends, its name in full and in short, and whether it begins a
      greater unit.
      @param {Span} view @param {Span} whole @param {number} width in pixels */
  const cells = (view, whole, width) => {
    const [unit, count] = rowFor(view, width);
    const edges = edgesOf(unit, count, view, whole);
    return edges.slice(0, -1).map((from, place) => ({
      from,
      to: Math.min(edges[place + 1], whole.to),
      names: namesOf(unit, from),
      isGreater: isGreater(unit, from),
    })).filter(({ from, to }) => to > view.from && from < view.to);
  };

  /** A range in words: whole years as years, whole months as months, else days. @param {Span} range */
  const words = ({ from, to }) => {
    const [year, month, date] = partsOf(from);
    const last = to - 1;
    const [lastYear, lastMonth, lastDate] = partsOf(last);
    const joined = (one, other) => one === other ? one : `${one} – ${other}`;
    if (isEdge("year", from) && isEdge("year", to)) return year === lastYear ? `${year}` : `${year}–${lastYear}`;
    const isWhole = isEdge("month", from) && isEdge("month", to);
    const full = ([y, m, d]) => isWhole ? `${LONG[m]} ${y}` : `${d} ${LONG[m]} ${y}`;
    if (year !== lastYear) return joined(full([year, month, date]), full([lastYear, lastMonth, lastDate]));
    if (isWhole) return `${joined(LONG[month], LONG[lastMonth])} ${year}`;
    if (month === lastMonth) return `${date === lastDate ? date : `${date}–${lastDate}`} ${LONG[month]} ${year}`;
    return `${date} ${LONG[month]} – ${lastDate} ${LONG[lastMonth]} ${year}`;
  };

  /** What part of the whole is shown, in words; nothing where that is all of it. */
  const whereabouts = (view, whole) => {
    if (lengthOf(view) >= lengthOf(whole) - 1) return "";
    const unit = lengthOf(view) > 1.2 * YEAR ? "year" : "month";
    const middle = { from: begin(unit, view.from + 1), to: begin(unit, view.to - 1, 1) };
    return words(middle);
  };

  root.atlasAxisScale = {
    around,
    begin,
    cells,
    dayOfIso,
    isoOf,
    lengthOf,
    ofYears,
    panned,
    partsOf,
    dayOf,
    shifted,
    snapped,
    stepped,
    unitOf,
    whereabouts,
    words,
    zoomed,
  };
})(globalThis);
