// The browser's half of the filter: the shared table of cases, and, where Python hands them over, random ones.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import "../../geo/assets/selection.js";

const { Atlas } = globalThis;
const read = (address) => JSON.parse(readFileSync(address, "utf-8"));
const table = read(new URL("../cases/filters.json", import.meta.url));
const random = process.env.ATLAS_RANDOM_CASES ? read(process.env.ATLAS_RANDOM_CASES) : null;

const shown = (features, selection) =>
  features.map(Atlas.searchable).filter(Atlas.matcher(selection)).map((event) => event.id);

for (const { name, selection, expect } of table.cases) {
  test(`shows the right events: ${name}`, () => assert.deepEqual(shown(table.features, selection), expect));
}

test("agrees with Python on random selections", { skip: !random && "run through pytest" }, () => {
  for (const { selection, expect } of random.cases) {
    assert.deepEqual(shown(random.features, selection), expect, JSON.stringify(selection));
  }
});

test("everything is no limit, and cannot be changed", () => {
  assert.equal(shown(table.features, Atlas.EVERYTHING).length, table.features.length);
  assert.throws(() => { Atlas.EVERYTHING.from = "1938-01-01"; }, TypeError);
});

test("days order like days", () => {
  const days = ["0001-01-01", "0999-12-31", "1929-10-12", "1938-07-29", "1938-08-01", "1938-10-01", "9999-12-31"];
  const numbers = days.map(Atlas.dayNumber);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  assert.equal(new Set(numbers).size, days.length);
});

test("a selection may be used for many events, and stays as it was", () => {
  const selection = structuredClone(table.cases.find((one) => one.name === "all together").selection);
  const before = JSON.stringify(selection);
  const wanted = Atlas.matcher(selection);
  const events = table.features.map(Atlas.searchable);
  assert.deepEqual(events.map(wanted), events.map(wanted));
  assert.equal(JSON.stringify(selection), before);
});
