// The arrows of movements: smooth courses, tapered outlines, growth by the day.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/steps.js";
import "../../geo/assets/js/layers/movement.js";

const { Atlas } = globalThis;
const LINE = Atlas.curve([[0, 0], [60, 20], [120, 0]]);
const numbers = (d) => d.match(/-?\d+(\.\d+)?/g).map(Number);

test("a course runs through its control points", () => {
  for (const point of [[0, 0], [60, 20], [120, 0]]) {
    assert.ok(LINE.some(([x, y]) => Math.hypot(x - point[0], y - point[1]) < 1e-6), String(point));
  }
});

test("an arrow ends where its course has come to", () => {
  for (const kind of ["advance", "envelopment", "landing", "airborne"]) {
    for (const part of [0.3, 0.7, 1]) {
      const { d, spine, length } = Atlas.arrow(LINE, kind, part);
      assert.ok(numbers(d).every(Number.isFinite), `${kind} ${part}`);
      const drawn = spine.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - spine[i][0], y - spine[i][1]), 0);
      assert.ok(Math.abs(drawn - length * part) < 1, `${kind} ${part}: ${drawn} of ${length}`);
    }
  }
});

test("an arrow not yet begun is not drawn", () => {
  assert.equal(Atlas.arrow(LINE, "advance", 0).d, "");
  assert.equal(Atlas.arrow([[5, 5], [5, 5]], "advance", 1).d, "");
});

test("a landing is in dashes, a detachment in dots, an advance in one piece", () => {
  const pieces = (kind) => Atlas.arrow(LINE, kind, 1).d.split("M").length - 1;
  assert.equal(pieces("advance"), 1);
  assert.equal(pieces("envelopment"), 1);
  assert.ok(pieces("landing") > 4);
  assert.ok(pieces("airborne") > pieces("landing"));
});

test("an arrow grows from its first to its last day", () => {
  const move = { firstDay: 10, lastDay: 13 };
  assert.deepEqual([9, 10, 11, 13, 20].map((day) => Atlas.partDone(move, day)), [0, 0.25, 0.5, 1, 1]);
  assert.equal(Atlas.partDone({ firstDay: 10, lastDay: 10 }, 10), 1);
});
