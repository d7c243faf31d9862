/* Web Mercator: where a place lies on a world that is one wide and one high. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.worldX = (lon) => (lon + 180) / 360;
  Atlas.latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
  Atlas.worldY = (lat) => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
})(globalThis);
