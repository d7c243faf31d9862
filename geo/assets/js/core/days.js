/* Days of the calendar: counted from 1970, written as ISO, said in words; and what changes on them. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const DAY_MS = 86400000;
  const MONTHS = "January February March April May June July August September October November December".split(" ");

  /* Years 0–99 are years, not 1900–1999, as `Date.UTC` would have them. */
  Atlas.dayOf = (iso) => {
    const date = new Date(0);
    date.setUTCFullYear(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)));
    return Math.round(date.getTime() / DAY_MS);
  };

  Atlas.isoOf = (day) => new Date(Math.floor(day) * DAY_MS).toISOString().slice(0, 10);

  Atlas.dayInWords = (iso) => `${Number(iso.slice(8, 10))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;

  Atlas.monthsLater = (day, months) => {
    const there = new Date(day * DAY_MS);
    there.setUTCMonth(there.getUTCMonth() + months);
    return Math.round(there.getTime() / DAY_MS);
  };

  /* ~ sorts just after the day itself: what lasts to a day changes after it. */
  Atlas.changeDays = (things) => [...new Set(things.flatMap(({ from, to }) => [from, `${to}~`]))].sort();

  Atlas.changesUpTo = (changes, day) => changes.filter((change) => change <= day).length;
})(globalThis);
