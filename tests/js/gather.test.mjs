// What lies too close stands as one, the same way as Python has it, and fast.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/declutter.js";
import "../../geo/assets/js/core/gather.js";

const { Atlas } = globalThis;

for (const { name, points, parents, expect, ...limits } of read("tests/cases/gather.json").cases) {
  test(`gathers as Python does: ${name}`, () => {
    const found = Atlas.gather(points, parents, limits);
    assert.deepEqual(found.map(({ head, members }) => [head, members]), expect.map((one) => [one.head, one.members]));
    found.forEach(({ x, y }, i) => assert.ok(Math.hypot(x - expect[i].x, y - expect[i].y) < 0.01, `${i}: ${x}, ${y}`));
  });
  test(`each event stands once, and no two groups too close: ${name}`, () => {
    const found = Atlas.gather(points, parents, limits);
    assert.deepEqual(found.flatMap(({ members }) => members).sort((a, b) => a - b), points.map((_, i) => i));
    const free = found.filter(({ head }) => head < 0 || head !== limits.alone);
    for (const here of free) {
      for (const there of free) {
        assert.ok(here === there || Math.hypot(here.x - there.x, here.y - there.y) >= limits.distance);
      }
    }
  });
}

test("nothing stands farther from its place than it may", () => {
  const heap = Array.from({ length: 12 }, () => ({ x: 5, y: 5, head: 0, members: [0] }));
  const ways = Atlas.standing(heap, 24, 22).map(([x, y]) => Math.hypot(x, y));
  assert.ok(Math.max(...ways) <= 22.001);
  assert.ok(Math.max(...ways) > 21, "the heap would have been wider");
});
