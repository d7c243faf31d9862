/* Links to events: pressed, one opens its event on this page, without loading the page anew. However else a link is
   opened or taken (a new tab, a copy), it leads to the whole present view with that event.

   The panel of an event is asked for when the pointer rests on its link or its symbol, or goes down on it. When that is
   pressed, the panel is laid over what stands beside the map, until the run of the page has drawn the same one. Nothing
   depends on it. */
(function (root) {
  "use strict";
  const { document } = root;
  const LINK = "a[data-event]";
  const STOPS = ".events " + LINK + ", .events summary"; // of the keyboard in the lists
  const STEPS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  const OF_THE_MAP = ["lat", "lon", "z"];
  const REST_MS = 60; // a pointer that only passes asks for nothing
  const MOST_HELD_MS = 100; // the page's script is told of a press when the panel is there, or after so long
  const MOST_KEPT = 100;

  let shown = null; // what the page has drawn: the event whose panel is open, the one before, the version of the panels
  /** @type {?string} */
  let wanted = ""; // what has been pressed since

  const side = () => document.querySelector(".st-key-side");
  /** @param {Event} event @returns {HTMLAnchorElement | null} */
  const linkAt = (event) => (event.target instanceof Element ? event.target.closest(LINK) : null);
  const isModified = (event) => event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;

  /** The present view with an event, or with an empty id without one. */
  const address = (id) => {
    const params = new URLSearchParams(globalThis.location.search);
    params.delete("event");
    if (id) params.set("event", id);
    return params;
  };

  const complete = (event) => {
    const link = linkAt(event);
    if (link) link.href = "?" + address(link.dataset.event);
  };

  /** What is folded away with a part of a list. @param {Element} node */
  const isFolded = (node) => {
    const fold = node.closest("details:not([open])");
    return fold !== null && !(node.matches("summary") && node.parentElement === fold && !isFolded(fold.parentElement));
  };

  /** Unfold all that an event is folded away in. @param {Element} node */
  const unfold = (node) => {
    for (let fold = node.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  };

  /** Hand on the one stop of the tab key. */
  const focus = (from, to) => {
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  };

  /** Fold parts up, with the keyboard on their whole. @param {Event} event @param {HTMLDetailsElement | null} fold */
  const leave = (event, fold) => {
    if (!fold?.closest(".events")) return;
    event.preventDefault();
    fold.open = false;
    focus(event.target, fold.parentElement.querySelector(LINK));
  };

  /** Walk through the lists with the arrow keys; to the right and left, the parts of an event are unfolded and folded. */
  const walk = (event) => {
    const here = event.target instanceof Element ? event.target.closest(STOPS) : null;
    if (!here || isModified(event)) return;
    const fold = here.matches("summary") ? here.parentElement : here.parentElement.querySelector(":scope > details");
    if (event.key === "ArrowRight" && fold) fold.open = true;
    if (event.key === "ArrowLeft") return leave(event, fold?.open ? fold : here.closest("details"));
    const step = STEPS[event.key];
    if (!step) return;
    const all = [...document.querySelectorAll(/** @type {"a"} */ (STOPS))].filter((node) =>
      !isFolded(node) && !node.closest("[hidden]")
    );
    const to = all[Math.min(Math.max(all.indexOf(here) + step, 0), all.length - 1)];
    event.preventDefault();
    focus(here, to);
  };

  const uncover = () => {
    for (const cover of document.querySelectorAll(".side-ahead")) {
      cover.parentElement.removeAttribute("data-covered");
      cover.remove();
    }
  };

  const panels = new Map(); // address → promise of the panel, or of nothing

  const panelOf = (id) => {
    const params = address(id);
    for (const name of OF_THE_MAP) params.delete(name);
    const url = `api/panel.html?${params}&v=${shown.version}`;
    if (panels.size > MOST_KEPT) panels.clear();
    if (!panels.has(url)) {
      panels.set(
        url,
        fetch(url).then((answer) => (answer.ok ? answer.text() : ""), () => {
          panels.delete(url); // the server cannot be reached; it may be when the panel is next asked for
          return "";
        }),
      );
    }
    return panels.get(url);
  };
  const isAhead = (id) => Boolean(shown?.version && id && id !== shown.event && side());

  /** @type {Timer} */
  let resting;
  const rest = (id) => {
    clearTimeout(resting);
    if (isAhead(id)) resting = setTimeout(panelOf, REST_MS, id);
  };

  const down = (id) => {
    if (isAhead(id)) panelOf(id);
  };

  /** Where map and panel stand one above the other, bring both into sight (the margin is in the style sheet). */
  const bringIntoSight = (box) => {
    const { top } = box.getBoundingClientRect();
    if (top < 0 || top > globalThis.innerHeight * 0.6) box.scrollIntoView({ block: "start" });
  };

  /** Lay the panel of an event over what stands beside the map. */
  const cover = async (id) => {
    wanted = id;
    const box = side();
    const html = isAhead(id) && (await panelOf(id));
    if (!html || wanted !== id || shown.event === id || !box.isConnected) return;
    uncover();
    const panel = document.createElement("div");
    panel.className = "side-ahead";
    panel.innerHTML = html;
    box.prepend(panel);
    box.setAttribute("data-covered", "");
    box.scrollTop = 0;
    bringIntoSight(box);
  };

  /** Cover, and say when that is done or has taken long whether nothing else has been pressed since: before, the run of
      the page would only be in the way. */
  const coverFirst = async (id) => {
    await Promise.race([cover(id), new Promise((done) => setTimeout(done, MOST_HELD_MS))]);
    return wanted === id;
  };

  /** The reader has gone back: what was pressed just before, and is not told yet, is not wanted any more. */
  const forget = () => {
    wanted = null;
    uncover();
  };

  let left = ""; // the event whose panel was closed, until the list is there

  /** Come back to the list where it was left. */
  const comeBack = () => {
    const box = side();
    if (!left || !box?.querySelector(".events") || box.querySelector(".list-whole:not(.is-told)")) return;
    /** @type {?HTMLElement} */
    const back = box.querySelector(`.events a[data-event="${CSS.escape(left)}"]`);
    left = "";
    if (!back) return;
    unfold(back);
    back.scrollIntoView({ block: "nearest" });
    if (document.activeElement === document.body) back.focus({ preventScroll: true });
  };

  /** Begin a panel at its top, and never leave the keyboard nowhere. */
  const settle = (data) => {
    const isNew = data.event !== (shown?.event ?? "");
    const isFirst = !shown;
    shown = data;
    if (data.event === wanted || !data.event) uncover();
    const box = side();
    if (!box || !isNew) return;
    left = data.event || isFirst ? "" : data.before;
    if (!data.event) return comeBack();
    box.scrollTop = 0;
    if (isFirst) return;
    bringIntoSight(box);
    /** @type {?HTMLElement} */
    const back = box.querySelector(".way .back");
    if (back && document.activeElement === document.body) back.focus({ preventScroll: true });
  };

  /** Say to the page's script which event is to be opened. @param {string} id */
  const tell = (id) => root.atlasWire.tell("open", { event: id });

  const open = async (event) => {
    const link = linkAt(event);
    if (!link || event.button || isModified(event) || !shown || !side()) return; // elsewhere it leads to the map
    event.preventDefault();
    const id = link.dataset.event;
    if (await coverFirst(id)) tell(id);
  };

  document.addEventListener("click", open);
  document.addEventListener("keydown", walk);
  document.addEventListener("pointerover", (event) => rest(linkAt(event)?.dataset.event));
  document.addEventListener("pointerdown", (event) => down(linkAt(event)?.dataset.event));
  for (const name of ["pointerdown", "focusin"]) document.addEventListener(name, complete);
  root.addEventListener("atlas:open", ({ detail }) => {
    detail.ahead = coverFirst(String(detail.id));
  });
  root.addEventListener("atlas:again", ({ detail }) => {
    if (detail.id !== undefined) tell(String(detail.id));
  });
  root.addEventListener("atlas:near", ({ detail }) => rest(String(detail.id)));
  root.addEventListener("atlas:down", ({ detail }) => down(String(detail.id)));
  root.addEventListener("popstate", forget);
  root.atlasWire.hear(settle);
  root.atlasRedrawn(comeBack);
})(globalThis);
