/* Pulls symbols apart that would lie on each other, each no farther from its true point than needed. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const ROUNDS = 80, GOLDEN = 2.399963;

  /**
   * @param {[number, number][]} points  true positions in pixels
   * @param {number} distance  what two symbols keep between their centres, in pixels
   * @returns {[number, number][]}  offsets in pixels; [0, 0] where nothing is near; the same input gives the same output
   */
  Atlas.dodge = (points, distance) => {
    const n = points.length;
    const crowded = new Uint8Array(n), pairs = [];
    const reach = distance * 3;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const dx = points[j][0] - points[i][0], dy = points[j][1] - points[i][1];
        if (dx * dx + dy * dy < reach * reach) pairs.push([i, j]);
        if (dx * dx + dy * dy < distance * distance) crowded[i] = crowded[j] = 1;
      }
    }
    // a small spiral start, so that symbols of one point leave it in different directions
    const at = points.map(([x, y], i) => (crowded[i]
      ? [x + Math.cos(i * GOLDEN) * distance * 0.2, y + Math.sin(i * GOLDEN) * distance * 0.2]
      : [x, y]));
    for (let round = 0; round < ROUNDS; round++) {
      const pull = 0.06 * (1 - round / ROUNDS);
      for (let i = 0; i < n; i++) {
        at[i][0] += (points[i][0] - at[i][0]) * pull;
        at[i][1] += (points[i][1] - at[i][1]) * pull;
      }
      for (const [i, j] of pairs) {
        let dx = at[j][0] - at[i][0], dy = at[j][1] - at[i][1];
        let gap = Math.hypot(dx, dy);
        if (gap >= distance) continue;
        if (gap < 0.01) { dx = Math.cos(i + j); dy = Math.sin(i + j); gap = 1; }
        const push = (distance - gap) / gap / 2;
        at[i][0] -= dx * push; at[i][1] -= dy * push;
        at[j][0] += dx * push; at[j][1] += dy * push;
      }
    }
    return at.map(([x, y], i) => {
      const dx = x - points[i][0], dy = y - points[i][1];
      return Math.hypot(dx, dy) < 1 ? [0, 0] : [Math.round(dx * 10) / 10, Math.round(dy * 10) / 10];
    });
  };
})(typeof window === "undefined" ? globalThis : window);
