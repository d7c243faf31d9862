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

/**
 * A canvas as an array of numbers, with the part of it that may be drawn on.
 * @param {number} width @param {number} height @returns {any}
 */
const paper = (width, height) => {
  const whole = [0, 0, width, height];
  let open = whole;
  let path = whole;
  const cells = new Int32Array(width * height);
  const fill = (left, top, wide, tall, value) => {
    for (let y = Math.max(top, open[1]); y < Math.min(top + tall, open[1] + open[3], height); y++) {
      for (let x = Math.max(left, open[0]); x < Math.min(left + wide, open[0] + open[2], width); x++) {
        if (x >= 0 && y >= 0) cells[y * width + x] = value;
      }
    }
  };
  return {
    cells,
    fill,
    canvas: { width, height },
    save() {},
    beginPath() {},
    rect: (...box) => path = box,
    clip: () => open = path,
    restore: () => open = whole,
    clearRect: (...box) => fill(...box, 0),
  };
};

/** Draws each mark as a square as large as the real one, in a colour of its own; counts them. */
const sheet = (scale) => ({
  count: 0,
  draw(pen, kind, style, x, y) {
    this.count += 1;
    const box = Math.ceil(([4, 5.5, 7][style % 3] + 1.5) * 2 * scale);
    pen.fill(Math.round(x - box / 2), Math.round(y - box / 2), box, box, 1 + kind * Atlas.MARK_STYLES + style);
  },
});

for (const scale of [1, 1.25, 2]) {
  test(`what is drawn where it changed is what would be drawn anew, at ${scale} pixels a px`, () => {
    let seed = 7;
    const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    const [wide, tall] = [40, 30];
    const spots = Array.from({ length: 400 }, () => [random(wide * CELL_PX * 8) / 8, random(tall * CELL_PX * 8) / 8]);
    const wanted = new Int32Array(wide * tall).fill(-1);
    const styles = spots.map(() => random(Atlas.MARK_STYLES));
    const marks = () => ({
      of: "here",
      wanted,
      wide,
      cellPx: CELL_PX,
      scale,
      /** @returns {Spot} */
      spot: (index) => [spots[index][0] * scale, spots[index][1] * scale],
      kind: (index) => index,
    });
    const arrange = (shown) => {
      wanted.fill(-1);
      spots.forEach(([x, y], index) => {
        const cell = Math.floor(y / CELL_PX) * wide + Math.floor(x / CELL_PX);
        if (shown[index]) wanted[cell] = index * Atlas.MARK_STYLES + styles[index];
      });
    };
    const [pen, ink] = [paper(wide * CELL_PX * scale, tall * CELL_PX * scale), sheet(scale)];
    const picture = new Atlas.MarkPicture();
    const shown = spots.map(() => random(2));
    for (let round = 0; round < 40; round++) {
      for (let i = 0; i < 3; i++) shown[random(spots.length)] ^= 1;
      styles[random(spots.length)] = random(Atlas.MARK_STYLES);
      arrange(shown);
      ink.count = 0;
      picture.draw(pen, ink, marks());
      if (round) assert.ok(ink.count < 150, `${ink.count} marks drawn for four that changed`);
      const anew = paper(pen.canvas.width, pen.canvas.height);
      new Atlas.MarkPicture().draw(anew, sheet(scale), marks());
      assert.deepEqual(pen.cells, anew.cells);
    }
  });
}
