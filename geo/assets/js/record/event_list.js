/* A list of events that stands in a page as a whole: which of them are to be seen changes, the list does not. */
(function (root) {
  "use strict";
  /** 1, "%s part" → "1 part"; with any other number "parts". @param {number} number @param {string} words */
  const counted = (number, words) => words.replace("%s", String(number)) + (number === 1 ? "" : "s");

  /** @param {ParentNode} box */
  root.atlasEventList = (box) => {
    /** @param {string} selector @returns {HTMLElement[]} */
    const all = (selector) => [...box.querySelectorAll(/** @type {"div"} */ (selector))];
    const links = [...box.querySelectorAll(/** @type {"a"} */ (".events a[data-event]"))];
    const rows = all(".events li").map((row) => ({ row, links: [...row.querySelectorAll("a")] }));
    /** Lists under headings, of so many events at the least. */
    const parts = all(".time-list").map((part) => ({
      part,
      few: Number(part.dataset.few),
      links: [...part.querySelectorAll("a")],
      outside: [...part.querySelectorAll("details")].filter((fold) => fold.matches(".outside")),
    }));
    /** What stands over events: the heading of a year, or the line that unfolds some; with the number in it. */
    const covers = all(".time, summary").map((label) => {
      const isYear = label.matches(".time");
      const words = label.closest(".outside > summary") ? "· %s event" : "%s part";
      const under = label.nextElementSibling;
      return {
        links: [...under.querySelectorAll("a")],
        hidden: /** @type {HTMLElement[]} */ (isYear ? [label, under] : [label.parentElement]),
        count: label.querySelector("span") ?? label,
        say: (/** @type {number} */ number) => isYear ? String(number) : counted(number, words),
      };
    });
    /** Rows with parts: where only parts are shown, they stand unfolded and by themselves. */
    const wholes = rows.map(({ row }) => row).filter((row) => row.querySelector(":scope > details")).map((row) => (
      { row, whole: row.querySelector("a"), fold: row.querySelector("details"), wasOpen: false }
    ));

    /** @param {HTMLElement} node @param {boolean} isHidden */
    const hide = (node, isHidden) => {
      if (node.hidden !== isHidden) node.hidden = isHidden;
    };
    const isSeen = (/** @type {HTMLElement} */ link) => !link.hidden;
    const regroup = () => {
      for (const { row, links } of rows) hide(row, !links.some(isSeen));
      for (const { links, hidden, count, say } of covers) {
        const number = links.filter(isSeen).length;
        for (const one of hidden) hide(one, number === 0);
        const text = say(number);
        if (count.textContent !== text) count.textContent = text;
      }
      for (const one of wholes) {
        const isWithout = !isSeen(one.whole);
        if (isWithout === one.row.classList.contains("is-without-whole")) continue;
        one.row.classList.toggle("is-without-whole", isWithout);
        if (isWithout) one.wasOpen = one.fold.open;
        one.fold.open = isWithout || one.wasOpen;
      }
      for (const { part, few, links, outside } of parts) {
        const seen = links.filter(isSeen);
        part.classList.toggle("is-few", seen.length <= few);
        for (const fold of outside) { // what alone is left is not folded away
          const holds = seen.length > 0 && seen.every((link) => fold.contains(link));
          if (holds !== fold.classList.contains("is-all")) fold.open = holds;
          fold.classList.toggle("is-all", holds);
        }
      }
    };

    return {
      links,
      /** Show the links of which *isShown* holds, by their numbers, and no others; return whether that changes anything.
          @param {(number: number) => boolean} isShown */
      show(isShown) {
        let changes = 0;
        links.forEach((link, number) => {
          const isHidden = !isShown(number);
          if (isHidden === link.hidden) return;
          link.hidden = isHidden;
          changes += 1;
        });
        if (changes) regroup();
        return changes > 0;
      },
    };
  };
})(globalThis);
