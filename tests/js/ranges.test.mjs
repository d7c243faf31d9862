// A range of any length stands on its own days: in the time control, in what it says and on the map's borders.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/core/selection.js";

const { Atlas } = globalThis;
const TOURS = new URL("../../data/tours/", import.meta.url);
const RANDOM = 100;

/** As much of a browser as the time control asks for. */
/** @returns {any} */
const element = (name) => {
  const listeners = {};
  return {
    name,
    append(...children) {
      for (const { selected, value } of children) if (selected) this.value = value;
    },
    replaceChildren() {},
    appendChild() {},
    classList: { add() {}, remove() {} },
    setAttribute(key, value) {
      this[key] = value;
    },
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    click: () => listeners.click?.(),
  };
};
const made = [];
Object.assign(
  globalThis,
  /** @type {any} */ ({
    document: {
      createElement: (name) => made[made.push(element(name)) - 1],
      createElementNS: (_space, name) => element(name),
    },
    L: { control: () => ({ addTo() {} }), DomEvent: {} },
    ResizeObserver: class {
      observe() {}
    },
    requestAnimationFrame() {},
  }),
);
Object.assign(Atlas, { reducedMotion: () => true, announce: () => null });
await import("../../geo/assets/js/core/symbols.js");
await import("../../geo/assets/js/controls/under_way.js");
await import("../../geo/assets/js/controls/playback.js");
await import("../../geo/assets/js/controls/borders.js");

const control = (starts = []) => {
  made.length = 0;
  const reports = [];
  const wiring = {
    show() {},
    rest: (range) => reports.push(range),
    starts: () => starts,
    count: () => 0,
    end() {},
    during: () => [],
    open() {},
    isFixed: false,
    plan: { step: () => false, toggle: () => false },
  };
  const map = /** @type {any} */ ({ getContainer: () => element("div") });
  const time = Atlas.playback(map, wiring);
  const seek = made.find(({ type }) => type === "range");
  const date = made.find(({ className }) => className === "date");
  const press = (label) => made.find((one) => one["aria-label"] === label).click();
  return { time, seek, date, press, reports };
};

const stands = (from, to, starts) => {
  const { time, seek, date, press, reports } = control(starts);
  time.setRange(from, to);
  assert.deepEqual([seek.min, seek.max, seek.value].map(Number).map(Atlas.isoOf), [from, to, to]);
  assert.equal(date.textContent, Atlas.dayInWords(to));
  for (const label of ["Step forward", "Step back", "Step forward"]) press(label);
  for (const range of reports) {
    assert.equal(range.from, from);
    assert.ok(from <= range.to && range.to <= to, `${range.to} lies outside ${from} to ${to}`);
  }
  assert.equal(reports.length, 3);
};

const steps = readdirSync(TOURS).flatMap((file) => {
  const text = readFileSync(new URL(file, TOURS), "utf-8");
  const days = (name) => [...text.matchAll(new RegExp(`^    ${name}: (\\S+)$`, "gm"))].map(([, day]) => day);
  const [from, to] = [days("from"), days("to")];
  assert.equal(from.length, to.length, file);
  return from.map((day, index) => [file, day, to[index]]);
});
const whole = (day, end) => (day.length === 4 ? day + end : day);

test("every step of every tour stands on its days", () => {
  assert.ok(steps.length > 40, `${steps.length} steps`);
  assert.ok(steps.some(([, from, to]) => from === to), "one step is of one day");
  for (const [, from, to] of steps) stands(whole(from, "-01-01"), whole(to, "-12-31"));
});

test("so do ranges of any length, with events in them or none", () => {
  let seed = 1945;
  const below = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const first = Atlas.dayOf("1929-01-01");
  for (let i = 0; i < RANDOM; i++) {
    const from = first + below(6000);
    const to = from + [0, 0, 1, 2, 30, 365, 4000][below(7)];
    const starts = Array.from({ length: below(6) }, () => from + below(to - from + 1));
    stands(Atlas.isoOf(from), Atlas.isoOf(to), starts);
  }
});

test("a day has its own borders", () => {
  for (const day of ["1945-08-08", "1945-08-09", "1945-08-19"]) assert.equal(Atlas.bordersOn(day, day), day);
});

test("an open end is the world's, but never before the beginning", () => {
  const range = (from, to) => Atlas.rangeOf({ from, to }, "1929-01-01", "1945-12-31");
  assert.deepEqual(range(null, null), ["1929-01-01", "1945-12-31"]);
  assert.deepEqual(range("1938-07-29", null), ["1938-07-29", "1945-12-31"]);
  assert.deepEqual(range(null, "1920-05-01"), ["1920-05-01", "1920-05-01"]);
  assert.deepEqual(range("1956-10-19", null), ["1956-10-19", "1956-10-19"]);
});
