/* Before the page is printed: each map is made as wide as a sheet of A4 or Letter, upright, whatever the window is. */
(function (root) {
  "use strict";
  const WIDE_PX = 680; // between the margins of print.css, in pixels of a style sheet
  const HIGH_PX = 580; // so that words find room below it on the first sheet
  const KEY_PX = 210; // for the key below the map, as map.css has it

  root.addEventListener("beforeprint", () => {
    for (const frame of root.document.querySelectorAll("iframe")) {
      const holder = frame.closest("[class*='_frame']");
      if (!(holder instanceof HTMLElement) || !frame.offsetWidth || !frame.offsetHeight) continue;
      const [wide, high] = [frame.offsetWidth, frame.offsetHeight + KEY_PX];
      holder.style.setProperty("--wide", String(wide));
      holder.style.setProperty("--high", String(high));
      holder.style.setProperty("--shrink", String(Math.min(1, WIDE_PX / wide, HIGH_PX / high)));
    }
  });
})(globalThis);
