/* Values that go in steps: a look that changes at certain zooms, and the place a key leads to in a list. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.clamp = (low, value, high) => Math.max(low, Math.min(high, value));

  Atlas.atZoom = (table, zoom) => table.findLast(([from]) => zoom >= from)[1];

  Atlas.walk = (key, here, count) => {
    const places = {
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      Home: 0,
      End: count - 1,
    };
    return Object.hasOwn(places, key) ? Math.max(0, Math.min(count - 1, places[key])) : null;
  };
})(globalThis);
