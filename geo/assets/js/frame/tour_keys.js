/* The keys of a guided tour: Page Up and Page Down step; in presenter view the arrow keys too, b or a full stop blanks
   the screen, s shows the story, t the time control, Escape leaves. The buttons belong to the page around the map and are pressed by their documented classes.
   A step takes the server a moment, in which a second press of the button would be lost: of quick keys each is kept, and
   pressed once the step before it is there.
   Nothing depends on this: where the page cannot be reached, its buttons remain. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const OWN_KEYS = [
    "input, textarea, select, [contenteditable]:not([contenteditable=false])",
    "[role=textbox], [role=combobox], [role=slider], [role=listbox], [role=menu]",
  ].join(", ");
  const OWN_ARROWS = ".atlas-event, .atlas-move, [role=radiogroup], [role=tablist]";
  const ALWAYS = { PageDown: "next", PageUp: "previous" };
  const PRESENTED = {
    Escape: "leave",
    b: "blank",
    B: "blank",
    ".": "blank",
    s: "story",
    S: "story",
    t: "time",
    T: "time",
  };
  const ARROWS = { ArrowRight: "next", ArrowDown: "next", ArrowLeft: "previous", ArrowUp: "previous" };
  const STEPS = { next: 1, previous: -1 };
  const PATIENCE_MS = 3000; // a step that has not come by then is not waited for
  const BUTTONS = { next: "tour_next", previous: "tour_previous", leave: "tour_end_present" };
  const SHADE = "position:fixed;inset:0;z-index:2147483647;background:#000;cursor:none";

  Atlas.tourAction = (event, isPresented) => {
    const { key, target } = event;
    /** @param {string} selector */
    const isIn = (selector) => Boolean(/** @type {any} */ (target)?.closest?.(selector));
    if (event.ctrlKey || event.altKey || event.metaKey || isIn(OWN_KEYS)) return "";
    if (Object.hasOwn(ALWAYS, key)) return ALWAYS[key];
    if (!isPresented) return "";
    if (Object.hasOwn(PRESENTED, key)) return PRESENTED[key];
    return Object.hasOwn(ARROWS, key) && !isIn(OWN_ARROWS) ? ARROWS[key] : "";
  };

  Atlas.tourKeys = (own) => {
    /** @type {?Document} */
    let page = own;
    try {
      page = page || root.parent.document;
    } catch (_) { /* another origin */ }
    if (!page || (page === root.document && !own)) return { set() {} };
    let isTour = false;
    let isPresented = false;
    /** @type {?HTMLElement} */
    let shade = null;

    const show = () => {
      if (shade) shade.remove();
      shade = null;
    };
    const blank = () => {
      shade = page.createElement("div");
      shade.className = "tour-blank";
      shade.setAttribute("role", "status");
      shade.setAttribute("aria-label", "The screen is blank. Press any key to return.");
      shade.style.cssText = SHADE;
      shade.addEventListener("click", show);
      page.body.append(shade);
    };
    const tellStory = () => {
      /** @type {?HTMLDetailsElement} */
      const story = page.querySelector(".tour-step details.story");
      if (story) story.open = !story.open;
    };
    // for who has a mouse and no key: the button lies over the map
    const timeButton = Object.assign(root.document.createElement("button"), {
      className: "atlas-ask-time",
      type: "button",
      textContent: "Time",
    });
    const askTime = () => {
      const isAsked = root.document.body.classList.toggle("atlas-timed");
      timeButton.setAttribute("aria-pressed", String(isAsked));
    };
    timeButton.setAttribute("aria-pressed", "false");
    timeButton.addEventListener("click", askTime);
    root.document.body.append(timeButton);
    let owed = 0; // steps that are still to be pressed, those back counted below zero
    let isOnItsWay = false;
    let view = 0; // number of the view that the page has sent last
    /** @type {Timer} */
    let patience;
    /** @param {string} action */
    const press = (action) => {
      /** @type {?HTMLButtonElement} */
      const button = page.querySelector(`.st-key-${BUTTONS[action]} button`);
      const can = Boolean(button && !button.disabled);
      if (can) button.click();
      return can;
    };
    const pay = () => {
      if (!owed || isOnItsWay) return;
      const can = press(owed > 0 ? "next" : "previous");
      owed = can ? owed - Math.sign(owed) : 0;
      isOnItsWay = can;
      clearTimeout(patience);
      if (can) patience = root.setTimeout(arrived, PATIENCE_MS);
    };
    const arrived = () => {
      clearTimeout(patience);
      isOnItsWay = false;
      root.setTimeout(pay);
    };
    /** @param {string} action */
    const act = (action) => {
      if (action === "show") return show();
      if (action === "blank") return blank();
      if (action === "story") return tellStory();
      if (action === "time") return askTime();
      if (own || !Object.hasOwn(STEPS, action)) return press(action);
      owed += STEPS[action];
      pay();
    };
    /** @param {KeyboardEvent} event */
    const heard = (event) => {
      if (!isTour) return;
      const action = shade ? "show" : Atlas.tourAction(event, isPresented);
      if (!action) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) act(action);
    };
    for (const place of new Set([page, root.document])) place.addEventListener("keydown", heard, true);
    root.addEventListener("pagehide", () => {
      page.removeEventListener("keydown", heard, true);
      show();
    });
    return {
      set(tour, presented, number) {
        if (number !== view) arrived();
        view = number;
        isTour = tour;
        if (!tour) owed = 0;
        isPresented = presented;
        if (!presented) show();
      },
    };
  };
})(globalThis);
