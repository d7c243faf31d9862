// Values that go in steps: looks by zoom, places in a list by key.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/steps.js";

const { Atlas } = globalThis;

test("a look holds from its zoom on", () => {
  const { symbolScale, stateEdgePx } = Atlas.looks;
  assert.deepEqual([3, 4, 5, 6, 11].map((zoom) => Atlas.atZoom(symbolScale, zoom)), [0.75, 0.78, 0.9, 1, 1]);
  assert.deepEqual([4, 5, 6, 7].map((zoom) => Atlas.atZoom(stateEdgePx, zoom)), [5, 8, 8, 10]);
});

test("arrow keys walk through a list and stop at its ends", () => {
  assert.equal(Atlas.walk("ArrowRight", 3, 9), 4);
  assert.equal(Atlas.walk("ArrowDown", 8, 9), 8);
  assert.equal(Atlas.walk("ArrowLeft", 3, 9), 2);
  assert.equal(Atlas.walk("ArrowUp", 0, 9), 0);
  assert.equal(Atlas.walk("Home", 3, 9), 0);
  assert.equal(Atlas.walk("End", 3, 9), 8);
});

test("other keys lead nowhere", () => {
  for (const key of ["Enter", " ", "a", "toString"]) assert.equal(Atlas.walk(key, 3, 9), null);
});
