// What a drag of the page's year slider begins with, and where it leads; the page's elements are stand-ins.
import assert from "node:assert/strict";
import { test } from "node:test";

import "./atlas.mjs";
import "../../geo/assets/js/frame/slider_sync.js";

const { Atlas } = globalThis;

/** A thumb as Streamlit builds it: in a holder whose place is its style, on a track of a width. */
const thumbOf = (attributes, { width = 160, property = null } = {}) => {
  const holder = {
    contains: (target) => target === holder || target === thumb,
    parentElement: { getBoundingClientRect: () => ({ width }) },
  };
  const thumb = {
    closest: (selector) => (selector === '[style*="left"]' ? holder : null),
    getAttribute: (name) => attributes[name] ?? null,
    ...property,
  };
  return { thumb, holder };
};
const YEARS = { "aria-valuemin": "1929", "aria-valuemax": "1945" };
const two = (first, second, options) => [
  thumbOf({ ...YEARS, "aria-valuenow": String(first) }, options),
  thumbOf({ ...YEARS, "aria-valuenow": String(second) }, options),
];

test("a drag of the first thumb knows both years and what a pixel is worth", () => {
  const [one, other] = two(1931, 1939);
  const drag = Atlas.beginDrag([one.thumb, other.thumb], { target: one.holder, clientX: 50 });
  assert.deepEqual(drag, {
    clientX: 50,
    year: 1931,
    other: 1939,
    isFirst: true,
    perPx: 0.1,
    min: 1929,
    max: 1945,
  });
});

test("it leads to the year under the pointer, in order and within the slider", () => {
  const [one, other] = two(1931, 1939);
  const thumbs = [one.thumb, other.thumb];
  const first = Atlas.beginDrag(thumbs, { target: one.thumb, clientX: 50 });
  assert.deepEqual([50, 80, 86, -900, 900].map((x) => Atlas.draggedTo(first, x)), [
    [1931, 1939],
    [1934, 1939],
    [1935, 1939],
    [1929, 1939],
    [1939, 1939],
  ]);
  const second = Atlas.beginDrag(thumbs, { target: other.thumb, clientX: 50 });
  assert.equal(second.isFirst, false);
  assert.deepEqual([30, 900, -900].map((x) => Atlas.draggedTo(second, x)), [
    [1931, 1937],
    [1931, 1945],
    [1931, 1931],
  ]);
});

test("a range input, which holds its values itself, is a thumb too", () => {
  const property = { value: "1938", min: "1929", max: "1945" };
  const one = thumbOf({}, { property });
  const other = thumbOf({}, { property: { ...property, value: "1945" } });
  const drag = Atlas.beginDrag([one.thumb, other.thumb], { target: one.thumb, clientX: 0 });
  assert.deepEqual([drag.year, drag.other, drag.min, drag.max], [1938, 1945, 1929, 1945]);
});

test("a slider built in another way begins none", () => {
  const [one, other] = two(1931, 1939);
  const at = { target: one.thumb, clientX: 0 };
  assert.equal(Atlas.beginDrag([], at), null);
  assert.equal(Atlas.beginDrag([one.thumb], at), null, "one thumb");
  assert.equal(Atlas.beginDrag([one.thumb, other.thumb], { target: {}, clientX: 0 }), null, "beside the thumbs");
  const [narrow, narrower] = two(1931, 1939, { width: 0 });
  const hidden = Atlas.beginDrag([narrow.thumb, narrower.thumb], { target: narrow.thumb, clientX: 0 });
  assert.equal(hidden, null, "without width");
  const [bare, barer] = [thumbOf({ "aria-valuenow": "1931" }), thumbOf({ "aria-valuenow": "1939" })];
  const endless = Atlas.beginDrag([bare.thumb, barer.thumb], { target: bare.thumb, clientX: 0 });
  assert.equal(endless, null, "without ends");
  const loose = { ...one.thumb, closest: () => null };
  assert.equal(Atlas.beginDrag([loose, other.thumb], { target: loose, clientX: 0 }), null, "without a holder");
});
