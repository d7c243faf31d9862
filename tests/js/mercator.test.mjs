// Web Mercator on a world of one by one.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/core/mercator.js";

const { Atlas } = globalThis;

test("the world is one wide and one high", () => {
  assert.deepEqual([-180, 0, 180].map(Atlas.worldX), [0, 0.5, 1]);
  assert.equal(Atlas.worldY(0), 0.5);
  const edge = (Math.atan(Math.sinh(Math.PI)) * 180) / Math.PI;
  assert.ok(Math.abs(Atlas.worldY(edge)) < 1e-12);
  assert.ok(Math.abs(Atlas.worldY(-edge) - 1) < 1e-12);
});

test("a place lies in the tile that the server has for it", () => {
  const tile = (lat, lon, zoom) => [Atlas.worldX(lon), Atlas.worldY(lat)].map((at) => Math.floor(at * 2 ** zoom));
  assert.deepEqual(tile(47.7, 118.6, 7), [106, 44]);
});
