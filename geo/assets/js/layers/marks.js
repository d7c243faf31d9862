/* The marks of the canvas layer: how they look, and which of them the pointer meets. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const HIT_CELLS = 2; // a pointer this many cells away still meets a mark
  const SIZES_PX = [4, 5.5, 7]; // radius of a mark for one event, for FEW and for MANY in its cell
  const FEW = 4;
  const MANY = 30;
  const BADGE_RADIUS = 11; // what the drawings of the kinds are made for
  const OPEN = 1;
  const PAST = 2; // a mark's looks, added up
  const LOOKS = 4;
  const STYLES = Atlas.MARK_STYLES = LOOKS * SIZES_PX.length;
  const EDGE_PX = Math.max(...SIZES_PX) + 3; // how far a mark reaches beyond its cell
  const MOST_CHANGED = 100; // of so many cells one may have changed; of more, all are drawn

  Atlas.nearestMark = (owners, wide, [column, row], gapTo) => {
    const tall = owners.length / wide;
    let best = -1;
    let least = Atlas.looks.stackPx;
    for (let r = Math.max(0, row - HIT_CELLS); r <= Math.min(tall - 1, row + HIT_CELLS); r++) {
      for (let c = Math.max(0, column - HIT_CELLS); c <= Math.min(wide - 1, column + HIT_CELLS); c++) {
        const index = owners[r * wide + c];
        if (index < 0) continue;
        const gap = gapTo(index);
        if (gap < least || (best < 0 && gap === least)) [least, best] = [gap, index];
      }
    }
    return best;
  };

  /**
   * The colours of the page's theme. A canvas takes no custom properties, and one that depends on the theme is a colour
   * only once something has it.
   * @param {string[]} names
   * @returns {Map<string, string>}
   */
  const colours = (names) => {
    const probe = document.createElement("i");
    document.body.append(probe);
    const found = new Map(names.map((name) => {
      probe.style.color = `var(${name})`;
      return [name, getComputedStyle(probe).color];
    }));
    probe.remove();
    return found;
  };

  Atlas.MarkSheet = class {
    /** @param {string[]} kinds @param {Map<string, Drawing>} symbols @param {number} scale  pixels of the screen per px */
    constructor(kinds, symbols, scale) {
      // a small mark is copied as a small picture
      this.boxes = SIZES_PX.map((radius) => Math.ceil((radius + 1.5) * 2 * scale));
      this.step = Math.max(...this.boxes);
      const canvas = new OffscreenCanvas(this.step * SIZES_PX.length * LOOKS, this.step * Math.max(1, kinds.length));
      const pen = canvas.getContext("2d");
      const ink = colours(["--halo", "--paper", ...kinds.map((kind) => `--kind-${kind}`)]);
      kinds.forEach((kind, row) => {
        const badge = new root.Path2D(symbols.get(kind).badge);
        const colour = ink.get(`--kind-${kind}`);
        for (let look = 0; look < LOOKS; look++) {
          SIZES_PX.forEach((radius, size) => {
            const middle = this.boxes[size] / 2;
            pen.save();
            pen.translate(this._left(look, size) + middle, row * this.step + middle);
            pen.scale((radius / BADGE_RADIUS) * scale, (radius / BADGE_RADIUS) * scale);
            pen.globalAlpha = look & PAST ? 0.4 : 1;
            pen.lineWidth = (look & OPEN ? 1.6 : 1.2) * (BADGE_RADIUS / radius);
            pen.strokeStyle = look & OPEN ? colour : ink.get("--halo");
            pen.fillStyle = look & OPEN ? ink.get("--paper") : colour;
            if (look & OPEN) pen.fill(badge);
            pen.stroke(badge);
            if (!(look & OPEN)) pen.fill(badge);
            pen.restore();
          });
        }
      });
      this.picture = canvas.transferToImageBitmap(); // of a canvas every copy would be taken anew
    }

    /** @param {number} style  of `Atlas.markStyle` */
    draw(pen, kind, style, x, y) {
      const box = this.boxes[style % SIZES_PX.length];
      const [left, top] = [Math.round(x - box / 2), Math.round(y - box / 2)];
      pen.drawImage(this.picture, style * this.step, kind * this.step, box, box, left, top, box, box);
    }

    _left(look, size) {
      return (look * SIZES_PX.length + size) * this.step;
    }
  };

  Atlas.markStyle = (isOpen, isPast, count) =>
    ((isOpen ? OPEN : 0) + (isPast ? PAST : 0)) * SIZES_PX.length + (count >= MANY ? 2 : count >= FEW ? 1 : 0);

  /* While time runs, few marks change from one picture to the next: only those are drawn anew, and what lies on them. */
  Atlas.MarkPicture = class {
    constructor() {
      this.drawn = new Int32Array(0);
      this.forget();
    }

    /** What was drawn is gone. */
    forget() {
      this.of = "";
      this.sheet = null;
    }

    draw(pen, sheet, { of, wide, cellPx, wanted, scale, spot, kind }) {
      const { drawn } = this;
      const put = (cell) => {
        if (wanted[cell] < 0) return;
        const index = Math.floor(wanted[cell] / STYLES);
        const [x, y] = spot(index);
        sheet.draw(pen, kind(index), wanted[cell] % STYLES, x, y);
      };
      const isNew = of !== this.of || sheet !== this.sheet;
      const changed = [];
      for (let cell = 0; !isNew && cell < wanted.length; cell++) if (wanted[cell] !== drawn[cell]) changed.push(cell);
      if (isNew || changed.length > wanted.length / MOST_CHANGED) {
        pen.clearRect(0, 0, pen.canvas.width, pen.canvas.height);
        for (let cell = 0; cell < wanted.length; cell++) put(cell);
      } else {
        const reach = Math.ceil((EDGE_PX * 2) / cellPx);
        const tall = wanted.length / wide;
        for (const cell of changed) {
          const [column, row] = [cell % wide, Math.floor(cell / wide)];
          const [left, top] = [column, row].map((at) => Math.floor((at * cellPx - EDGE_PX) * scale));
          const side = Math.ceil((cellPx + 2 * EDGE_PX) * scale) + 1;
          pen.save();
          pen.beginPath();
          pen.rect(left, top, side, side);
          pen.clip();
          pen.clearRect(left, top, side, side);
          for (let r = Math.max(0, row - reach); r <= Math.min(tall - 1, row + reach); r++) {
            for (let c = Math.max(0, column - reach); c <= Math.min(wide - 1, column + reach); c++) put(r * wide + c);
          }
          pen.restore();
        }
      }
      this.drawn = wanted.slice();
      this.of = of;
      this.sheet = sheet;
    }
  };
})(globalThis);
