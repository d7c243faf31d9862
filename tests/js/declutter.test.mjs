// Symbols that would lie on each other are pulled apart, the same way every time.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/declutter.js";

const { Atlas } = globalThis;
const DISTANCE = 24;

const apart = (points) => {
  const offsets = Atlas.apart(points, DISTANCE);
  const at = points.map(([x, y], i) => [x + offsets[i][0], y + offsets[i][1]]);
  let least = Infinity;
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) {
      least = Math.min(least, Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]));
    }
  }
  return { offsets, least, farthest: Math.max(...offsets.map(([x, y]) => Math.hypot(x, y))) };
};

for (const { name, points, distance: least, expect } of read("tests/cases/declutter.json").cases) {
  test(`moves as Python has it: ${name}`, () => {
    const offsets = Atlas.apart(points, least);
    assert.equal(offsets.length, expect.length);
    offsets.forEach(([x, y], i) => {
      assert.ok(Math.hypot(x - expect[i][0], y - expect[i][1]) < 0.1, `${i}: ${x}, ${y} for ${expect[i]}`);
    });
  });
}

test("nothing moves where there is room", () => {
  assert.deepEqual(Atlas.apart([[0, 0], [DISTANCE, 0], [300, 300]], DISTANCE), [[0, 0], [0, 0], [0, 0]]);
  assert.deepEqual(Atlas.apart([], DISTANCE), []);
});

const CROWDS = [
  { name: "two on one point", points: [[5, 5], [5, 5]], reach: DISTANCE },
  { name: "twelve on one point", points: Array.from({ length: 12 }, () => [100, 100]), reach: 3 * DISTANCE },
  { name: "a row", points: Array.from({ length: 8 }, (_, i) => [i * 6, 0]), reach: 4 * DISTANCE },
];
for (const { name, points, reach } of CROWDS) {
  test(`pulled apart, and not far: ${name}`, () => {
    const { least, farthest } = apart(points);
    assert.ok(least > 0.75 * DISTANCE, `centres ${least} px apart`);
    assert.ok(farthest < reach, `moved by ${farthest} px`);
  });
}

test("the same points move the same way, and stay as they were", () => {
  /** @type {Spot[]} */
  const points = [[1, 1], [2, 2], [3, 1]];
  const before = JSON.stringify(points);
  assert.deepEqual(Atlas.apart(points, DISTANCE), Atlas.apart(points, DISTANCE));
  assert.equal(JSON.stringify(points), before);
});
