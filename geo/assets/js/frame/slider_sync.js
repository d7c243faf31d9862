/* While the page's year slider is dragged, the map follows in the browser; the server's answer comes on release.
   The slider belongs to the page around the map. Nothing depends on this: where the page looks different, or
   cannot be reached, the map simply waits for the server. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const THUMBS = '[role="slider"], input[type="range"]';

  /** @param {any} thumb @returns {number} */
  const valueOf = (thumb) => Number(thumb.value ?? thumb.getAttribute("aria-valuenow"));

  Atlas.beginDrag = (thumbs, { target, clientX }) => {
    const holder = (thumb) => thumb.closest('[style*="left"]');
    const thumb = thumbs.find((one) => holder(one)?.contains(target));
    if (!thumb || thumbs.length !== 2) return null;
    const { width } = holder(thumb).parentElement.getBoundingClientRect();
    const [min, max] = ["min", "max"].map((end) => Number(thumb[end] ?? thumb.getAttribute(`aria-value${end}`)));
    if (!width || !(max > min)) return null;
    const isFirst = thumb === thumbs[0];
    const other = valueOf(thumbs[isFirst ? 1 : 0]);
    return { clientX, year: valueOf(thumb), other, isFirst, perPx: (max - min) / width, min, max };
  };

  Atlas.draggedTo = (drag, clientX) => {
    const { year, other, isFirst, perPx, min, max } = drag;
    const wanted = Math.min(Math.max(Math.round(year + (clientX - drag.clientX) * perPx), min), max);
    return isFirst ? [Math.min(wanted, other), other] : [other, Math.max(wanted, other)];
  };

  Atlas.followSlider = (key, follow) => {
    /** @type {Document} */
    let page;
    try {
      page = root.parent.document;
    } catch (_) {
      return; // another origin
    }
    if (page === root.document) return;
    const slider = () => page.querySelector(`.st-key-${key}`);
    const thumbs = () => [...(slider()?.querySelectorAll(THUMBS) ?? [])];
    const years = () => thumbs().map(valueOf).sort((a, b) => a - b);
    let last = years().join();
    let isHeld = false;
    let drag = null;

    const tell = (now) => {
      if (now.length !== 2 || !now.every(Number.isInteger) || now.join() === last) return;
      last = now.join();
      if (isHeld || slider().contains(page.activeElement)) follow([now[0], now[1]]); // a person's move, not the page's
    };
    const read = () => {
      if (!drag) tell(years());
    };
    const soon = () => {
      read();
      root.requestAnimationFrame(read);
    };
    const press = (event) => {
      isHeld = Boolean(slider() && slider().contains(event.target));
      drag = isHeld ? Atlas.beginDrag(thumbs(), event) : null;
    };
    /** Follow the pointer itself: the page moves its thumb a task later, which is a frame later. */
    const move = ({ clientX }) => {
      if (drag) tell(Atlas.draggedTo(drag, clientX));
      else soon();
    };
    /** Afterwards the page's thumb is what counts. */
    const release = () => {
      const done = drag;
      root.requestAnimationFrame(() => {
        if (drag !== done) return;
        drag = null;
        read();
        isHeld = false;
      });
    };

    const watch = new MutationObserver(read);
    const watched = { subtree: true, attributes: true, attributeFilter: ["aria-valuenow", "value", "style"] };
    if (slider()) watch.observe(slider(), watched);
    /** @type {[string, (event: any) => void][]} */
    const heard = Object.entries({
      input: soon,
      keydown: soon,
      pointermove: move,
      pointerdown: press,
      pointerup: release,
      pointercancel: release,
    });
    for (const [name, listener] of heard) page.addEventListener(name, listener, true);
    root.addEventListener("pagehide", () => {
      watch.disconnect();
      for (const [name, listener] of heard) page.removeEventListener(name, listener, true);
    });
  };
})(globalThis);
