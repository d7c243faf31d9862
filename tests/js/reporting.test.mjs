// What the map reports reaches the page, each report by itself.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/frame/reporting.js";

const { Atlas } = globalThis;
const page = /** @type {any} */ (globalThis);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** What the page has been told, in order. */
const told = () => {
  const said = [];
  page.parent = { dispatchEvent: () => true };
  page.Streamlit = { setComponentValue: ({ kind }) => said.push(kind) };
  return said;
};

test("a report by itself is told at once", async () => {
  const said = told();
  Atlas.reporting(false, null)("view", { z: 5 });
  await pause(0);
  assert.deepEqual(said, ["view"]);
});

test("of two reports at once none is lost: the second waits until the first has been heard", async () => {
  const said = told();
  const report = Atlas.reporting(false, null);
  report("plan", { unit: "a" });
  report("view", { z: 12 });
  await pause(20);
  assert.deepEqual(said, ["plan"]);
  await pause(150);
  assert.deepEqual(said, ["plan", "view"]);
});
