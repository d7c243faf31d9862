// Symbols that would lie on each other are pulled apart, the same way every time.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../geo/assets/dodge.js";

const { Atlas } = globalThis;
const DISTANCE = 24;

const apart = (points) => {
  const offsets = Atlas.dodge(points, DISTANCE);
  const at = points.map(([x, y], i) => [x + offsets[i][0], y + offsets[i][1]]);
  let least = Infinity;
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) least = Math.min(least, Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]));
  }
  return { offsets, least, farthest: Math.max(...offsets.map(([x, y]) => Math.hypot(x, y))) };
};

test("nothing moves where there is room", () => {
  assert.deepEqual(Atlas.dodge([[0, 0], [DISTANCE, 0], [300, 300]], DISTANCE), [[0, 0], [0, 0], [0, 0]]);
  assert.deepEqual(Atlas.dodge([], DISTANCE), []);
});

for (const [name, points, reach] of [
  ["two on one point", [[5, 5], [5, 5]], DISTANCE],
  ["twelve on one point", Array.from({ length: 12 }, () => [100, 100]), 3 * DISTANCE],
  ["a row", Array.from({ length: 8 }, (_, i) => [i * 6, 0]), 4 * DISTANCE],
]) {
  test(`pulled apart, and not far: ${name}`, () => {
    const { least, farthest } = apart(points);
    assert.ok(least > 0.75 * DISTANCE, `centres ${least} px apart`);
    assert.ok(farthest < reach, `moved by ${farthest} px`);
  });
}

test("the same points move the same way, and stay as they were", () => {
  const points = [[1, 1], [2, 2], [3, 1]], before = JSON.stringify(points);
  assert.deepEqual(Atlas.dodge(points, DISTANCE), Atlas.dodge(points, DISTANCE));
  assert.equal(JSON.stringify(points), before);
});
