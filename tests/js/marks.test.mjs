// Which mark of the canvas layer the pointer meets.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/layers/marks.js";

const { Atlas } = globalThis;
const WIDE = 20;
const TALL = 10;
const CELL_PX = 7;

/** A grid with marks in the middle of some cells, and the mark that is met at a cell's middle. */
const grid = (...cells) => {
  const owners = new Int32Array(WIDE * TALL).fill(-1);
  cells.forEach(([column, row], index) => owners[row * WIDE + column] = index);
  return (column, row) => {
    const asked = [];
    const gapTo = (index) => {
      asked.push(index);
      return CELL_PX * Math.hypot(cells[index][0] - column, cells[index][1] - row);
    };
    return { met: Atlas.nearestMark(owners, WIDE, [column, row], gapTo), asked };
  };
};

test("on an empty grid nothing is met", () => assert.equal(grid()(3, 3).met, -1));

test("the mark under the pointer is met, and of two the nearer", () => {
  const at = grid([5, 5], [6, 5], [19, 9]);
  assert.equal(at(5, 5).met, 0);
  assert.equal(at(6, 5).met, 1);
  assert.equal(at(7, 5).met, 1);
  assert.equal(at(19, 9).met, 2);
});

test("a mark beyond the reach of a finger is not", () => {
  const at = grid([5, 5]);
  assert.equal(at(6, 6).met, 0, "10 px away");
  assert.equal(at(7, 5).met, -1, "14 px away");
  assert.equal(at(9, 5).met, -1);
});

test("one just within reach is met", () => {
  const owners = Int32Array.of(7);
  assert.equal(Atlas.nearestMark(owners, 1, [0, 0], () => Atlas.looks.stackPx), 7);
  assert.equal(Atlas.nearestMark(owners, 1, [0, 0], () => Atlas.looks.stackPx + 0.01), -1);
});

test("only cells nearby are looked at, and none of the row above or below beyond the edge", () => {
  const at = grid([0, 5], [19, 4], [19, 5], [10, 5]);
  assert.deepEqual(at(0, 5).asked, [0]);
  assert.deepEqual(at(19, 5).asked.sort(), [1, 2]);
  assert.equal(at(-1, -1).met, -1);
  assert.equal(at(WIDE + 1, TALL + 1).met, -1);
});
