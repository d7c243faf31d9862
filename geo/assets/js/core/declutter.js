/* Pulls symbols apart that would lie on each other, each no farther from its true point than needed; what
   geo/maps/declutter.py does with the same points is held to it by one table of cases. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const ROUNDS = 80;
  const GOLDEN = 2.399963;
  const PULL = 0.06;
  const REACH = 3; // of distances: what lies farther away is never pushed against
  const STILL_PX = 1;

  /** @param {number} value  in pixels */
  const rounded = (value) => Math.round(value * 10) / 10;

  /** @param {[number, number]} here @param {[number, number]} there @param {number} distance @param {number} turn */
  const push = (here, there, distance, turn) => {
    let dx = there[0] - here[0];
    let dy = there[1] - here[1];
    let gap = Math.hypot(dx, dy);
    if (gap >= distance) return;
    if (gap < 0.01) [dx, dy, gap] = [Math.cos(turn), Math.sin(turn), 1];
    const share = (distance - gap) / gap / 2;
    here[0] -= dx * share;
    here[1] -= dy * share;
    there[0] += dx * share;
    there[1] += dy * share;
  };

  Atlas.apart = (points, distance) => {
    const crowded = new Set();
    const pairs = [];
    for (let i = 0; i < points.length; i++) {
      for (let j = i + 1; j < points.length; j++) {
        const gap = Math.hypot(points[j][0] - points[i][0], points[j][1] - points[i][1]);
        if (gap < REACH * distance) pairs.push([i, j]);
        if (gap < distance) crowded.add(i).add(j);
      }
    }
    // a small spiral start, so that symbols of one point leave it in different directions
    const aside = distance * 0.2;
    /** @type {[number, number][]} */
    const at = points.map(([x, y], i) =>
      crowded.has(i) ? [x + Math.cos(i * GOLDEN) * aside, y + Math.sin(i * GOLDEN) * aside] : [x, y]
    );
    for (let round = 0; round < ROUNDS; round++) {
      const pull = PULL * (1 - round / ROUNDS);
      at.forEach((here, i) => {
        here[0] += (points[i][0] - here[0]) * pull;
        here[1] += (points[i][1] - here[1]) * pull;
      });
      for (const [i, j] of pairs) push(at[i], at[j], distance, i + j);
    }
    return at.map(([x, y], i) => {
      const [dx, dy] = [x - points[i][0], y - points[i][1]];
      return Math.hypot(dx, dy) < STILL_PX ? [0, 0] : [rounded(dx), rounded(dy)];
    });
  };
})(globalThis);
