// What is told of the day that time has come to.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/controls/under_way.js";

const { Atlas } = globalThis;
const event = (id, firstDay, lastDay, kind = "incident", partOf = "") => ({
  id,
  title: id,
  firstDay,
  lastDay,
  kind,
  partOf,
});

test("the newest is told first, a battle before a meeting, the whole before its parts", () => {
  const [old, meeting, part, battle] = [
    event("old", 1, 90, "battle"),
    event("meeting", 5, 5, "diplomatic"),
    event("part", 5, 6, "battle", "battle"),
    event("battle", 5, 20, "battle"),
  ];
  assert.equal(Atlas.toldFirst([old, meeting, part, battle]).id, "battle");
  assert.equal(Atlas.toldFirst([old, meeting, part]).id, "part");
  assert.equal(Atlas.toldFirst([meeting, old]).id, "meeting");
  assert.equal(Atlas.toldFirst([]), null);
});

test("what lasts for years comes last", () => {
  const found = Atlas.shortestFirst([event("years", 1, 900), event("day", 400, 400), event("week", 398, 404)]);
  assert.deepEqual(found.map(({ id }) => id), ["day", "week", "years"]);
});
