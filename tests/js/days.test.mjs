// Days: counted from 1970, written as ISO, said in words, and what changes on them.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/days.js";

const { Atlas } = globalThis;

test("days are counted from 1970", () => {
  assert.equal(Atlas.dayOf("1970-01-01"), 0);
  assert.equal(Atlas.dayOf("1970-01-02"), 1);
  assert.equal(Atlas.dayOf("1969-12-31"), -1);
  assert.equal(Atlas.dayOf("1945-09-02") - Atlas.dayOf("1945-08-09"), 24);
});

test("years 0 to 99 are years, not those of the last century", () => {
  for (const iso of ["0000-01-01", "0001-01-01", "0038-07-29", "0099-12-31", "0100-01-01"]) {
    assert.equal(Atlas.isoOf(Atlas.dayOf(iso)), iso);
  }
  assert.equal(Atlas.dayOf("0100-01-01") - Atlas.dayOf("0099-12-31"), 1);
  assert.ok(Atlas.dayOf("0038-07-29") < Atlas.dayOf("1938-07-29") - 690000);
});

test("days order like days, and are read back", () => {
  const days = ["0001-01-01", "0999-12-31", "1929-10-12", "1938-07-29", "1938-08-01", "1938-10-01", "9999-12-31"];
  const numbers = days.map(Atlas.dayOf);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  assert.deepEqual(numbers.map(Atlas.isoOf), days);
});

test("part of a day is that day", () => {
  assert.equal(Atlas.isoOf(Atlas.dayOf("1938-07-29") + 0.9), "1938-07-29");
  assert.equal(Atlas.isoOf(-0.5), "1969-12-31");
});

test("a day is said in words", () => {
  assert.equal(Atlas.dayInWords("1938-07-29"), "29 July 1938");
  assert.equal(Atlas.dayInWords("0099-01-01"), "1 January 0099");
});

test("months go by, over the new year and backwards", () => {
  const later = (iso, months) => Atlas.isoOf(Atlas.monthsLater(Atlas.dayOf(iso), months));
  assert.equal(later("1938-07-29", 1), "1938-08-29");
  assert.equal(later("1938-12-15", 1), "1939-01-15");
  assert.equal(later("1938-01-15", -1), "1937-12-15");
  assert.equal(later("1936-02-29", 12), "1937-03-01");
  assert.equal(later("1936-02-29", -48), "1932-02-29");
});

test("what lasts to a day is still there on it, and gone on the next", () => {
  const changes = Atlas.changeDays([
    { from: "1932-03-01", to: "1945-08-18" },
    { from: "1931-09-18", to: "1945-08-18" },
  ]);
  assert.deepEqual(changes, ["1931-09-18", "1932-03-01", "1945-08-18~"]);
  const numbers = ["1931-09-17", "1931-09-18", "1932-03-01", "1945-08-18", "1945-08-19"];
  assert.deepEqual(numbers.map((day) => Atlas.changesUpTo(changes, day)), [0, 1, 2, 2, 3]);
});
