/* What stands for what on the map: a battle for its parts until one comes near, one disc for all that lie too close.
   geo/maps/gather.py does the same with the same places, and both are held to one table of cases. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const REMOTE = 6; // times as far from the middle of a family as its own: talks in a capital are not the field

  /** Each event's ancestors, nearest first. @param {number[]} parents @param {number} index */
  function* above(parents, index) {
    for (let at = parents[index]; at >= 0; at = parents[at]) yield at;
  }

  const median = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  };

  Atlas.near = (spots, floor) => {
    const places = [...new Map(spots.map((spot) => [spot.join(), spot])).values()];
    const [x, y] = [0, 1].map((axis) => median(places.map((place) => place[axis])));
    const gap = (spot) => Math.hypot(spot[0] - x, spot[1] - y);
    const most = Math.max(floor, REMOTE * median(places.map(gap)));
    return spots.map((spot) => gap(spot) <= most);
  };

  /** Which events stand for their parts, and for which: those whose family fills less than a span, but for what of it
      lies far away. */
  const folding = (points, parents, span) => {
    /** @type {Map<number, number[]>} */
    const families = new Map();
    points.forEach((_, index) => {
      for (const at of above(parents, index)) families.set(at, [...(families.get(at) || [at]), index]);
    });
    /** @type {Map<number, Set<number>>} */
    const folds = new Map();
    for (const [at, family] of families) {
      const isNear = Atlas.near(family.map((index) => points[index]), span);
      const close = family.filter((_, place) => isNear[place]);
      const sizes = [0, 1].map((axis) => {
        const along = close.map((index) => points[index][axis]);
        return Math.max(...along) - Math.min(...along);
      });
      if (close.includes(at) && Math.max(...sizes) < span) folds.set(at, new Set(close));
    }
    return folds;
  };

  /** Join what lies closer than a distance, each to the nearest, until nothing does. */
  const joined = (spots, distance) => {
    let found = spots;
    for (let before = -1; found.length !== before;) {
      before = found.length;
      const groups = [];
      for (const spot of found) {
        let nearest = null;
        let least = distance * distance;
        for (const group of groups) {
          const [dx, dy] = [
            group.sumX / group.weight - spot.sumX / spot.weight,
            group.sumY / group.weight - spot.sumY / spot.weight,
          ];
          const gap = dx * dx + dy * dy;
          if (gap < least) [nearest, least] = [group, gap];
        }
        if (!nearest) groups.push({ ...spot });
        else {
          nearest.heads = [...nearest.heads, ...spot.heads];
          nearest.sumX += spot.sumX;
          nearest.sumY += spot.sumY;
          nearest.weight += spot.weight;
        }
      }
      found = groups;
    }
    return found;
  };

  Atlas.gather = (points, parents, { span, distance, alone = -1 }) => {
    const folds = folding(points, parents, span);
    /** @type {Map<number, number[]>} */
    const families = new Map(); // the event whose symbol stands → all that it stands for
    points.forEach((_, index) => {
      let head = index;
      if (index !== alone) { for (const at of above(parents, index)) if (folds.get(at)?.has(index)) head = at; }
      families.set(head, [...(families.get(head) || []), index]);
    });
    const heads = [...families.keys()].sort((a, b) => a - b);
    const spotOf = (head) => ({ heads: [head], sumX: points[head][0], sumY: points[head][1], weight: 1 });
    const groups = joined(heads.filter((head) => head !== alone).map(spotOf), distance);
    if (families.has(alone)) groups.push(spotOf(alone));
    groups.sort((one, other) => one.heads[0] - other.heads[0]); // to open an event moves no other
    return groups.map((group) => ({
      x: group.sumX / group.weight,
      y: group.sumY / group.weight,
      head: group.heads.length === 1 ? group.heads[0] : -1,
      members: group.heads.flatMap((head) => families.get(head)).sort((a, b) => a - b),
    }));
  };

  /** Where groups stand on the screen, from their places: apart from each other, and never farther off than `most`. */
  Atlas.standing = (groups, distance, most) =>
    Atlas.apart(groups.map(({ x, y }) => [x, y]), distance).map(([dx, dy]) => {
      const part = Math.min(1, most / (Math.hypot(dx, dy) || 1));
      return [dx * part, dy * part];
    });
})(globalThis);
