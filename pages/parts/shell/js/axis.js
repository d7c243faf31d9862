/* The axis of time: the bars of the events, the range that is chosen, and what is told to map and server.

   The page sends it once (the template `page/axis.html`); what changes stands in a mark beside it (`page/axis_now.html`),
   so that a run of the page never takes away what is being held. What is chosen goes to the map at once, and to the page's
   script when it is let go. How near the axis stands is nobody else's business: a link leads to the range, and an axis
   on which that could not be seen comes near enough by itself. */
(function (root) {
  "use strict";
  const { document } = root;
  const scale = root.atlasAxisScale;
  const STEP = 3; // of a press on a button
  const GLIDE_MS = 180;
  const KEYS_REST_MS = 150; // of quick keys the first is told at once, and then the last
  const CLICK_PX = 4; // a pointer that moves less has not been dragged
  const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
  const LEAPS = { year: 5, month: 12, day: 7 };
  const WHEEL_PX = [1, 16, 400]; // a pixel, a line, a page

  let number = 0; // of what has been said last

  /** Write what is not there yet, into the text that stands: another node has every `:has()` of the page asked again.
      @param {Element} where @param {string} text */
  const say = (where, text) => {
    const words = where.firstChild;
    if (where.textContent === text) return;
    if (text && words instanceof Text) words.data = text;
    else where.textContent = text;
  };

  /** @param {HTMLElement} node */
  const axisOf = (node) => {
    const { name, map: place, first, last } = node.dataset;
    const whole = scale.ofYears(Number(first), Number(last));
    /** @type {<T extends Element = HTMLElement>(selector: string) => T} */
    const part = (selector) => node.querySelector(selector);
    const [plot, labels, fill] = [".axis-plot", ".years", ".axis-range"].map((name) => part(name));
    const [low, high] = ["start", "end"].map((end) => part(`.axis-thumb.${end}`));
    const [lowInput, highInput] = [low, high].map((thumb) => thumb.querySelector("input"));
    const [zoomIn, zoomOut] = ["in", "out"].map((way) => /** @type {HTMLButtonElement} */ (part(`[data-zoom=${way}]`)));
    const names = root.atlasAxisNames(labels, whole, say);
    const bars = root.atlasAxisBars(part(".axis-bars"), node.dataset.events, whole);
    let view = whole;
    /** @type {?Span} */
    let aim = null; // where a glide leads
    let range = whole;
    let chosen = null; // which of the events are shown; nothing means all
    let sent = 0; // number of the view that the page was sent to last
    let said = 0, heard = 0; // numbers of what has been told, and of what has been answered
    let width = 0;
    let isFirst = true;
    /** @type {?Held} */
    let held = null; // what a pointer is doing
    /** @type {Map<number, number>} */
    const pointers = new Map(); // id → x, of fingers
    let gliding = 0;
    /** @type {Timer} */
    let telling;
    let toldAt = -1e9;

    const dayAt = (clientX) => {
      const { left } = plot.getBoundingClientRect();
      return view.from + (clientX - left) * scale.lengthOf(view) / width;
    };
    const xOf = (day) => (day - view.from) * width / scale.lengthOf(view);
    const unit = () => scale.unitOf(scale.lengthOf(view));
    const inside = (day) => Math.max(whole.from, Math.min(whole.to, day));
    const isAll = () => range.from <= whole.from && range.to >= whole.to;

    // --- what is told ---

    const days = () => ({
      from: range.from <= whole.from ? null : scale.isoOf(range.from),
      to: range.to >= whole.to ? null : scale.isoOf(range.to - 1),
    });
    const tellMap = () => {
      /** @type {?HTMLIFrameElement} */
      const frame = document.querySelector(`.st-key-${place} iframe`);
      /** @type {any} */ (frame?.contentWindow)?.map?.atlas?.hold?.(days());
    };
    const tell = () => {
      clearTimeout(telling);
      toldAt = performance.now();
      root.atlasWire.tell("days", { name, ...days(), sent, n: said });
    };
    /** Have a range as the reader's choice. @param {Span} wanted */
    const choose = (wanted, isHeld = false, delay = 0) => {
      if (wanted.from === range.from && wanted.to === range.to) return;
      range = wanted;
      if (!isHeld) {
        said = number = Math.max(number + 1, Date.now());
        clearTimeout(telling);
        const wait = toldAt + delay - performance.now();
        if (wait > 0) telling = setTimeout(tell, wait);
        else {
          tell();
          setTimeout(follow); // Streamlit sends what it is told in a task of its own: the server works while the map does
          return;
        }
      }
      follow();
    };
    const follow = () => {
      tellMap();
      draw();
    };

    // --- what is seen ---

    const draw = () => {
      if (!width) return;
      bars.draw(view, width, chosen);
      names.draw(view, range, width);
      const [from, to] = [range.from, range.to].map((day) => Math.max(0, Math.min(width, xOf(day))));
      fill.style.left = `${from}px`;
      fill.style.width = `${to - from}px`;
      low.style.left = `${from}px`;
      high.style.left = `${to}px`;
      low.classList.toggle("away", range.from < view.from || range.from > view.to);
      high.classList.toggle("away", range.to < view.from || range.to > view.to);
      const isFar = scale.lengthOf(view) >= scale.lengthOf(whole) - 1;
      node.classList.toggle("is-near", !isFar);
      node.classList.toggle("is-limited", !isAll());
      zoomOut.disabled = isFar;
      zoomIn.disabled = scale.lengthOf(view) <= 31.5;
      name_(lowInput, range.from, "from");
      name_(highInput, range.to - 1, "to");
      say(part(".axis-where"), scale.whereabouts(view, whole));
      const words = isAll() ? "" : scale.words(range);
      say(part(".axis-words"), words);
      node.classList.toggle("is-range", Boolean(words));
      const help = node.parentElement?.querySelector(".time-help");
      if (help instanceof HTMLElement && help.dataset.words !== undefined) {
        say(help, words || help.dataset.words);
        help.classList.toggle("is-range", Boolean(words));
      }
      Object.assign(node.dataset, { from: days().from ?? "", to: days().to ?? "" });
    };
    /** @param {HTMLInputElement} input @param {number} day @param {"from" | "to"} end */
    const name_ = (input, day, end) => {
      input.min = String(whole.from);
      input.max = String(whole.to - 1);
      input.value = String(day);
      const edge = end === "from" ? range.from : range.to;
      const isYear = unit() === "year" && scale.snapped("year", edge) === edge;
      input.setAttribute(
        "aria-valuetext",
        isYear ? String(scale.partsOf(day)[0]) : scale.words({ from: day, to: day + 1 }),
      );
    };

    // --- nearer and further ---

    /** @param {Span} wanted */
    const show = (wanted, isGliding = false) => {
      root.cancelAnimationFrame(gliding);
      const from = view, started = performance.now();
      aim = wanted;
      const isStill = !isGliding || root.matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
      const step = () => {
        const part = isStill ? 1 : Math.min(1, (performance.now() - started) / GLIDE_MS);
        const eased = part === 1 ? 1 : 1 - (1 - part) ** 3;
        view = {
          from: from.from + (wanted.from - from.from) * eased,
          to: from.to + (wanted.to - from.to) * eased,
        };
        if (part === 1) [view, aim] = [wanted, null];
        else gliding = root.requestAnimationFrame(step);
        draw();
      };
      step();
    };
    /** Zoom by a factor, about what is chosen if that is a part of what is shown; from where a glide leads. */
    const zoom = (factor) => {
      const from = aim ?? view, middle = (range.from + range.to) / 2;
      const isPart = !isAll() && middle > from.from && middle < from.to;
      const about = isPart ? middle : (from.from + from.to) / 2;
      const near = scale.zoomed(from, whole, factor, about);
      show(factor < 1 ? scale.panned(near, whole, about - (near.from + near.to) / 2) : near, true);
    };
    const reveal = (day) => {
      const room = scale.lengthOf(view) * 0.04;
      if (day < view.from) view = scale.panned(view, whole, day - room - view.from);
      if (day > view.to) view = scale.panned(view, whole, day + room - view.to);
    };

    // --- what is done with it ---

    /** Move an end; they do not pass each other, and between them lies one day at least. */
    const moved = (end, day) => {
      const edge = inside(scale.snapped(unit(), day));
      if (end === "from") return { from: Math.min(edge, range.to - 1), to: range.to };
      return { from: range.from, to: Math.max(edge, range.from + 1) };
    };

    const press = (event) => {
      if (event.button) return;
      const { target, clientX, pointerId } = event;
      if (event.pointerType === "touch") pointers.set(pointerId, clientX);
      if (pointers.size === 2) return beginPinch();
      if (pointers.size > 2 || held) return;
      const thumb = target.closest(".axis-thumb");
      const day = dayAt(clientX), before = range;
      held = { x: clientX, y: event.clientY, day, before, view, isMoved: false, kind: "mark", pinch: null };
      if (thumb) {
        held.kind = thumb === low ? "from" : "to";
        (thumb === low ? lowInput : highInput).focus({ preventScroll: true });
        event.preventDefault(); // or the focus goes elsewhere
      } else if (target.closest(".years")) held.kind = "pan";
      else if (target.closest(".axis-line")) held.kind = isAll() || !target.closest(".axis-range") ? "pan" : "move";
      if (held.kind === "pan" && !node.classList.contains("is-near")) held.kind = "mark";
      plot.setPointerCapture(pointerId);
    };
    const beginPinch = () => {
      if (held) range = held.before;
      const [one, other] = [...pointers.values()];
      held = {
        x: 0,
        y: 0,
        day: 0,
        before: range,
        view,
        isMoved: true,
        kind: "pinch",
        pinch: { apart: Math.abs(one - other), day: dayAt((one + other) / 2) },
      };
      draw();
      tellMap();
    };
    const drag = (event) => {
      if (pointers.has(event.pointerId)) pointers.set(event.pointerId, event.clientX);
      if (!held) return;
      if (held.kind === "pinch") return pinch();
      const { clientX } = event;
      if (!held.isMoved && Math.abs(clientX - held.x) < CLICK_PX) return;
      held.isMoved = true;
      const away = (clientX - held.x) * scale.lengthOf(view) / width;
      if (held.kind === "pan") show(scale.panned(held.view, whole, -away));
      else if (held.kind === "move") choose(scale.shifted(held.before, unit(), away, whole), true);
      else if (held.kind === "mark") choose(marked(held.day, dayAt(clientX)), true);
      else choose(moved(held.kind, (held.kind === "from" ? held.before.from : held.before.to) + away), true);
    };
    const marked = (one, other) => {
      const [first, last] = [one, other].sort((a, b) => a - b);
      const from = inside(scale.begin(unit(), first)), to = inside(scale.begin(unit(), last - 1e-6, 1));
      return { from: Math.min(from, whole.to - 1), to: Math.max(to, from + 1) };
    };
    const pinch = () => {
      if (pointers.size < 2) return;
      const [one, other] = [...pointers.values()];
      const apart = Math.max(8, Math.abs(one - other));
      const start = Math.max(8, held.pinch.apart);
      const near = scale.zoomed(held.view, whole, start / apart, held.pinch.day);
      view = near;
      show(scale.panned(near, whole, held.pinch.day - dayAt((one + other) / 2)));
    };
    const release = (event) => {
      pointers.delete(event.pointerId);
      if (!held || (held.kind === "pinch" && pointers.size)) return;
      const done = held;
      held = null;
      if (event.type === "pointercancel") {
        range = done.before;
        if (done.isMoved) tellMap();
        return draw();
      }
      if (done.isMoved) {
        const now = range;
        range = done.before;
        return choose(now);
      }
      if (Math.abs(event.clientY - done.y) > CLICK_PX * 2) return;
      if (done.kind === "mark" || done.kind === "pan") click(done.day, event);
    };
    /** A press chooses the year, month or day under it, and lifts that choice again; a double one comes nearer as well. */
    const click = (day, { timeStamp }) => {
      const cell = { from: inside(scale.begin(unit(), day)), to: inside(scale.begin(unit(), day, 1)) };
      const isDouble = timeStamp - lastClick.at < 350 && lastClick.from === cell.from;
      lastClick = { at: timeStamp, from: cell.from };
      if (isDouble) {
        choose(cell);
        const length = scale.lengthOf(cell) * 1.15;
        const near = scale.zoomed(view, whole, length / scale.lengthOf(view), day);
        return show(scale.panned(near, whole, (cell.from + cell.to - near.from - near.to) / 2), true);
      }
      const isChosen = range.from === cell.from && range.to === cell.to;
      choose(isChosen ? whole : cell);
    };
    let lastClick = { at: -1e9, from: 0 };

    const turn = (event) => {
      const px = WHEEL_PX[event.deltaMode] ?? 1;
      const [across, down] = [event.deltaX * px, event.deltaY * px];
      const isNear = node.classList.contains("is-near");
      if (Math.abs(across) > Math.abs(down) || event.shiftKey) {
        if (!isNear) return;
        event.preventDefault();
        show(scale.panned(view, whole, (across || down) * scale.lengthOf(view) / width));
      } else if (down < 0 || isNear) { // at its furthest the page goes on
        event.preventDefault();
        show(scale.zoomed(view, whole, Math.exp(Math.max(-200, Math.min(200, down)) * 0.004), dayAt(event.clientX)));
      }
    };

    const key = (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "+" || event.key === "=") zoom(1 / STEP);
      else if (event.key === "-" || event.key === "_") zoom(STEP);
      else if (event.key === "0") show(whole, true);
      else if (event.target === lowInput || event.target === highInput) return keyOnThumb(event);
      else return;
      event.preventDefault();
    };
    const keyOnThumb = (event) => {
      const end = event.target === lowInput ? "from" : "to";
      const now = range[end];
      const leap = { PageUp: 1, PageDown: -1 }[event.key];
      const count = KEYS[event.key] ?? (leap && leap * LEAPS[unit()]);
      const limits = {
        Home: end === "from" ? whole.from : range.from + 1,
        End: end === "to" ? whole.to : range.to - 1,
      };
      if (!count && !Object.hasOwn(limits, event.key)) return;
      event.preventDefault();
      const day = count ? inside(scale.stepped(unit(), now, count)) : limits[event.key];
      const wanted = end === "from"
        ? { from: Math.min(day, range.to - 1), to: range.to }
        : { from: range.from, to: Math.max(day, range.from + 1) };
      if (count && (end === "to" ? day <= range.from : day >= range.to)) return; // at the other end
      reveal(wanted[end]);
      choose(wanted, false, KEYS_REST_MS);
    };
    /** A value that comes from no key of ours: a screen reader's, by a day or a tenth of all. */
    const input = ({ target }) => {
      const end = target === lowInput ? "from" : "to";
      const value = Number(target.value) + (end === "to" ? 1 : 0);
      const wanted = end === "from" ? { from: value, to: range.to } : { from: range.from, to: value };
      if (wanted.from >= wanted.to) return draw();
      reveal(value);
      choose(wanted, false, KEYS_REST_MS);
    };

    plot.addEventListener("pointerdown", press);
    plot.addEventListener("pointermove", drag);
    for (const name of ["pointerup", "pointercancel"]) plot.addEventListener(name, release);
    node.addEventListener("wheel", turn, { passive: false });
    node.addEventListener("keydown", key);
    node.addEventListener("input", input);
    zoomIn.addEventListener("click", () => zoom(1 / STEP));
    zoomOut.addEventListener("click", () => zoom(STEP));
    new ResizeObserver(() => { // asked of the page at no other time: it would have to lay out what is being drawn
      width = plot.clientWidth;
      draw();
    }).observe(plot);

    return {
      node,
      /** Take over what the page says; what it says of a choice older than the last is passed over. */
      take(now) {
        const isElsewhere = now.sent !== sent;
        sent = now.sent;
        heard = now.heard;
        chosen = now.chosen;
        if (isElsewhere) {
          clearTimeout(telling);
          held = null;
          said = heard;
        }
        if (!held && heard >= said) {
          const wanted = {
            from: now.from ? Math.max(whole.from, scale.dayOfIso(now.from)) : whole.from,
            to: now.to ? Math.min(whole.to, scale.dayOfIso(now.to) + 1) : whole.to,
          };
          const isNew = isFirst || wanted.from !== range.from || wanted.to !== range.to;
          if (wanted.from < wanted.to) range = wanted;
          if (isNew) view = scale.around(range, view, whole);
          isFirst = false;
        }
        draw();
      },
      /** The reader has gone back: what is being held, or waits to be told, is not wanted any more. */
      forget() {
        clearTimeout(telling);
        held = null;
        said = heard;
      },
      /** The connection was broken: say again what has not been answered. */
      again() {
        if (said > heard) tell();
      },
    };
  };

  root.atlasAxis = axisOf;
})(globalThis);
