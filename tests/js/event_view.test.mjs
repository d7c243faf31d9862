// The map looks at an event as Python has it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "./atlas.mjs";
import "../../geo/assets/js/core/mercator.js";
import "../../geo/assets/js/core/gather.js";
import "../../geo/assets/js/core/event_view.js";

const { Atlas } = globalThis;
const { base, cases, opens, plans } = read("tests/cases/event_view.json");

for (const { name, event, size: [x, y], events, expect } of cases) {
  test(`looks where Python does: ${name}`, () => {
    const all = (events === "base" ? base : events).map(([id, partOf, lat, lon, km]) => ({ id, partOf, lat, lon, km }));
    const view = Atlas.viewOf(all, event, { x, y }, 3);
    assert.equal(view && view.z, expect && expect.z);
    for (const axis of expect ? ["lat", "lon"] : []) {
      assert.ok(Math.abs(view[axis] - expect[axis]) < 0.0002, `${axis}: ${view[axis]} for ${expect[axis]}`);
    }
  });
}

for (const { name, size: [x, y], expect, ...battle } of plans) {
  test(`looks at a plan where Python does: ${name}`, () => {
    const view = Atlas.planView(/** @type {any} */ (battle), /** @type {any} */ ({ x, y }), Atlas.looks.plan);
    assert.equal(view.z, expect.z);
    for (const axis of ["lat", "lon"]) assert.ok(Math.abs(view[axis] - expect[axis]) < 0.0002, axis);
  });
}

for (const { name, plan, at: [lat, lon], expect } of opens) {
  test(`opens a battle on its plan where Python does: ${name}`, () => {
    const { size: [x, y], ...battle } = plans.find((one) => one.name === plan);
    const size = /** @type {any} */ ({ x, y });
    assert.equal(Atlas.planHolds(/** @type {any} */ (battle), { lat, lon }, size, Atlas.looks.plan), expect);
  });
}
