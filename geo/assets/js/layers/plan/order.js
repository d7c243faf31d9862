/* The order of battle beside the map, joined to the plan: a press on a unit looks it up on the map, and the units of the
   day are marked in it. It belongs to the page around the map, or to the offline file. Where that cannot be reached, the
   plan does without. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const UNIT = "button[data-unit]";
  const HOLDER = ".st-key-side, #side";

  /**
   * @param {Element} box  the map
   * @param {(unit: string) => void} look  what a press on a unit does
   */
  Atlas.orderOfBattle = (box, look) => {
    /** @type {Document} */
    let page;
    try {
      page = root.parent.document;
    } catch (_) {
      return { show() {} }; // another origin
    }
    const frame = page === root.document ? box : root.frameElement;
    let holder = null;
    let told = { here: new Set(), chosen: "", isThere: false };

    const mark = () => {
      for (const button of /** @type {Iterable<any>} */ (page.querySelectorAll(UNIT))) {
        const { unit } = button.dataset;
        const isHere = told.here.has(unit);
        const isPressed = String(unit === told.chosen);
        // written only where it changes: the page has to be laid out anew after each of them
        if (button.disabled === told.isThere) button.disabled = !told.isThere;
        if (button.getAttribute("aria-pressed") !== isPressed) button.setAttribute("aria-pressed", isPressed);
        const row = button.closest(".unit");
        if (row.classList.contains("here") === isHere) continue;
        row.classList.toggle("here", isHere);
        row.querySelector("em").hidden = !isHere;
      }
    };
    const watch = new MutationObserver(mark);
    const press = ({ target }) => {
      const button = target.closest?.(UNIT);
      if (!button) return;
      look(button.dataset.unit);
      frame?.scrollIntoView({ block: "nearest" });
    };
    page.addEventListener("click", press);
    root.addEventListener("pagehide", () => {
      watch.disconnect();
      page.removeEventListener("click", press);
    });

    return {
      /**
       * Mark the units that are on the map, and the one that has been looked up.
       * @param {Set<string>} here
       * @param {string} chosen
       * @param {boolean} isThere  whether there is a plan to look anything up in
       */
      show(here, chosen, isThere) {
        told = { here, chosen, isThere };
        const now = page.querySelector(HOLDER);
        if (now !== holder) {
          watch.disconnect();
          if (now) watch.observe(now, { childList: true, subtree: true });
          holder = now;
        }
        mark();
      },
    };
  };

  /** The position of a unit that lies nearest to a day, and the day of it; nothing if no account tells of one. */
  Atlas.planNearest = (plan, unit, on, accounts) => {
    const apart = (day) => Math.abs(Atlas.dayOf(day) - Atlas.dayOf(on));
    const found = plan.units.filter((one) => one.unit === unit && Atlas.isTold(accounts, one)).map((one) => {
      const day = on < one.from ? one.from : on > one.to ? one.to : on;
      return { one, day, days: apart(day) };
    });
    return found.sort((one, other) => one.days - other.days)[0] || null;
  };
})(globalThis);
