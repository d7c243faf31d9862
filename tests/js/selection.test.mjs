// The browser's half of the filter: the shared table of cases, and, where Python hands them over, random ones.
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/core/selection.js";

const { Atlas } = globalThis;
const table = read("tests/cases/filters.json");
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
  assert.throws(() => {
    /** @type {any} */ (Atlas.EVERYTHING).from = "1938-01-01";
  }, TypeError);
});

test("a selection may be used for many events, and stays as it was", () => {
  const selection = structuredClone(table.cases.find((one) => one.name === "all together").selection);
  const before = JSON.stringify(selection);
  const wanted = Atlas.matcher(selection);
  const events = table.features.map(Atlas.searchable);
  assert.deepEqual(events.map(wanted), events.map(wanted));
  assert.equal(JSON.stringify(selection), before);
});
