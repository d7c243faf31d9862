// Many events as columns: the same choice as event by event, on the shared cases and on random ones.
import assert from "node:assert/strict";
import process from "node:process";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/core/selection.js";
import "../../geo/assets/js/core/event_columns.js";

const { Atlas } = globalThis;
const table = read("tests/cases/filters.json");
const random = process.env.ATLAS_RANDOM_CASES ? read(process.env.ATLAS_RANDOM_CASES) : null;

/** Features of the table → the columns that the server would send. */
const columnsOf = (features) => {
  const all = (of) => features.map(({ properties }) => of(properties));
  const coded = (values) => ({ words: values, codes: values.map((_, index) => index) });
  /** @type {any} */
  const columns = {
    id: features.map(({ id }) => id),
    latitude: all(() => 0),
    longitude: all(() => 0),
    where_prec: all(() => 1),
    date_prec: all(() => 1),
    approximation_km: all((p) => p.approximation_km),
    first_day: all((p) => Atlas.dayOf(p.date_start)),
    last_day: all((p) => Atlas.dayOf(p.date_end)),
  };
  for (const name of ["title", "kind", "chapter", "part_of", "place_title", "search", "date_text", "sides"]) {
    columns[name] = coded(all((p) => p[name] ?? ""));
  }
  return columns;
};
const shown = (columns, selection) => {
  const mask = new Uint8Array(columns.count);
  const visible = columns.choose(selection, mask);
  const ids = columns.ids.filter((_, index) => mask[index]);
  assert.equal(visible, ids.length);
  return ids;
};

const columns = new Atlas.EventColumns(columnsOf(table.features));
for (const { name, selection, expect } of table.cases) {
  test(`shows the right events: ${name}`, () => assert.deepEqual(shown(columns, selection), expect));
}

test("agrees with Python on random selections", { skip: !random && "run through pytest" }, () => {
  const many = new Atlas.EventColumns(random.columns);
  for (const { selection, expect } of random.cases) {
    assert.deepEqual(shown(many, selection), expect, JSON.stringify(selection));
  }
});

test("an event whose doubt is not known passes every filter but the one of doubt", () => {
  for (const unknown of [null, NaN]) {
    const raw = columnsOf(table.features);
    raw.approximation_km[1] = unknown;
    const some = new Atlas.EventColumns(raw);
    const all = { ...table.cases[0].selection };
    const id = table.features[1].id;
    assert.ok(shown(some, all).includes(id));
    assert.ok(!shown(some, { ...all, withinKm: 0 }).includes(id), "unknown is not exact");
    assert.ok(!shown(some, { ...all, withinKm: 1e9 }).includes(id));
    assert.ok(shown(some, all).includes(id), "and is back when the filter is gone");
  }
});

test("what the filters but the dates let through is kept until they change", () => {
  const all = { ...table.cases[0].selection };
  const first = [...columns.admit({ ...all, kinds: ["battle"] })];
  assert.deepEqual([...columns.admit({ ...all, kinds: ["battle"], from: "1939-01-01" })], first);
  assert.notDeepEqual([...columns.admit({ ...all, kinds: ["incident"] })], first);
});

test("a text that recurs is held once and read back", () => {
  const raw = {
    ...columnsOf(table.features),
    kind: { words: ["battle", "incident"], codes: table.features.map((_, index) => index % 2) },
  };
  const coded = new Atlas.EventColumns(raw);
  assert.deepEqual([0, 1, 2].map((index) => coded.kinds.of(index)), ["battle", "incident", "battle"]);
});
