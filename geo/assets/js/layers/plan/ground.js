/* The ground of a battle plan, painted on a canvas: water, and summits in hachures. Strokes are drawn by a seed, so that
   nothing flickers; the less a summit's place is known, the fewer and paler they are. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { clamp } = Atlas;
  const RIVER_KM = 0.07;
  const SUMMIT = { px: 4, perRoot: 9, grow: 1.28, growFrom: 10.5, least: 7, most: 34 };
  const USUAL_RISE_M = 45; // over the plain, where no height is told
  const FOOT_M = 40; // how far the plain lies under the lowest summit
  const STROKES = 26;
  const VAGUE_STROKES = 16;
  const GRAIN_PX = 420;

  /** Numbers between 0 and 1 that are the same every time. @param {number} seed */
  const seeded = (seed) => () => ((seed = (seed * 1664525 + 1013904223) % 4294967296) / 4294967296);

  const grain = () => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = GRAIN_PX;
    const pen = tile.getContext("2d");
    const next = seeded(7);
    for (let i = 0; i < 6000; i++) {
      pen.fillStyle = `rgba(${next() < 0.5 ? "70,50,25" : "255,255,255"},${0.015 + next() * 0.035})`;
      pen.fillRect(next() * GRAIN_PX, next() * GRAIN_PX, 1 + next() * 1.3, 1 + next());
    }
    return tile;
  };
  let paper = null;

  const trace = (pen, points) => {
    pen.beginPath();
    points.forEach(({ x, y }, i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  };

  /** A stroke down a slope: thick above, thin below. */
  const stroke = (pen, x, y, dx, dy, wide) => {
    const length = Math.hypot(dx, dy) || 1;
    const [a, b] = [(-dy / length) * wide / 2, (dx / length) * wide / 2];
    pen.beginPath();
    pen.moveTo(x + a, y + b);
    pen.quadraticCurveTo(x + dx / 2 + a * 0.6, y + dy / 2 + b * 0.6, x + dx, y + dy);
    pen.quadraticCurveTo(x + dx / 2 - a * 0.6, y + dy / 2 - b * 0.6, x - a, y - b);
    pen.fill();
  };

  const water = (pen, feature, spot, scale, ink) => {
    const points = feature.course.map(spot);
    trace(pen, points);
    if (feature.is_area) {
      pen.closePath();
      pen.save();
      pen.fillStyle = ink.water;
      pen.fill();
      pen.clip();
      pen.strokeStyle = ink.shore;
      for (let i = 1; i <= 5; i++) {
        pen.globalAlpha = 0.34 - i * 0.05;
        pen.lineWidth = i * 6.5;
        pen.stroke();
      }
      pen.restore();
      pen.strokeStyle = ink.shore;
      pen.lineWidth = 1.3;
      pen.stroke();
      return;
    }
    const wide = clamp(1.8, RIVER_KM / scale, 10);
    pen.strokeStyle = ink.shore;
    pen.lineWidth = wide + 1.8;
    pen.globalAlpha = 0.85;
    pen.stroke();
    pen.globalAlpha = 1;
    pen.strokeStyle = ink.water;
    pen.lineWidth = wide;
    pen.stroke();
  };

  const summit = (pen, feature, spot, scale, zoom, plain) => {
    const { x, y } = spot(feature.at);
    const rise = clamp(20, (feature.m ?? plain + USUAL_RISE_M) - plain, 150);
    const size = (SUMMIT.px + SUMMIT.perRoot * Math.sqrt(rise / 100)) * SUMMIT.grow ** (zoom - SUMMIT.growFrom);
    const big = clamp(SUMMIT.least, size, SUMMIT.most);
    const { isVague } = Atlas.planLook(feature.km / scale);
    const next = seeded(Math.round(feature.at[1] * 1e5 + feature.at[0] * 1e3));
    const count = isVague ? VAGUE_STROKES : STROKES;
    for (let ring = 0; ring < 2; ring++) {
      for (let i = 0; i < count; i++) {
        if (isVague && next() < 0.3) continue;
        const turn = ((i + ring / 2 + (next() - 0.5) * 0.45) / count) * 2 * Math.PI;
        const from = ring ? big * 1.02 : big * 0.38;
        const length = (ring ? big * 0.55 : big * 0.62) * (0.75 + next() * 0.5);
        const [dx, dy] = [Math.cos(turn) * 1.15, Math.sin(turn) * 0.9];
        pen.globalAlpha = (isVague ? 0.34 : 0.78) * (ring ? 0.6 : 1);
        stroke(pen, x + dx * from, y + dy * from, dx * length, dy * length, isVague ? 2.6 : clamp(1.5, big / 8, 3));
      }
    }
  };

  /** The colours of the ground in the page's theme; a canvas takes no custom properties. */
  Atlas.groundInks = () => {
    const probe = document.createElement("i");
    document.body.append(probe);
    const found = Object.fromEntries(["hachure", "water", "shore"].map((name) => {
      probe.style.color = `var(--plan-${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return { ...found, grain: Atlas.theme() === "dark" ? 0.35 : 1 };
  };

  Atlas.paintGround = (pen, plan, view) => {
    const { spot, scale, zoom, ink, box } = view;
    paper = paper || grain();
    pen.lineCap = pen.lineJoin = "round";
    pen.globalAlpha = Math.min(1, Math.max(0, zoom - 9) / 2) * ink.grain;
    pen.fillStyle = pen.createPattern(paper, "repeat");
    pen.fillRect(box.x, box.y, box.w, box.h);
    pen.globalAlpha = 1;
    for (const feature of plan.features) {
      if (feature.course && feature.kind === "water") water(pen, feature, spot, scale, ink);
    }
    const heights = plan.features.filter(({ kind }) => kind === "height");
    const told = heights.filter(({ m }) => m !== undefined).map(({ m }) => m);
    const plain = told.length ? Math.max(0, Math.min(...told) - FOOT_M) : 0;
    pen.fillStyle = ink.hachure;
    for (const feature of heights) summit(pen, feature, spot, scale, zoom, plain);
    pen.globalAlpha = 1;
  };
})(globalThis);
