/* Lettering of a battle plan: each label takes the free spot nearest to what it names, the important ones first. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const MOST_OF_MAP = 0.9;
  const NOTE_PX = [315, 34];
  const DIRECTIONS = 24;
  const COST = { clash: 4, turned: 62, outside: 3000, outsideMust: 1500, across: 300 };
  const HOME_PX = 120; // towards a unit's own rear
  const EDGE_PX = 4; // of what is seen, left free
  const STEP_PX = 6;
  const MOST_BENT = 0.75; // radians within three steps, beyond which letters crowd
  const SPOTS = [0.5, 0.3, 0.7, 0.2, 0.8, 0.4, 0.6, 0.12, 0.88];

  const shared = (a, b) =>
    Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
    Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

  /** On which side of the way from a to b a point lies: above 0, below it, or 0 on the way. */
  const aside = (a, b, point) => (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x);
  const crosses = (a, b, c, d) => aside(a, b, c) * aside(a, b, d) < 0 && aside(c, d, a) * aside(c, d, b) < 0;

  /** Points at even steps along a line, each with its direction. */
  Atlas.paced = (points, step, start = step / 2) => {
    const found = [];
    let carry = start;
    for (let i = 1; i < points.length; i++) {
      const [dx, dy] = [points[i].x - points[i - 1].x, points[i].y - points[i - 1].y];
      const length = Math.hypot(dx, dy);
      if (!length) continue;
      for (; carry < length; carry += step) {
        const part = carry / length;
        found.push({
          x: points[i - 1].x + dx * part,
          y: points[i - 1].y + dy * part,
          ux: dx / length,
          uy: dy / length,
        });
      }
      carry -= length;
    }
    return found;
  };

  /** The straight line between the two points of a ring that lie farthest apart, as long as what is in the ring. */
  Atlas.longest = (ring) => {
    let [best, ends] = [0, [ring[0], ring[0]]];
    for (const one of ring) {
      for (const other of ring) {
        const apart = Math.hypot(one.x - other.x, one.y - other.y);
        if (apart > best) [best, ends] = [apart, [one, other]];
      }
    }
    return ends;
  };

  Atlas.LabelBoard = class {
    /** @param {{ x: number, y: number, w: number, h: number }} view  what is seen, in pixels of the layer */
    constructor(view) {
      this.view = view;
      this.taken = [];
      this.marks = [];
      this.lines = [];
    }

    block(box) {
      this.taken.push(box);
    }

    /** Make labels keep off a line where they can. */
    mark(points, weight, gap = 14) {
      for (const { x, y } of Atlas.paced(points, gap)) this.marks.push({ x, y, weight });
    }

    /** Make the other side's labels stay before a side's line where they can. */
    hold(points, side) {
      this.lines.push({ points, side });
    }

    /** Whether the way from one point to another leads over a line of another side. */
    isAcross(from, to, side) {
      return this.lines.some((line) =>
        line.side !== side && line.points.some((here, i) => i && crosses(from, to, line.points[i - 1], here))
      );
    }

    isFree(box) {
      return !this.taken.some((other) => shared(box, other) > 0);
    }

    isInside({ x, y, w, h }, edge = EDGE_PX) {
      const { view } = this;
      return x >= view.x + edge && y >= view.y + edge && x + w <= view.x + view.w - edge &&
        y + h <= view.y + view.h - edge;
    }

    /** Draw the middle of a box, so far from its edges, into what is seen. */
    drawnIn(x, y, half, tall) {
      const { view } = this;
      return [
        Atlas.clamp(view.x + EDGE_PX + half, x, view.x + view.w - EDGE_PX - half),
        Atlas.clamp(view.y + EDGE_PX + tall, y, view.y + view.h - EDGE_PX - tall),
      ];
    }

    /**
     * Take the cheapest box for a label near a point.
     * @param {{ x: number, y: number }} at
     * @param {number} w
     * @param {number} h
     * @param {{ toward?: number, radii: number[], far?: number, must?: boolean, isLed?: boolean, margin?: number,
     *   limit?: number, within?: number, most?: number, side?: string }} how  `isLed`: a line leads from the label to
     *   its point, so that it may stand anywhere; `within`: so near its point the middle has to be; `most`: the part of
     *   it that may lie over others; `side`: whose it is, so that it does not stand behind the other's line
     */
    put(at, w, h, how) {
      const { toward, radii, far = 1, must = false, isLed = false, margin = 3, limit = Infinity } = how;
      const { within = Infinity, most = Infinity, side } = how;
      const home = toward === undefined
        ? at
        : { x: at.x + Math.cos(toward) * HOME_PX, y: at.y + Math.sin(toward) * HOME_PX };
      const isBeyond = side && this.isAcross(at, home, side); // it stands on the other's line, or past it
      let best = null;
      for (const radius of radii) {
        for (let i = 0; i < (radius ? DIRECTIONS : 1); i++) {
          const turn = (i / DIRECTIONS) * 2 * Math.PI;
          let [x, y] = [at.x, at.y]; // without a radius it stands on its point
          if (radius) {
            x += Math.cos(turn) * (radius + (w / 2) * Math.abs(Math.cos(turn)));
            y += Math.sin(turn) * (radius + (h / 2) * Math.abs(Math.sin(turn)));
          }
          if (isLed && must) [x, y] = this.drawnIn(x, y, w / 2 + margin, h / 2 + margin);
          if (Math.hypot(x - at.x, y - at.y) > within) continue;
          const box = { x: x - w / 2 - margin, y: y - h / 2 - margin, w: w + 2 * margin, h: h + 2 * margin };
          let cost = radius * far;
          if (toward !== undefined) cost += (1 - Math.cos(turn - toward)) * COST.turned;
          if (!this.isInside(box)) cost += must ? COST.outsideMust : COST.outside;
          if (best && cost >= best.cost) continue; // whatever lies there
          for (const mark of this.marks) {
            const isOver = mark.x > box.x && mark.x < box.x + box.w && mark.y > box.y && mark.y < box.y + box.h;
            if (isOver) cost += mark.weight;
          }
          if (best && cost >= best.cost) continue;
          if (side && this.isAcross(at, { x, y }, side) !== isBeyond) cost += COST.across;
          if (best && cost >= best.cost) continue;
          let clash = 0;
          for (const other of this.taken) clash += shared(box, other);
          cost += clash * COST.clash;
          if (!best || cost < best.cost) best = { ...box, cost, clash, middle: { x, y } };
        }
      }
      if (!best || (!must && (best.clash > 0 || best.cost > limit)) || best.clash > most * w * h) return null;
      this.taken.push(best);
      return best;
    }

    /** Take the first straight enough, free stretch of a line for a text so wide; its points, left to right. */
    along(points, wide, tall) {
      const isBack = points[points.length - 1].x < points[0].x;
      const paced = Atlas.paced(isBack ? [...points].reverse() : points, STEP_PX, 0);
      const count = Math.ceil(wide / STEP_PX);
      for (const spot of SPOTS) {
        const first = Math.round(spot * paced.length - count / 2);
        if (first < 0 || first + count >= paced.length) continue;
        const part = paced.slice(first, first + count + 1);
        const boxes = part.filter((_, i) => i % 2 === 0).map(({ x, y }) => ({
          x: x - tall / 2,
          y: y - tall / 2,
          w: tall,
          h: tall,
        }));
        const isBent = part.some((b, i) => {
          const a = part[i - 3];
          return a && Math.abs(Math.atan2(b.ux * a.uy - b.uy * a.ux, b.ux * a.ux + b.uy * a.uy)) > MOST_BENT;
        });
        const isOpen = boxes.every((box) => this.isInside(box, 8) && this.isFree(box));
        if (isBent || !isOpen || part.some(({ ux }) => ux < -0.35)) continue;
        for (const box of boxes) this.block(box);
        return part;
      }
      return null;
    }
  };

  const pen = root.document ? document.createElement("canvas").getContext("2d") : null;
  const widths = new Map(); // the same names come day after day
  if (root.document) document.fonts.addEventListener("loadingdone", () => widths.clear());
  Atlas.textWidth = (text, font) => {
    const key = `${font} ${text}`;
    let wide = widths.get(key);
    if (wide === undefined) {
      pen.font = font;
      wide = pen.measureText(text).width;
      widths.set(key, wide);
    }
    return wide;
  };

  /** Whether a control is a bar across the map. */
  const isBar = (control, map) => control.clientWidth > map.getSize().x * MOST_OF_MAP;

  /**
   * How much of the map the bars at its foot take; what else stands there covers a corner, and lettering keeps off it.
   * On a narrow map the corners meet.
   */
  Atlas.barsTall = (map) => {
    const box = map.getContainer();
    const { bottom } = box.getBoundingClientRect();
    const isNarrow = map.getSize().x < Atlas.looks.narrowPx;
    const controls = [...box.querySelectorAll(".leaflet-bottom.leaflet-left > .leaflet-control")];
    const bars = controls.filter((one) => one.clientWidth && (isNarrow || isBar(one, map)));
    return Math.max(0, ...bars.map((bar) => bottom - bar.getBoundingClientRect().top));
  };

  /** Lettering keeps off the controls. */
  Atlas.blockControls = (map, view) => {
    const box = map.getContainer();
    let lowest = view.seen.y + view.seen.h;
    for (const { control, x, y, w, h } of Atlas.controlBoxes(map)) {
      if (isBar(control, map)) continue;
      const corner = map.containerPointToLayerPoint([x, y]);
      view.board.block({ x: corner.x, y: corner.y, w, h });
      if (control.closest(".leaflet-bottom.leaflet-left")) lowest = Math.min(lowest, corner.y);
    }
    // the word about arrows comes there later, and lifts what stands above it
    const [wide, tall] = NOTE_PX.map((px) => px * Atlas.lettering(box));
    view.board.block({ x: view.seen.x, y: lowest - tall, w: wide, h: 2 * tall });
  };
})(globalThis);
