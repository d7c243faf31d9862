/* The keys of a guided tour: Page Up and Page Down step; in presenter view the arrow keys too, b or a full stop blanks
   the screen, Escape leaves. The buttons belong to the page around the map and are pressed by their documented classes.
   Nothing depends on this: where the page cannot be reached, its buttons remain. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const OWN_KEYS = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox], [role=slider], [role=listbox], [role=menu]";
  const OWN_ARROWS = ".atlas-event, .atlas-move, [role=radiogroup], [role=tablist]";
  const NEXT = ["ArrowRight", "ArrowDown"], BACK = ["ArrowLeft", "ArrowUp"];

  /**
   * @param {?Document} own  this document, where the map stands in no frame and the buttons beside it
   * @returns {{set: (isTour: boolean, isPresented: boolean) => void}}
   */
  Atlas.tourKeys = (own) => {
    let page = own || null;
    try { page = page || root.parent.document; } catch (_) { /* another origin */ }
    if (!page || (page === root.document && !own)) return { set() {} };
    let isTour = false, isPresented = false, shade = null;

    const press = (key) => {
      const button = page.querySelector(`.st-key-${key} button`);
      if (button && !button.disabled) button.click();
    };
    const show = () => { if (shade) shade.remove(); shade = null; };
    const blank = () => {
      shade = page.createElement("div");
      shade.className = "tour-blank";
      shade.setAttribute("role", "status");
      shade.setAttribute("aria-label", "The screen is blank. Press any key to return.");
      shade.style.cssText = "position:fixed;inset:0;z-index:2147483647;background:#000;cursor:none";
      shade.addEventListener("click", show);
      page.body.append(shade);
    };
    /** What a key does here, or null. @param {KeyboardEvent} event @returns {?() => void} */
    const action = (event) => {
      if (shade) return show;
      const { key, target } = event;
      const at = target && target.closest ? target : null;
      if (event.ctrlKey || event.altKey || event.metaKey || (at && at.closest(OWN_KEYS))) return null;
      if (key === "PageDown") return () => press("tour_next");
      if (key === "PageUp") return () => press("tour_previous");
      if (!isPresented) return null;
      if (key === "Escape") return () => press("tour_end_present");
      if (key === "b" || key === "B" || key === ".") return blank;
      if (at && at.closest(OWN_ARROWS)) return null;
      if (NEXT.includes(key)) return () => press("tour_next");
      return BACK.includes(key) ? () => press("tour_previous") : null;
    };
    const heard = (event) => {
      const act = isTour ? action(event) : null;
      if (!act) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!event.repeat) act();
    };
    for (const place of new Set([page, root.document])) place.addEventListener("keydown", heard, true);
    root.addEventListener("pagehide", () => { page.removeEventListener("keydown", heard, true); show(); });
    return {
      set(tour, presented) {
        isTour = tour;
        isPresented = presented;
        if (!presented) show();
      },
    };
  };
})(window);
