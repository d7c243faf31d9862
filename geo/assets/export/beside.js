/* Beside the map of the offline file: the list of what the map shows, and the panel of one event. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const $ = (id) => document.getElementById(id);

  /**
   * @param {object} given  the file's data: `layer` and `others`
   * @returns {{list: (selection: object) => void, open: (id: string) => void, has: (id: string) => boolean}}
   */
  Atlas.beside = (given) => {
    const drawings = new Map(given.layer.kinds.map(({ kind, drawing }) => [kind, drawing]));
    for (const picture of document.querySelectorAll("svg[data-kind]")) Atlas.symbol(drawings.get(picture.dataset.kind), picture);
    const dated = (id, start, end, isPlotted) => ({
      id, isPlotted, node: document.querySelector(`li[data-event="${id}"]`), isShown: true, approximationKm: 0, first: Atlas.dayNumber(start), last: Atlas.dayNumber(end),
    });
    const items = [
      ...given.layer.collection.features.map(({ id, properties: p }) => dated(id, p.date_start, p.date_end, true)),
      ...given.others.map(({ id, start, end }) => dated(id, start, end, false)),
    ];
    const plotted = items.filter(({ isPlotted }) => isPlotted), others = items.filter(({ isPlotted }) => !isPlotted);
    const known = new Set(items.map(({ id }) => id));
    let opened = "";

    const way = (link, id) => {
      if (id) link.href = "#event/" + id; else link.removeAttribute("href");
      link.setAttribute("aria-disabled", String(!id));
    };
    /** Where the panel leads to: the events listed before and after it. */
    const ways = () => {
      const order = plotted.filter((item) => item.isShown || item.id === opened), here = order.findIndex(({ id }) => id === opened);
      way($("before"), here > 0 ? order[here - 1].id : "");
      way($("after"), here >= 0 && here + 1 < order.length ? order[here + 1].id : "");
    };

    return {
      has: (id) => known.has(id),
      /** Show the events of the selection that the map shows; its filters but the dates have already chosen what is in the file. */
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
        const count = (some) => some.filter(({ isShown }) => isShown).length;
        const now = count(plotted), rest = count(others);
        $("count").textContent = now === plotted.length ? `${now} event${now === 1 ? "" : "s"}` : `${now} of ${plotted.length} events`;
        $("others_count").textContent = `${rest} more`;
        $("rest").hidden = rest === 0;
        $("nothing").hidden = now + rest > 0;
        if (opened) ways();
      },
      /** Open the panel of an event, or with an empty id go back to the list. @param {string} id */
      open(id) {
        if (id === opened) return;
        const before = opened, hadFocus = $("side").contains(document.activeElement);
        opened = id;
        const panel = $("panel");
        panel.replaceChildren(...(id ? [document.getElementById("event/" + id).content.cloneNode(true)] : []));
        panel.hidden = $("bar").hidden = !id;
        $("list").hidden = Boolean(id);
        if ($("tour")) $("tour").hidden = Boolean(id);
        if (id) {
          ways();
          $("side").scrollTop = 0;
          if ($("side").getBoundingClientRect().top < 0) $("side").scrollIntoView();  // a phone, far down the list
          if (hadFocus) panel.focus({ preventScroll: true });
          return;
        }
        const item = items.find((one) => one.id === before);
        if (item && hadFocus) item.node.firstElementChild.focus();
        else if (item) item.node.scrollIntoView({ block: "nearest" });
      },
    };
  };
})(window);
