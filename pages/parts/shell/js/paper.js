/* Before the page is printed: each map is made as wide as a sheet of A4 or Letter, upright, whatever the window is; and what
   a panel says of its sources is unfolded, until the reader has the page back. */
(function (root) {
  "use strict";
  const WIDE_PX = 680; // between the margins of print.css, in pixels of a style sheet
  const HIGH_PX = 580; // so that words find room below it on the first sheet
  const KEY_PX = 210; // for the key below the map, as map.css has it

  const NEEDED = ".panel :is(.point, .works, .how details, .units details, .names details):not([open])";
  /** @type {Element[]} */
  let unfolded = [];

  root.addEventListener("afterprint", () => {
    for (const one of unfolded) one.removeAttribute("open");
    unfolded = [];
  });
  root.addEventListener("beforeprint", () => {
    const folded = [...root.document.querySelectorAll(NEEDED)];
    for (const one of folded) one.setAttribute("open", "");
    unfolded.push(...folded); // a second event may come before the first has ended
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
