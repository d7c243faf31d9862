// What the keys of a tour do, and which they leave to what has the focus.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/frame/tour_keys.js";

const { Atlas } = globalThis;

/** Something with the focus that lies in whatever one of the words names. */
const within = (...words) => ({ closest: (selector) => words.some((word) => selector.includes(word)) || null });
const BODY = within();
const press = (key, isPresented, more = {}) =>
  Atlas.tourAction(/** @type {any} */ ({ key, target: BODY, ...more }), isPresented);

test("page keys step in either view", () => {
  for (const isPresented of [false, true]) {
    assert.equal(press("PageDown", isPresented), "next");
    assert.equal(press("PageUp", isPresented), "previous");
  }
});

test("the others are for the presenter", () => {
  const actions = {
    ArrowRight: "next",
    ArrowDown: "next",
    ArrowLeft: "previous",
    ArrowUp: "previous",
    Escape: "leave",
    b: "blank",
    B: "blank",
    ".": "blank",
    s: "story",
    S: "story",
    t: "time",
    T: "time",
  };
  for (const [key, action] of Object.entries(actions)) {
    assert.equal(press(key, true), action, key);
    assert.equal(press(key, false), "", key);
  }
});

test("keys without a meaning, and the names of what every object has, do nothing", () => {
  for (const key of ["a", "Enter", " ", "Tab", "constructor", "toString"]) assert.equal(press(key, true), "", key);
});

test("a key with another held down is the browser's", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey"]) {
    assert.equal(press("PageDown", true, { [held]: true }), "", held);
  }
});

test("who writes or chooses keeps all keys", () => {
  for (const word of ["input", "textarea", "select", "contenteditable", "role=slider", "role=combobox"]) {
    assert.equal(press("PageDown", true, { target: within(word) }), "", word);
  }
});

test("an event on the map keeps its arrow keys only", () => {
  const target = within(".atlas-event");
  assert.equal(press("ArrowRight", true, { target }), "");
  assert.equal(press("PageDown", true, { target }), "next");
  assert.equal(press("Escape", true, { target }), "leave");
});

test("a key pressed on the document itself, which lies in nothing, counts", () => {
  assert.equal(press("PageDown", false, { target: {} }), "next");
  assert.equal(press("PageDown", false, { target: null }), "next");
});
