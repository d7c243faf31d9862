/* Days of the calendar: counted from 1970, written as ISO, said in words. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const DAY_MS = 86400000;
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /** Day of the calendar ↔ whole days since 1970; years 0–99 are years, not 1900–1999. @param {string} iso */
  Atlas.dayOf = (iso) => {
    const date = new Date(0);
    date.setUTCFullYear(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)));
    return Math.round(date.getTime() / DAY_MS);
  };
  /** @param {number} day @returns {string} */
  Atlas.isoOf = (day) => new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);
  /** 1938-07-29 → 29 July 1938. @param {string} iso */
  Atlas.dayInWords = (iso) => `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;
})(typeof window === "undefined" ? globalThis : window);
