// The clock of the time control: fast where nothing happens, slow where much does.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/controls/playback.js";

const { Atlas } = globalThis;
const FIRST = -14975; // 1 January 1929
const LAST = FIRST + 999;
const about = (one, other, most = 1e-9) => assert.ok(Math.abs(one - other) <= most, `${one} is not ${other}`);

test("without events time runs evenly", () => {
  const clock = Atlas.unevenClock(FIRST, LAST, []);
  assert.equal(clock.at(0), FIRST);
  about(clock.at(0.25), FIRST + 250);
  about(clock.at(1), LAST + 1);
  about(clock.of(FIRST + 500), 0.5);
});

test("part and day are two ways to say the same, on any clock", () => {
  const starts = [FIRST, FIRST + 10, FIRST + 10, FIRST + 11, FIRST + 600, LAST];
  const clock = Atlas.unevenClock(FIRST, LAST, starts);
  for (let part = 0; part < 1; part += 0.0137) about(clock.of(clock.at(part)), part);
  for (let day = FIRST; day <= LAST; day += 7.3) about(clock.at(clock.of(day)), day, 1e-6);
});

test("time only goes forward, and is slower where events are", () => {
  const clock = Atlas.unevenClock(FIRST, LAST, [FIRST + 500, FIRST + 500]);
  let before = -1;
  for (let day = FIRST; day <= LAST + 1; day += 0.5) {
    assert.ok(clock.of(day) > before || day > LAST + 1);
    before = clock.of(day);
  }
  const busy = clock.of(FIRST + 501) - clock.of(FIRST + 500);
  const quiet = clock.of(FIRST + 101) - clock.of(FIRST + 100);
  about(busy / quiet, 91, 1e-6); // two events of 45 days each, and the day itself
});

test("what lies outside is held to the ends", () => {
  const clock = Atlas.unevenClock(FIRST, LAST, [FIRST - 1, LAST + 1, FIRST + 5]);
  assert.equal(clock.at(-3), FIRST);
  about(clock.at(7), LAST + 1);
  assert.equal(clock.of(FIRST - 1000), 0);
  about(clock.of(LAST + 1000), 1);
  about(clock.of(FIRST + 5), 5 / (1000 + 45));
});

test("a range of one day has a clock", () => {
  const clock = Atlas.unevenClock(FIRST, FIRST, [FIRST]);
  assert.equal(clock.at(0), FIRST);
  about(clock.at(0.5), FIRST + 0.5);
  about(clock.of(FIRST + 1), 1);
});
