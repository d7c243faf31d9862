// Battle plans: how sharp a mark may be, what a day shows by whose account, where labels find room.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/core/steps.js";
import "../../geo/assets/js/core/symbols.js";
import "../../geo/assets/js/layers/plan/rules.js";
import "../../geo/assets/js/layers/plan/doubt.js";
import "../../geo/assets/js/layers/plan/labels.js";
import "../../geo/assets/js/layers/plan/lines.js";
import "../../geo/assets/js/layers/plan/strip.js";
import "../../geo/assets/js/layers/plan/order.js";

const { Atlas } = globalThis;

const claim = (id, side, from, to, more = {}) => ({ id, side, party: side, from, to, km: 2, account: "both", ...more });
const line = (id, side, from, to, more) => claim(id, side, from, to, { kind: "front", ...more });
const unit = (id, name, from, to, more) => claim(id, "a", from, to, { unit: name, at: [130, 42], ...more });
const day = (on, attested, more = {}) => ({ on, attested, ...more });
const PLAN = /** @type {any} */ ({
  event: "battle",
  sides: { a: "Northern", b: "Southern" },
  parties: {},
  rears: {},
  features: [],
  disputed: [],
  contested: [],
  days: [
    day("1938-07-29", true, { sides: ["a", "b"], captions: [{ event: "first-fight", text: "First fight" }] }),
    day("1938-07-30", false),
    day("1938-07-31", true, { sides: ["b"], captions: [{ event: "storm", text: "Storm" }] }),
    day("1938-08-01", true),
    day("1938-08-02", true),
  ],
  lines: [
    line("a-29", "a", "1938-07-29", "1938-07-29", { account: "a" }),
    line("b-29", "b", "1938-07-29", "1938-07-29", { account: "b", gone: "b-29-late" }),
    line("b-29-late", "b", "1938-07-29", "1938-07-29", { account: "b" }),
    line("b-31", "b", "1938-07-31", "1938-08-02"),
    line("frontier", "a", "1938-07-01", "1938-09-01", { kind: "claim" }),
  ],
  units: [
    unit("u-29", "guards", "1938-07-29", "1938-07-29"),
    unit("u-02", "guards", "1938-08-02", "1938-08-02", { at: [131, 42] }),
  ],
});
const ids = (list) => list.map(({ id }) => id);

test("the less is known, the wider and the paler a line, until it is a wash", () => {
  const looks = Array.from({ length: 400 }, (_, px) => Atlas.planLook(px));
  for (let px = 1; px < looks.length; px++) {
    const [before, here] = [looks[px - 1], looks[px]];
    assert.ok(here.core >= before.core && here.opacity <= before.opacity && here.way <= before.way, String(px));
    assert.ok(here.halo >= before.halo, String(px));
  }
  assert.ok(looks[330].opacity <= 0.1);
  assert.equal(looks[10].opacity, 1);
});

test("no mark claims more than its radius: a core is never wider than the doubt, nor sharp where that is wide", () => {
  for (let px = 4; px < 400; px++) {
    const { core, opacity, unit: look, isVague } = Atlas.planLook(px);
    assert.ok(core <= 2 * px, `${core} px at a radius of ${px}`);
    if (px > 165) assert.ok(opacity < 0.6, `opacity ${opacity} at ${px} px`);
    assert.equal(look, px <= 40 ? "sharp" : px <= 190 ? "soft" : "loose");
    assert.equal(isVague, px > 130);
  }
});

test("a halo stays inside the circle of doubt", () => {
  for (let px = 20; px < 400; px++) assert.ok(Atlas.planLook(px).halo <= px, String(px));
});

test("a day shows what is attested on it, the frontier apart", () => {
  const here = Atlas.planOn(PLAN, "1938-07-29", "both");
  assert.deepEqual(ids(here.lines), ["a-29", "b-29-late"]);
  assert.deepEqual(ids(here.earlier), ["b-29"]);
  assert.deepEqual(ids(here.claims), ["frontier"]);
  assert.deepEqual(ids(here.units), ["u-29"]);
});

test("an account leaves out what only the other side says, but keeps what neither belligerent says", () => {
  const mine = Atlas.planOn(PLAN, "1938-07-29", "a");
  assert.deepEqual(ids(mine.lines), ["a-29"]);
  assert.deepEqual(mine.earlier, []);
  assert.deepEqual(ids(mine.units), ["u-29"]);
  assert.deepEqual(ids(Atlas.planOn(PLAN, "1938-07-31", "a").lines), ["b-31"]);
});

test("a side without a line keeps its last one for a while, a unit its last place if it comes back", () => {
  const here = Atlas.planOn(PLAN, "1938-07-31", "both");
  assert.deepEqual(ids(here.stale), ["a-29"]);
  assert.deepEqual(ids(here.hollow), ["u-29"]);
  const later = Atlas.planOn({ ...PLAN, units: PLAN.units.slice(0, 1) }, "1938-07-31", "both");
  assert.deepEqual(later.hollow, [], "never attested again");
});

test("a unit's way from its last place is a track", () => {
  const [track] = Atlas.planOn(PLAN, "1938-08-02", "both").tracks;
  assert.deepEqual([track.from.id, track.to.id], ["u-29", "u-02"]);
});

test("a day without evidence says between which days nothing is attested", () => {
  const note = (on, accounts) => Atlas.planNote(PLAN, Atlas.planOn(PLAN, on, accounts));
  assert.equal(note("1938-07-30", "both"), "not attested between 29 July and 31 July");
  assert.equal(note("1938-07-29", "both"), "");
  assert.equal(note("1938-07-31", "a"), "the Northern account gives no line of its own for this day");
  assert.match(note("1938-07-31", "both"), /last attested/);
});

test("hours of a day span what single claims of it tell, and name a clock where all are by it", () => {
  const hours = (claims) => Atlas.planHours(Atlas.planOn({ ...PLAN, lines: [], units: claims }, "1938-07-31", "both"));
  const at = (id, time, more) => unit(id, id, "1938-07-31", "1938-07-31", { hours: time, ...more });
  assert.equal(
    hours([at("silent", undefined), unit("long", "long", "1938-07-30", "1938-08-02", { hours: "04:00" })]),
    null,
  );
  assert.deepEqual(hours([at("one", "05:15")]), { span: "05:15", clock: "" });
  const two = [at("one", "18:00", { clock: "local time" }), at("two", "05:15–06:00", { clock: "local time" })];
  assert.deepEqual(hours(two), { span: "05:15–18:00", clock: "local time" });
  assert.equal(hours([...two, at("three", "07:00")]).clock, "");
});

test("the nearest day of a unit is this one where it is attested, else the nearest end of its days", () => {
  const near = (on, accounts) => Atlas.planNearest(PLAN, "guards", on, accounts)?.day;
  assert.deepEqual(["1938-07-29", "1938-07-30", "1938-08-01", "1938-09-01"].map((on) => near(on, "both")), [
    "1938-07-29",
    "1938-07-29",
    "1938-08-02",
    "1938-08-02",
  ]);
  assert.equal(Atlas.planNearest(PLAN, "nobody", "1938-07-30", "both"), null);
});

test("a plan begins with the day that tells most of both sides, or with the day of the part that is open", () => {
  assert.equal(Atlas.planStart(PLAN, "battle"), "1938-07-29");
  const quiet = [day("1938-07-27", true, { sides: ["a"] }), ...PLAN.days];
  const earlier = [line("a-27", "a", "1938-07-27", "1938-07-27"), unit("u-27", "guards", "1938-07-27", "1938-07-27")];
  const alone = ["one", "two", "three"].map((id) => line(id, "b", "1938-07-31", "1938-07-31"));
  const more = { ...PLAN, days: quiet, lines: [...earlier.slice(0, 1), ...alone, ...PLAN.lines], units: PLAN.units };
  assert.equal(Atlas.planStart(more, "battle"), "1938-07-29", "not the first, nor the one that tells of one side");
  const silent = { ...more, lines: alone, units: [] };
  assert.equal(Atlas.planStart(silent, "battle"), "1938-07-31", "of one side, where no day tells of both");
  const none = PLAN.days.map((one) => ({ ...one, attested: false }));
  assert.equal(Atlas.planStart({ ...PLAN, days: none, lines: [], units: [] }, "battle"), "1938-07-29");
  assert.equal(Atlas.planStart(PLAN, "storm"), "1938-07-31");
});

test("a plan that is opened in a range of days begins within it", () => {
  assert.equal(Atlas.planStart(PLAN, "battle", { from: "1938-07-30", to: "1938-08-02" }), "1938-07-31");
  assert.equal(Atlas.planStart(PLAN, "storm", { from: "1938-07-29", to: "1938-07-30" }), "1938-07-29");
  assert.equal(Atlas.planStart(PLAN, "battle", { from: "1938-08-02" }), "1938-08-02");
  assert.equal(Atlas.planStart(PLAN, "battle", { from: "1938-09-01", to: null }), "1938-07-29", "after its end");
});

test("nothing of a day is known closer only where neither its lines nor its units are", () => {
  const day = /** @type {any} */ ({ lines: [{ km: 15 }], ways: [], units: [{ km: 2 }, { km: 9 }] });
  const doubt = Atlas.planDoubt(day);
  assert.deepEqual(doubt, { km: 15, what: "lines", leastKm: 2 });
  const { loosePx } = read("geo/assets/looks.json").plan;
  assert.equal(Atlas.isLost(doubt, 15 / (loosePx + 1)), false, "a unit is known well enough here");
  assert.equal(Atlas.isLost(doubt, 2 / (loosePx + 1)), true);
  assert.deepEqual(Atlas.planDoubt({ ...day, lines: [] }), { km: 2, what: "units", leastKm: 2 });
  assert.equal(Atlas.planDoubt({ ...day, lines: [], units: [] }), null);
  assert.equal(Atlas.isLost(null, 1), false);
});

test("days of which nothing new is told run together, attested ones apart from others", () => {
  const cells = Atlas.planCells(PLAN.days);
  const said = cells.map(({ day, run }) => (day ? day.on : run.map(({ on }) => on).join("/")));
  assert.deepEqual(said, ["1938-07-29", "1938-07-30/1938-07-30", "1938-07-31", "1938-08-01/1938-08-02"]);
});

for (const { name, day: told, expect } of read("tests/cases/captions.json").cases) {
  test(`says a day as Python does: ${name}`, () => assert.equal(Atlas.planCaption(told), expect));
}

test("a plate with a line to its point is drawn into what is seen, and lies on no other there", () => {
  const board = new Atlas.LabelBoard({ x: 0, y: 0, w: 300, h: 200 });
  const how = { radii: [10, 40, 80], must: true, isLed: true };
  const boxes = [[4, 100], [296, 100], [150, 196], [290, 104]].map(([x, y]) => board.put({ x, y }, 120, 20, how));
  for (const box of boxes) assert.ok(board.isInside(box, 0) && box.clash === 0, JSON.stringify(box));
});

test("labels do not lie on each other, and a must is placed even where all is full", () => {
  const board = new Atlas.LabelBoard({ x: 0, y: 0, w: 400, h: 300 });
  const boxes = Array.from({ length: 6 }, () => board.put({ x: 200, y: 150 }, 60, 16, { radii: [10, 30, 60] }));
  const placed = boxes.filter(Boolean);
  assert.ok(placed.length >= 4);
  for (const [i, a] of placed.entries()) {
    for (const b of placed.slice(i + 1)) {
      assert.ok(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y);
    }
  }
  const full = new Atlas.LabelBoard({ x: 0, y: 0, w: 400, h: 300 });
  full.block({ x: 0, y: 0, w: 400, h: 300 });
  assert.equal(full.put({ x: 200, y: 150 }, 60, 16, { radii: [10] }), null);
  assert.ok(full.put({ x: 200, y: 150 }, 60, 16, { radii: [10], must: true }));
});

test("a plate stays on its own side of the other side's line, where there is room", () => {
  const board = () => {
    const made = new Atlas.LabelBoard({ x: 0, y: 0, w: 600, h: 400 });
    made.hold([{ x: 300, y: 0 }, { x: 300, y: 400 }], "b");
    made.block({ x: 0, y: 100, w: 280, h: 200 }); // there would be less of a way to the other side
    return made;
  };
  const how = { radii: [20, 120], must: true, isLed: true, toward: Math.PI };
  const middle = (more) => board().put({ x: 290, y: 200 }, 80, 20, { ...how, ...more }).middle;
  assert.ok(middle({}).x > 300, "nothing is known of sides");
  assert.ok(middle({ side: "a" }).x < 300);
  assert.ok(middle({ side: "b" }).x > 300, "its own line is none to keep behind");
  const beyond = board().put({ x: 310, y: 200 }, 80, 20, { ...how, side: "a" });
  assert.ok(beyond.middle.x < 300, "a unit on the line, or past it, is named on its own side");
});

test("a name that has to stay near its place is left out where it cannot", () => {
  const board = new Atlas.LabelBoard({ x: 0, y: 0, w: 400, h: 300 });
  const how = { radii: [0, 30, 60], within: 10 };
  const box = board.put({ x: 200, y: 150 }, 60, 16, how);
  assert.deepEqual(box.middle, { x: 200, y: 150 });
  assert.equal(board.put({ x: 200, y: 150 }, 60, 16, how), null);
});

test("text along a line reads from left to right, and stays off a sharp bend", () => {
  const board = new Atlas.LabelBoard({ x: 0, y: 0, w: 500, h: 300 });
  const part = board.along([{ x: 400, y: 100 }, { x: 50, y: 100 }], 120, 14);
  assert.ok(part[0].x < part[part.length - 1].x);
  const corner = [{ x: 50, y: 100 }, { x: 110, y: 100 }, { x: 110, y: 160 }];
  assert.equal(new Atlas.LabelBoard({ x: 0, y: 0, w: 500, h: 300 }).along(corner, 110, 14), null);
});
