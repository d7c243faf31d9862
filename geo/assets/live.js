/* While the page's year slider is dragged, the map follows in the browser; the server's answer comes on release.
   The slider belongs to the page around the map. Nothing depends on this: where the page looks different, or
   cannot be reached, the map simply waits for the server. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});

  /**
   * @param {string} key  the slider's Streamlit key, whose documented class is `st-key-<key>`
   * @param {(years: [number, number]) => void} onYears
   * @returns {() => void} stops following
   */
  Atlas.followSlider = (key, onYears) => {
    let page;
    try { page = root.parent.document; } catch (_) { return () => {}; }
    if (page === root.document) return () => {};
    const slider = () => page.querySelector(`.st-key-${key}`);
    const thumbs = () => {
      const box = slider();
      return box ? [...box.querySelectorAll('[role="slider"], input[type="range"]')] : [];
    };
    const valueOf = (thumb) => Number(thumb.value ?? thumb.getAttribute("aria-valuenow"));
    const years = () => thumbs().map(valueOf).sort((a, b) => a - b);
    let last = years().join(), isHeld = false, drag = null;

    const tell = (now) => {
      if (now.length !== 2 || !now.every(Number.isInteger) || now.join() === last) return;
      last = now.join();
      const box = slider();
      if (isHeld || box.contains(page.activeElement)) onYears([now[0], now[1]]);   // moved by a person, not by the page
    };
    const read = () => { if (!drag) tell(years()); };
    const watch = new MutationObserver(read);
    if (slider()) watch.observe(slider(), { subtree: true, attributes: true, attributeFilter: ["aria-valuenow", "value", "style"] });
    const soon = () => { read(); root.requestAnimationFrame(read); };

    /** What a drag of the thumb under the pointer begins with; null where the slider is not built as expected. */
    const begin = ({ target, clientX }) => {
      const all = thumbs(), of = (thumb) => thumb.closest('[style*="left"]'), thumb = all.find((one) => of(one)?.contains(target));
      const width = thumb && of(thumb).parentElement.getBoundingClientRect().width;
      const [min, max] = thumb ? ["min", "max"].map((end) => Number(thumb[end] ?? thumb.getAttribute("aria-value" + end))) : [];
      if (!width || !(max > min) || all.length !== 2) return null;
      return { clientX, year: valueOf(thumb), other: valueOf(all.find((one) => one !== thumb)), isFirst: thumb === all[0], perPx: (max - min) / width, min, max };
    };
    const press = (event) => {
      isHeld = Boolean(slider() && slider().contains(event.target));
      drag = isHeld ? begin(event) : null;
    };
    /** Follow the pointer itself: the page moves its thumb a task later, which is a frame later. */
    const move = ({ clientX }) => {
      if (!drag) return soon();
      const { year, other, isFirst, perPx, min, max } = drag;
      const wanted = Math.min(Math.max(Math.round(year + (clientX - drag.clientX) * perPx), min), max);
      tell(isFirst ? [Math.min(wanted, other), other] : [other, Math.max(wanted, other)]);
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
    const heard = [["input", soon], ["keydown", soon], ["pointermove", move], ["pointerdown", press], ["pointerup", release], ["pointercancel", release]];
    for (const [name, listener] of heard) page.addEventListener(name, listener, true);
    const stop = () => {
      watch.disconnect();
      for (const [name, listener] of heard) page.removeEventListener(name, listener, true);
    };
    root.addEventListener("pagehide", stop);
    return stop;
  };
})(window);
