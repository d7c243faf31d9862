/* Which events are wanted: the browser's half of geo/query/selection.py, held to it by one table of cases. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.EVERYTHING = Object.freeze({
    from: null,
    to: null,
    kinds: [],
    chapters: [],
    sides: [],
    traits: [],
    words: [],
    sure: [],
    withinKm: null,
  });

  /* First and last day of a selection in a world from start to end: an end that it leaves open is the world's, unless
     the selection lies wholly beyond that. */
  Atlas.rangeOf = ({ from, to }, start, end) => [
    from || (to && to < start ? to : start),
    to || (from && from > end ? from : end),
  ];

  Atlas.searchable = ({ id, properties }) => ({
    id,
    kind: properties.kind,
    chapter: properties.chapter,
    sides: properties.sides,
    traits: properties.traits || [],
    search: properties.search,
    wherePrec: properties.where_prec,
    approximationKm: properties.approximation_km,
    firstDay: Atlas.dayOf(properties.date_start),
    lastDay: Atlas.dayOf(properties.date_end),
  });

  Atlas.traitsByColumn = (terms) => {
    /** @type {Map<string, Set<string>>} */
    const columns = new Map();
    for (const term of terms) {
      const [column] = term.split(".");
      columns.set(column, (columns.get(column) || new Set()).add(term));
    }
    return [...columns.values()];
  };

  Atlas.matcher = (selection) => {
    const from = selection.from ? Atlas.dayOf(selection.from) : -Infinity;
    const to = selection.to ? Atlas.dayOf(selection.to) : Infinity;
    const isCertain = selection.sure.includes("date");
    const withinKm = selection.withinKm ?? Infinity;
    /** @param {string[]} list */
    const set = (list) => (list.length ? new Set(list) : null);
    const kinds = set(selection.kinds);
    const chapters = set(selection.chapters);
    const sides = set(selection.sides);
    const traits = Atlas.traitsByColumn(selection.traits || []);
    return (event) =>
      (isCertain ? event.firstDay : event.lastDay) >= from &&
      (isCertain ? event.lastDay : event.firstDay) <= to &&
      (!kinds || kinds.has(event.kind)) &&
      (!chapters || chapters.has(event.chapter)) &&
      (!sides || event.sides.some((side) => sides.has(side))) &&
      traits.every((wanted) => event.traits.some((term) => wanted.has(term))) &&
      event.approximationKm <= withinKm &&
      selection.words.every((word) => event.search.includes(word));
  };
})(globalThis);
