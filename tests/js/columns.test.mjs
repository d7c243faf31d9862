// Many events as columns: the same choice as event by event, on the shared cases and on random ones.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import "../../geo/assets/days.js";
import "../../geo/assets/columns.js";

const { Atlas } = globalThis;
const read = (address) => JSON.parse(readFileSync(address, "utf-8"));
const table = read(new URL("../cases/filters.json", import.meta.url));
const random = process.env.ATLAS_RANDOM_CASES ? read(process.env.ATLAS_RANDOM_CASES) : null;

/** Features of the table → the columns that the server would send. */
const columnsOf = (features) => {
  const all = (of) => features.map(({ properties }) => of(properties));
  const coded = (values) => ({ words: values, codes: values.map((_, index) => index) });
  const columns = {
    id: features.map(({ id }) => id), latitude: all(() => 0), longitude: all(() => 0), where_prec: all(() => 1), date_prec: all(() => 1),
    approximation_km: all((p) => p.approximation_km), first_day: all((p) => Atlas.dayOf(p.date_start)), last_day: all((p) => Atlas.dayOf(p.date_end)),
  };
  for (const name of ["title", "kind", "chapter", "part_of", "place_title", "search", "date_text", "sides"]) columns[name] = coded(all((p) => p[name] ?? ""));
  return columns;
};
const shown = (columns, selection) => {
  const mask = new Uint8Array(columns.count), visible = columns.choose(selection, mask);
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
  for (const { selection, expect } of random.cases) assert.deepEqual(shown(many, selection), expect, JSON.stringify(selection));
});

test("a text that recurs is held once and read back", () => {
  const raw = { ...columnsOf(table.features), kind: { words: ["battle", "incident"], codes: table.features.map((_, index) => index % 2) } };
  const coded = new Atlas.EventColumns(raw);
  assert.deepEqual([0, 1, 2].map((index) => coded.kind.of(index)), ["battle", "incident", "battle"]);
});
