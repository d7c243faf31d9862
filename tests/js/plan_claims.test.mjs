// No mark of a battle plan claims more than its radius, at any zoom: what is drawn is recorded and measured.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/days.js";
import "../../geo/assets/js/core/steps.js";
import "../../geo/assets/js/core/symbols.js";
import "../../geo/assets/js/layers/plan/rules.js";
import "../../geo/assets/js/layers/plan/labels.js";
import "../../geo/assets/js/layers/plan/lines.js";
import "../../geo/assets/js/layers/plan/units.js";

const { Atlas } = globalThis;
const { plan: rules } = read("geo/assets/looks.json");
const LATITUDE = 47;
const ZOOMS = [5, 6, 7, 8, 8.5, 9, 10, 11, 12, 13, 13.5];
const RADII_KM = [0.8, 1.5, 3, 5, 7, 9, 15, 20, 25, 40, 60];
const LEAST_PX = 2; // half of the thinnest line that can be seen

/** Every element that is drawn, with its attributes. */
let drawn = [];
Atlas.svg = (name, attributes) => {
  const node = { name, ...attributes, setAttribute() {}, textContent: "", append() {} };
  drawn.push(node);
  return /** @type {any} */ (node);
};
Atlas.textWidth = (text) => text.length * 8;

const scaleAt = (zoom) => (40075 * Math.cos((LATITUDE * Math.PI) / 180)) / (256 * 2 ** zoom);
const PATH = [[0, 0], [3, 4], [8, 6], [20, 5]]; // kilometres
const layers = Object.fromEntries(
  "halos hatches frontiers lines tracks ways leaders names units words".split(" ")
    .map((name) => [name, { childNodes: [] }]),
);

const viewAt = (zoom, claims = new Map(), seen = { x: -1e5, y: -1e5, w: 2e5, h: 2e5 }) => {
  const scale = scaleAt(zoom);
  return {
    seen,
    isSeen: ({ x, y }) => x > seen.x && y > seen.y && x < seen.x + seen.w && y < seen.y + seen.h,
    zoom,
    scale,
    size: 1,
    claims,
    isSmall: false,
    spot: ([x, y]) => ({ x: x / scale, y: y / scale }),
    toward: () => undefined,
    board: new Atlas.LabelBoard(seen),
    plan: { is_campaign: false, lines: [], parties: { north: { title: "North", side: "a", colour: "teal" } } },
  };
};
const line = (km, more = {}) => ({ id: "line", party: "north", side: "a", km, path: PATH, own: 1, ...more });
/** Every zoom with every radius, and that radius in pixels. */
const everywhere = (check) => {
  for (const zoom of ZOOMS) {
    for (const km of RADII_KM) check(zoom, km, km / scaleAt(zoom), `± ${km} km at zoom ${zoom}`);
  }
};
const record = (draw) => {
  drawn = [];
  draw();
  return drawn;
};
const cores = (marks) =>
  marks.filter((one) => one.name === "path" && one["stroke-width"] && one.class === "stroke" && one.opacity > 0.12);

test("a line's core is never wider than the doubt about it, and pale where that is wide", () => {
  everywhere((zoom, km, px, what) => {
    for (
      const core of cores(record(() => Atlas.planLine(/** @type {any} */ (line(km)), "now", viewAt(zoom), layers)))
    ) {
      assert.ok(core["stroke-width"] / 2 <= Math.max(px, LEAST_PX), `${what}: ${core["stroke-width"]} px`);
      if (px > rules.vaguePx) assert.ok(core.opacity <= 0.7, `${what}: opacity ${core.opacity}`);
      if (px > rules.loosePx) assert.ok(core.opacity <= 0.5, `${what}: opacity ${core.opacity}`);
    }
  });
});

test("a line is drawn where it was given, to a tenth of a pixel", () => {
  everywhere((zoom, km, _, what) => {
    const [halo] = record(() => Atlas.planLine(/** @type {any} */ (line(km)), "now", viewAt(zoom), layers))
      .filter(({ d }) => d);
    const points = halo.d.slice(1).split("L").map((pair) => pair.split(" ").map(Number));
    for (const [i, [x, y]] of points.entries()) {
      assert.ok(Math.hypot(x - PATH[i][0] / scaleAt(zoom), y - PATH[i][1] / scaleAt(zoom)) < 0.1, what);
    }
  });
});

test("a halo stays inside the doubt, but for the least that can be seen", () => {
  everywhere((zoom, km, px, what) => {
    const marks = record(() => Atlas.planLine(/** @type {any} */ (line(km)), "now", viewAt(zoom), layers));
    const widest = Math.max(...marks.map((one) => one["stroke-width"] || 0));
    const { core } = Atlas.planLook(px);
    assert.ok(widest / 2 <= Math.max(px, rules.halo.least) + core / 2, `${what}: ${widest} px`);
  });
});

test("a hatch covers no ground that the surer of two claims does not leave open", () => {
  everywhere((zoom, km, px, what) => {
    const claims = new Map([["one", { km }], ["other", { km: km * 2 }]]);
    const found = { a: "one", b: "other", what: "both", at: [3, 4], inner_km: 0.01 };
    const ring = [[0, 0], [3, 4], [3, 4.01], [0, 0]];
    const [, sliver] = record(() =>
      Atlas.planDispute(/** @type {any} */ ({ ...found, ring }), viewAt(zoom, claims), layers)
    )
      .filter(({ d }) => d);
    assert.ok(sliver["stroke-width"] / 2 <= px / 2 + 1e-9, `${what}: ${sliver["stroke-width"]} px`);
    const [disc] = record(() => Atlas.planDispute(/** @type {any} */ (found), viewAt(zoom, claims), layers))
      .filter(({ name }) => name === "circle");
    assert.ok(disc.r <= Math.max(px, 9), `${what}: a disc of ${disc.r} px`);
  });
});

test("a unit has a dot where its place is known, a soft plate where it is not quite, and beyond that lettering", () => {
  everywhere((zoom, km, px, what) => {
    const unit = {
      id: "u",
      unit: "u",
      party: "north",
      side: "a",
      at: [3, 4],
      km,
      short: "1st Regt",
      echelon: "regiment",
    };
    const view = viewAt(zoom);
    const [stack] = Atlas.planStacks(/** @type {any} */ ([{ unit, isHollow: false }]), view);
    const marks = record(() => Atlas.planUnits(stack, view, layers));
    const dots = marks.filter((one) => one.class === "spot");
    assert.equal(dots.length, px <= rules.sharpPx ? 1 : 0, what);
    const cloud = marks.find((one) => one.class === "cloud");
    assert.ok(cloud.r <= Math.max(px, 10), `${what}: a cloud of ${cloud.r} px`);
    if (px > rules.loosePx) assert.equal(stack.look, "loose", what);
  });
});

test("an arrow fades as its way is less known", () => {
  const way = (km) => /** @type {any} */ (line(km, { kind: "advance" }));
  for (const zoom of ZOOMS.filter((one) => one >= 8)) {
    const opacities = RADII_KM.map((km) =>
      record(() => Atlas.planWay(way(km), viewAt(zoom), layers)).find((one) => one.class === "body").opacity
    );
    for (let i = 1; i < opacities.length; i++) assert.ok(opacities[i] <= opacities[i - 1], `zoom ${zoom}`);
  }
});

test("units of one place stand in one stack, the larger first, each once", () => {
  const at = [3, 4];
  const unit = (id, echelon, more = {}) => ({
    id,
    unit: id,
    party: "north",
    side: "a",
    at,
    km: 1,
    short: id,
    echelon,
    ...more,
  });
  const units = [unit("regiment", "regiment"), unit("division", "division"), unit("regiment", "regiment")]
    .concat([unit("elsewhere", "army", { at: [9, 9] })]).map((one) => ({ unit: one, isHollow: false }));
  const stacks = Atlas.planStacks(/** @type {any} */ (units), viewAt(11));
  assert.deepEqual(stacks.map(({ units: own }) => own.map(({ id }) => id)), [["elsewhere"], ["division", "regiment"]]);
});

const standing = (id, side, echelon, at, more = {}) => ({
  isHollow: false,
  ...more,
  unit: { id, unit: id, party: side, side, at, km: 1, short: id, echelon, ...more },
});
const small = () => ({ ...viewAt(9), isSmall: true });
const must = (units, view) =>
  Atlas.planStacks(/** @type {any} */ (units), view).filter(({ isMust }) => isMust)
    .flatMap(({ units: own }) => own.map(({ id }) => id)).sort();

test("where there is little room, either side still has its greatest units named, those that stand together", () => {
  const here = [
    standing("division", "a", "division", [0, 0]),
    standing("lone-regiment", "b", "regiment", [90, 90]),
    standing("regiment", "b", "regiment", [50, 50]),
    standing("another-regiment", "b", "regiment", [50, 50]),
    standing("company", "b", "company", [50, 50]),
  ];
  assert.deepEqual(must(here, small()), ["another-regiment", "division", "regiment"]);
  const before = standing("of-days-before", "b", "division", [50, 50], { isHollow: true });
  assert.deepEqual(must([...here, before], small()), ["another-regiment", "division", "regiment"]);
  assert.deepEqual(must([here[0], before], small()), ["division", "of-days-before"], "where the day itself has none");
});

test("a unit of which a day tells at two places that the eye cannot tell apart is named once, where it is surest", () => {
  const rough = standing("division", "a", "division", [0, 0], { km: 9, id: "rough" });
  const sure = standing("division", "a", "division", [3, 0], { km: 2, id: "sure" });
  const drawnAt = (zoom) =>
    Atlas.planStacks(/** @type {any} */ ([rough, sure]), viewAt(zoom)).flatMap(({ units }) =>
      units.map(({ id }) => id)
    );
  assert.deepEqual(drawnAt(9), ["sure"]);
  assert.deepEqual(drawnAt(13).sort(), ["rough", "sure"]);
});

test("the name of a state stays on its ground, however far the map is", () => {
  for (const zoom of ZOOMS) {
    const scale = scaleAt(zoom);
    for (const km of [1, 10, 100]) {
      const state = record(() => Atlas.planState("North", { at: [0, 0], km }, viewAt(zoom), layers))
        .find(({ class: look }) => look === "words state");
      const half = (5 * 8 + 5 * 16 * 0.3) / 2;
      assert.equal(Boolean(state), half <= km / scale, `± ${km} km at zoom ${zoom}`);
      if (state) assert.ok(Math.abs(state.x) + half <= km / scale + 1, `± ${km} km at zoom ${zoom}`);
    }
  }
});

test("near by, where the spot of its name is out of sight, a state is named as long as that is its ground", () => {
  const scale = scaleAt(13);
  const named = (km, lines = []) => {
    const view = viewAt(13, new Map(), { x: 5 / scale, y: -300, w: 800, h: 600 });
    view.plan.lines = /** @type {any} */ (lines);
    const [state] = record(() => Atlas.planState("North", { at: [0, 0], km }, view, layers))
      .filter(({ class: look }) => look === "words state");
    return state ? state.x * scale : null;
  };
  assert.equal(named(4), null, "the map begins five kilometres from there");
  assert.ok(named(50) > 5);
  assert.ok(!(named(50, [{ kind: "claim" }]) > 5), "not on ground that sides claim against each other");
});

test("a place beyond the edge of the map is named at it only where its radius reaches into the map", () => {
  for (const [km, isNamed] of [[4, false], [6, true]]) {
    const view = viewAt(13, new Map(), { x: 5 / scaleAt(13), y: -300, w: 800, h: 600 });
    const feature = { id: "ford", name: "Ford", kind: "crossing", at: [0, 0], km, uses: 1 };
    const words = record(() => Atlas.planAway(/** @type {any} */ (feature), view, layers))
      .filter(({ name }) => name === "text");
    assert.equal(words.length === 1, isNamed, `± ${km} km`);
  }
});

test("where plates would lie on others only the first of each side is drawn, and the one that is looked up", () => {
  const units = ["a", "b"].flatMap((side) => [
    standing(`division-${side}`, side, "division", [0, 0]),
    standing(`regiment-${side}`, side, "regiment", [0.1, 0]),
  ]);
  const { plan, ...view } = viewAt(9, new Map(), { x: -60, y: -30, w: 120, h: 60 });
  const parties = { a: plan.parties.north, b: plan.parties.north };
  const named = (chosen) =>
    record(() => {
      const here = { ...view, plan: { ...plan, parties, units: [] }, chosen, board: new Atlas.LabelBoard(view.seen) };
      for (const stack of Atlas.planStacks(/** @type {any} */ (units), here)) Atlas.planUnits(stack, here, layers);
    }).filter(({ class: look }) => look === "plate").length;
  assert.equal(named(""), 2);
  assert.equal(named("regiment-a"), 3);
});

test("the name of a line does not stand behind the line of the other side", () => {
  const across = (side) => {
    const view = viewAt(11);
    view.board.hold([{ x: 15, y: -400 }, { x: 15, y: 400 }], "a");
    view.board.block({ x: -400, y: -400, w: 405, h: 800 }); // no room on its own side
    const how = { off: 5, toward: Math.PI, must: false, side };
    return record(() => Atlas.planWords("Line", { x: 0, y: 0 }, "side", how, view, layers)).length;
  };
  assert.equal(across("b"), 0);
  assert.ok(across("a") > 0);
});

test("words that had to stand far off what they name are led to it", () => {
  const leads = (blocked) => {
    const view = viewAt(11);
    if (blocked) view.board.block({ x: -50, y: -40, w: 100, h: 80 });
    return record(() => Atlas.planWords("Unit", { x: 0, y: 0 }, "dated", { off: 5 }, view, layers))
      .filter(({ class: look }) => look === "words-lead").length;
  };
  assert.deepEqual([leads(false), leads(true)], [0, 1]);
});
