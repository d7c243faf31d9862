// The axis of time as numbers: what is shown, what a step is, where days, months and years lie, and what they are called.
import assert from "node:assert/strict";
import { test } from "node:test";

import "../../pages/parts/shell/js/axis_scale.js";

const scale = globalThis.atlasAxisScale;
const WHOLE = scale.ofYears(1929, 1945);
const day = scale.dayOfIso;
/** A range from its first to its last day. */
const range = (first, last) => ({ from: day(first), to: day(last) + 1 });
const isos = ({ from, to }) => [scale.isoOf(from), scale.isoOf(to - 1)];
const zoomedTo = (days, at) => scale.zoomed(WHOLE, WHOLE, days / scale.lengthOf(WHOLE), at);

test("a range of one day is that day, and the whole is its years", () => {
  assert.equal(scale.lengthOf(range("1945-08-09", "1945-08-09")), 1);
  assert.deepEqual(isos(WHOLE), ["1929-01-01", "1945-12-31"]);
  assert.deepEqual(isos(scale.ofYears(33, 99)), ["0033-01-01", "0099-12-31"]);
});

test("it is zoomed from the whole to a month and no further, about the day that is pointed at", () => {
  const at = day("1939-08-20");
  for (const factor of [0.5, 0.2, 0.01]) {
    const near = scale.zoomed(WHOLE, WHOLE, factor, at);
    const part = (view) => (at - view.from) / scale.lengthOf(view);
    assert.ok(Math.abs(part(near) - part(WHOLE)) < 1e-9);
  }
  assert.equal(scale.lengthOf(scale.zoomed(WHOLE, WHOLE, 1e-6, at)), 31);
  assert.deepEqual(scale.zoomed(zoomedTo(400, at), WHOLE, 1000, at), WHOLE);
});

test("it never shows what lies outside the whole", () => {
  const near = zoomedTo(100, WHOLE.from);
  for (const days of [-1e6, -3, 0, 3, 1e6]) {
    const there = scale.panned(near, WHOLE, days);
    assert.ok(there.from >= WHOLE.from && there.to <= WHOLE.to);
    assert.ok(Math.abs(scale.lengthOf(there) - 100) < 1e-6);
  }
});

test("a step is a year, a month or a day, by how much is shown", () => {
  const units = [scale.lengthOf(WHOLE), 2500, 2000, 366, 201, 199, 31].map(scale.unitOf);
  assert.deepEqual(units, ["year", "year", "month", "month", "month", "day", "day"]);
});

test("an end goes to where a year, month or day begins", () => {
  const cases = [
    ["year", "1938-07-03", "1939-01-01"],
    ["year", "1938-07-01", "1938-01-01"],
    ["month", "1938-07-29", "1938-08-01"],
    ["month", "1938-02-10", "1938-02-01"],
    ["day", "1938-07-29", "1938-07-29"],
  ];
  for (const [unit, from, to] of cases) {
    assert.equal(scale.isoOf(scale.snapped(unit, day(from))), to, `${unit} ${from}`);
  }
});

test("a key goes to the next edge, and from inside a unit to its own", () => {
  const cases = [
    ["year", "1939-01-01", -1, "1938-01-01"],
    ["year", "1938-07-29", -1, "1938-01-01"],
    ["year", "1938-07-29", 1, "1939-01-01"],
    ["month", "1938-07-29", -1, "1938-07-01"],
    ["month", "1938-12-01", 1, "1939-01-01"],
    ["month", "1938-12-15", 12, "1939-12-01"],
    ["day", "1940-02-28", 1, "1940-02-29"],
  ];
  for (const [unit, from, count, to] of cases) {
    assert.equal(scale.isoOf(scale.stepped(unit, day(from), count)), to, `${unit} ${from} ${count}`);
  }
});

test("a range that is moved keeps its length, in units where it is made of them, and stays inside", () => {
  const cases = [
    ["year", range("1938-01-01", "1939-12-31"), 366, ["1939-01-01", "1940-12-31"]],
    ["month", range("1939-01-01", "1939-02-28"), 32, ["1939-02-01", "1939-03-31"]],
    ["month", range("1939-01-05", "1939-01-09"), 32, ["1939-02-06", "1939-02-10"]],
    ["day", range("1939-08-20", "1939-08-31"), -19.6, ["1939-07-31", "1939-08-11"]],
    ["year", range("1938-01-01", "1939-12-31"), 1e6, ["1944-01-01", "1945-12-31"]],
    ["day", range("1929-01-03", "1929-01-04"), -1e6, ["1929-01-01", "1929-01-02"]],
  ];
  for (const [unit, before, days, after] of /** @type {any[]} */ (cases)) {
    assert.deepEqual(isos(scale.shifted(before, unit, days, WHOLE)), after, `${isos(before)} by ${days}`);
  }
});

test("a range from elsewhere is shown as it is, or near enough to be taken hold of", () => {
  assert.equal(scale.around(scale.ofYears(1938, 1938), WHOLE, WHOLE), WHOLE);
  for (
    const [first, last] of [["1938-07-29", "1938-08-11"], ["1939-08-20", "1939-08-20"], ["1945-12-31", "1945-12-31"]]
  ) {
    const wanted = range(first, last);
    const view = scale.around(wanted, WHOLE, WHOLE);
    assert.ok(view.from <= wanted.from && view.to >= wanted.to, first);
    assert.ok(scale.lengthOf(wanted) / scale.lengthOf(view) >= 1 / 31, first);
    assert.equal(scale.around(wanted, view, WHOLE), view, "and stays as it is");
  }
  const near = zoomedTo(60, day("1939-08-20"));
  assert.equal(scale.around(WHOLE, near, WHOLE), WHOLE);
});

test("cells have the finest names for which there is room, and cover what is shown", () => {
  const cases = [
    [WHOLE, 1000, "1929", 17],
    [WHOLE, 250, "1929", 4],
    [scale.ofYears(1939, 1939), 1000, "Jan 1939", 12],
    [range("1939-08-01", "1939-08-31"), 1000, "1 Aug", 31],
    [range("1939-08-01", "1939-08-31"), 250, "1 Aug", 6],
    [range("1939-08-01", "1939-10-31"), 300, "Aug", 3],
  ];
  for (const [view, width, first, count] of cases) {
    const cells = scale.cells(view, WHOLE, width);
    assert.deepEqual([cells[0].names[0], cells.length], [first, count], `${isos(view)} on ${width} px`);
    assert.ok(cells[0].from <= view.from && cells.at(-1).to >= view.to);
    cells.slice(1).forEach((cell, place) => assert.equal(cell.from, cells[place].to));
  }
});

test("of a thousand years there are names too", () => {
  const long = scale.ofYears(1, 2000);
  const names = scale.cells(long, long, 1000).map(({ names: [name] }) => name);
  assert.deepEqual(names.slice(0, 3), ["1", "101", "201"]);
});

test("a range is said as years, months or days", () => {
  const cases = [
    ["1938-01-01", "1939-12-31", "1938–1939"],
    ["1938-01-01", "1938-12-31", "1938"],
    ["1939-05-01", "1939-05-31", "May 1939"],
    ["1939-05-01", "1939-09-30", "May – September 1939"],
    ["1938-12-01", "1939-01-31", "December 1938 – January 1939"],
    ["1938-07-29", "1938-08-11", "29 July – 11 August 1938"],
    ["1939-08-20", "1939-08-31", "20–31 August 1939"],
    ["1945-08-09", "1945-08-09", "9 August 1945"],
    ["1938-12-30", "1939-01-02", "30 December 1938 – 2 January 1939"],
  ];
  for (const [first, last, words] of cases) assert.equal(scale.words(range(first, last)), words);
});

test("where one is, is said unless it is the whole", () => {
  assert.equal(scale.whereabouts(WHOLE, WHOLE), "");
  assert.equal(scale.whereabouts(scale.ofYears(1939, 1939), WHOLE), "1939");
  assert.equal(scale.whereabouts(range("1939-08-10", "1939-09-09"), WHOLE), "August – September 1939");
});
