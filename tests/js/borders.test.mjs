// The day whose borders a range is shown with: the table of cases that Python's half answers too.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/controls/borders.js";

const { Atlas } = globalThis;

for (const { name, from, to, expect } of read("tests/cases/borders.json").cases) {
  test(`shows the right borders: ${name}`, () => assert.equal(Atlas.bordersOn(from, to), expect));
}
