/* Beside the map of the offline file: the list of what the map shows, and the panel of one event. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);

  /** @param {string} selector @returns {Iterable<any>} */
  const all = (selector) => document.querySelectorAll(selector);
  /** 1, "%s part" → "1 part"; with any other number "parts". */
  const counted = (number, words) => words.replace("%s", String(number)) + (number === 1 ? "" : "s");

  Atlas.sidebar = (given) => {
    const drawings = new Map(given.layer.kinds.map(({ kind, drawing }) => [kind, drawing]));
    for (const picture of document.querySelectorAll("svg[data-kind]")) {
      Atlas.symbol(drawings.get(picture.getAttribute("data-kind")), picture);
    }
    const dated = (id, start, end, isPlotted) => ({
      id,
      isPlotted,
      node: /** @type {HTMLElement} */ (document.querySelector(`#list a[data-event="${id}"]`)),
      isShown: true,
      kind: "",
      chapter: "",
      sides: [],
      traits: [],
      search: "",
      wherePrec: 1,
      approximationKm: 0,
      firstDay: Atlas.dayOf(start),
      lastDay: Atlas.dayOf(end),
    });
    const items = [
      ...given.layer.collection.features.map(({ id, properties: p }) => dated(id, p.date_start, p.date_end, true)),
      ...given.others.map(({ id, start, end }) => dated(id, start, end, false)),
    ];
    const plotted = items.filter(({ isPlotted }) => isPlotted);
    const others = items.filter(({ isPlotted }) => !isPlotted);
    const known = new Set(items.map(({ id }) => id));
    let opened = "";

    /** What stands over events: the heading of a year, or the line that unfolds some; with the number in it. */
    const covers = [...all("#list .time, #list summary")].map((label) => {
      const isYear = label.matches(".time");
      const words = label.closest(".outside > summary") ? "· %s event" : "%s part";
      const rows = label.nextElementSibling;
      const say = (number) => isYear ? String(number) : counted(number, words);
      return {
        rows,
        hidden: isYear ? [label, rows] : [label.parentElement],
        count: label.querySelector("span") || label,
        say,
      };
    });
    /** Rows with parts: where only parts are shown, they stand unfolded and by themselves. */
    const wholes = [...all("#list li:has(> details)")].map((row) => (
      { row, whole: row.querySelector("a"), fold: row.querySelector("details"), wasOpen: false }
    ));
    const regroup = () => {
      for (const row of all("#list li")) row.hidden = !row.querySelector("a:not([hidden])");
      for (const { rows, hidden, count, say } of covers) {
        const number = rows.querySelectorAll("a:not([hidden])").length;
        for (const one of hidden) one.hidden = number === 0;
        const text = say(number);
        if (count.textContent !== text) count.textContent = text;
      }
      for (const one of wholes) {
        const isWithout = one.whole.hidden;
        if (isWithout === one.row.classList.contains("is-without-whole")) continue;
        one.row.classList.toggle("is-without-whole", isWithout);
        if (isWithout) one.wasOpen = one.fold.open;
        one.fold.open = isWithout || one.wasOpen;
      }
    };

    const way = (link, id) => {
      if (id) link.href = "#event/" + id;
      else link.removeAttribute("href");
      link.setAttribute("aria-disabled", String(!id));
    };
    /** Where the panel leads to: the events listed before and after it. */
    const ways = () => {
      const order = plotted.filter((item) => item.isShown || item.id === opened);
      const here = order.findIndex(({ id }) => id === opened);
      way($("before"), here > 0 ? order[here - 1].id : "");
      way($("after"), here >= 0 && here + 1 < order.length ? order[here + 1].id : "");
    };

    return {
      has: (id) => known.has(id),
      titleOf: (id) => items.find((one) => one.id === id)?.node.querySelector(".title").textContent ?? "",
      list({ from, to, sure }) {
        const wanted = Atlas.matcher({ ...Atlas.EVERYTHING, from, to, sure });
        let changes = 0;
        for (const item of items) {
          const isShown = wanted(item);
          if (isShown === item.isShown) continue;
          item.isShown = isShown;
          item.node.hidden = !isShown;
          changes += 1;
        }
        if (!changes && $("count").textContent) return;
        regroup();
        const count = (some) => some.filter(({ isShown }) => isShown).length;
        const now = count(plotted);
        const rest = count(others);
        $("count").textContent = now === plotted.length
          ? `${now} event${now === 1 ? "" : "s"}`
          : `${now} of ${plotted.length} events`;
        $("others_count").textContent = `${rest} more`;
        $("rest").hidden = rest === 0;
        $("nothing").hidden = now + rest > 0;
        if (opened) ways();
      },
      open(id) {
        if (id === opened) return;
        const before = opened;
        const hadFocus = $("side").contains(document.activeElement);
        opened = id;
        const panel = $("panel");
        panel.innerHTML = id ? given.panels[id] : ""; // from a template that escapes; no script runs in it
        panel.hidden = $("bar").hidden = !id;
        $("list").hidden = Boolean(id);
        if ($("tour")) $("tour").hidden = Boolean(id);
        if (id) {
          ways();
          $("side").scrollTop = 0;
          if ($("side").getBoundingClientRect().top < 0) $("side").scrollIntoView(); // a phone, far down the list
          if (hadFocus) panel.focus({ preventScroll: true });
          return;
        }
        const item = items.find((one) => one.id === before);
        if (!item) return;
        for (let fold = item.node.closest("details"); fold; fold = fold.parentElement.closest("details")) {
          fold.open = true;
        }
        if (hadFocus) item.node.focus();
        else item.node.scrollIntoView({ block: "nearest" });
      },
    };
  };
})(globalThis);
