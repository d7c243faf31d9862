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
    const years = () => {
      const box = slider();
      const thumbs = box ? [...box.querySelectorAll('[role="slider"], input[type="range"]')] : [];
      return thumbs.map((thumb) => Number(thumb.value ?? thumb.getAttribute("aria-valuenow"))).sort((a, b) => a - b);
    };
    let last = years().join(), isHeld = false;
    const read = () => {
      const now = years();
      if (now.length !== 2 || !now.every(Number.isInteger) || now.join() === last) return;
      last = now.join();
      const box = slider();
      if (isHeld || box.contains(page.activeElement)) onYears([now[0], now[1]]);   // moved by a person, not by the page
    };
    const watch = new MutationObserver(read);
    if (slider()) watch.observe(slider(), { subtree: true, attributes: true, attributeFilter: ["aria-valuenow", "value", "style"] });
    const soon = () => { read(); root.requestAnimationFrame(read); };
    const press = (event) => { isHeld = Boolean(slider() && slider().contains(event.target)); };
    const release = () => { isHeld = false; };
    const heard = [["input", soon], ["keydown", soon], ["pointermove", soon], ["pointerdown", press], ["pointerup", release]];
    for (const [name, listener] of heard) page.addEventListener(name, listener, true);
    const stop = () => {
      watch.disconnect();
      for (const [name, listener] of heard) page.removeEventListener(name, listener, true);
    };
    root.addEventListener("pagehide", stop);
    return stop;
  };
})(window);
