/* Which events are wanted: the browser's half of geo/query/selection.py, held to it by one table of cases. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});

  /**
   * @typedef {object} Selection
   * @property {?string} from  first day of the range, ISO, or null for no limit
   * @property {?string} to    last day, inclusive
   * @property {string[]} kinds     empty means all, as in the other lists
   * @property {string[]} chapters
   * @property {string[]} sides
   * @property {string[]} words     folded words that all have to occur in an event's names
   * @property {string[]} sure      "date": must lie in the range, not just may
   * @property {?number} withinKm    largest doubt about the place, in kilometres
   */

  /** @type {Selection} */
  Atlas.EVERYTHING = Object.freeze({ from: null, to: null, kinds: [], chapters: [], sides: [], words: [], sure: [], withinKm: null });

  /** Day as a number that orders like the day: 1938-07-29 → 19380729. @param {string} iso */
  Atlas.dayNumber = (iso) => Number(iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10));

  /** Feature of /api/events.geojson → the fields that filtering needs. @param {object} feature */
  Atlas.searchable = (feature) => {
    const p = feature.properties;
    return {
      id: feature.id, kind: p.kind, chapter: p.chapter, sides: p.sides, search: p.search, wherePrec: p.where_prec, approximationKm: p.approximation_km,
      first: Atlas.dayNumber(p.date_start), last: Atlas.dayNumber(p.date_end),
    };
  };

  /** Prepare a selection once, so that testing an event is cheap. @param {Selection} s @returns {(event: object) => boolean} */
  Atlas.matcher = (s) => {
    const from = s.from ? Atlas.dayNumber(s.from) : -Infinity;
    const to = s.to ? Atlas.dayNumber(s.to) : Infinity;
    const certain = s.sure.includes("date"), withinKm = s.withinKm ?? Infinity;
    const set = (list) => (list.length ? new Set(list) : null);
    const kinds = set(s.kinds), chapters = set(s.chapters), sides = set(s.sides);
    return (e) =>
      (certain ? e.first : e.last) >= from &&
      (certain ? e.last : e.first) <= to &&
      (!kinds || kinds.has(e.kind)) &&
      (!chapters || chapters.has(e.chapter)) &&
      (!sides || e.sides.some((side) => sides.has(side))) &&
      e.approximationKm <= withinKm &&
      s.words.every((word) => e.search.includes(word));
  };
})(typeof window === "undefined" ? globalThis : window);
