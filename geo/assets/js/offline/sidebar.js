/* Beside the map of the offline file: the list of what the map shows, and the panel of one event. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);

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
    const list = root.atlasEventList($("list"));
    const byLink = new Map(items.map((item) => [item.node, item]));
    let opened = "";

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
        for (const item of items) item.isShown = wanted(item);
        const isNew = list.show((number) => byLink.get(list.links[number]).isShown);
        if (!isNew && $("count").textContent) return;
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
