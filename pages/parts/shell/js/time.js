/* The axis of years and the map: the button beside the axis plays time in the map, and while it runs the list marks what is
   under way and follows it. Says nothing to the server. */
(function (root) {
  "use strict";
  const PLAY = ".time-play";
  let ids = "";
  let isPlaying = false;
  let isWanted = false; // before there is a map
  /** @type {?Element} */
  let watched = null;
  /** @type {Map<string, HTMLAnchorElement>} */
  let links = new Map();
  /** @type {HTMLAnchorElement[]} */
  let marked = [];

  /** @returns {any} */
  const time = () => {
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector(".st-key-map_frame iframe");
    const map = /** @type {any} */ (frame?.contentWindow)?.map;
    return map?.atlas?.time;
  };

  const label = () => {
    for (const button of document.querySelectorAll(PLAY)) {
      const word = button.querySelector("b"), says = isPlaying ? "Pause" : "Play";
      if (word && word.textContent !== says) word.textContent = says;
      button.classList.toggle("is-playing", isPlaying);
    }
  };

  /** Mark what is under way in the list, let go of what is over, and bring the shortest into sight while time runs. */
  const follow = () => {
    const now = ids.split(" ").map((id) => links.get(id)).filter(Boolean);
    const box = document.querySelector(".st-key-side");
    let away = 0;
    if (now.length && box && isPlaying) { // measured before anything is changed, which would have to be laid out first
      const { top, bottom } = now[0].getBoundingClientRect(), seen = box.getBoundingClientRect();
      if (top < seen.top + 40 || bottom > seen.bottom - 40) away = top - seen.top - seen.height / 3;
    }
    for (const one of marked) if (!now.includes(one)) one.removeAttribute("aria-current");
    for (const one of now) if (!marked.includes(one)) one.setAttribute("aria-current", "date");
    marked = now;
    if (box && away) box.scrollTop += away;
  };

  /** Find the links of the list, anew when the server has heard of another range. */
  const look = () => {
    const found = document.querySelectorAll(/** @type {"a"} */ (".st-key-side .events a[data-event]"));
    links = new Map([...found].map((link) => [link.dataset.event, link]));
    follow();
  };
  const redrawn = new MutationObserver(look);

  root.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element) || !target.closest(PLAY)) return;
    const control = time();
    isWanted = !control;
    control?.toggle();
  });
  root.addEventListener("atlas:drawn", () => {
    if (isWanted) time()?.toggle();
    isWanted = false;
  });
  root.addEventListener("atlas:time", ({ detail }) => {
    ids = detail.id || "";
    const box = ids ? document.querySelector(".st-key-side") : null;
    isPlaying = Boolean(detail.said?.isPlaying);
    label();
    if (box !== watched) {
      watched = box;
      redrawn.disconnect();
      if (box) redrawn.observe(box, { childList: true, subtree: true });
      look();
    } else follow();
  });
})(globalThis);
