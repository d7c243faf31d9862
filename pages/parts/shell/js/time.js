/* The axis of years and the map: the button beside the axis plays time in the map, and while it runs the list marks what is
   under way and follows it. Says nothing to the server. */
(function (root) {
  "use strict";
  const PLAY = ".time-play";
  let ids = "";
  let isPlaying = false;
  let isWanted = false; // before there is a map

  /** @returns {any} */
  const time = () => {
    /** @type {HTMLIFrameElement | null} */
    const frame = document.querySelector(".st-key-map_frame iframe");
    const map = /** @type {any} */ (frame?.contentWindow)?.map;
    return map?.atlas?.time;
  };

  const label = () => {
    for (const button of document.querySelectorAll(PLAY)) {
      const word = button.querySelector("b");
      if (word) word.textContent = isPlaying ? "Pause" : "Play";
      button.classList.toggle("is-playing", isPlaying);
    }
  };

  const follow = () => {
    const box = document.querySelector(".st-key-side");
    for (const one of box?.querySelectorAll(".under-way") ?? []) {
      one.classList.remove("under-way");
      one.removeAttribute("aria-current");
    }
    /** @type {HTMLElement[]} */
    const now = [];
    for (const id of ids.split(" ").filter(Boolean)) {
      /** @type {HTMLElement | null} */
      const link = box?.querySelector(`.events a[data-event="${CSS.escape(id)}"]`) ?? null;
      if (!link) continue;
      link.classList.add("under-way");
      link.setAttribute("aria-current", "date");
      now.push(link);
    }
    const [first] = now; // the shortest of them
    if (!first || !box || !isPlaying || box.scrollHeight <= box.clientHeight) return;
    const { top, bottom } = first.getBoundingClientRect(), seen = box.getBoundingClientRect();
    if (top < seen.top + 40 || bottom > seen.bottom - 40) box.scrollTop += top - seen.top - seen.height / 3;
  };

  const redrawn = new MutationObserver(follow); // the list, when the server has heard of another range

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
    isPlaying = Boolean(detail.said?.isPlaying);
    label();
    follow();
    redrawn.disconnect();
    const box = ids && document.querySelector(".st-key-side");
    if (box) redrawn.observe(box, { childList: true, subtree: true });
  });
})(globalThis);
