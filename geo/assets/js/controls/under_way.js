/* What is under way on the day that time has come to: one caption in large type, long enough to be read, and the events. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const READ_MS = 1700; // a caption stays so long while time runs
  const LOOK_MS = 90; // so often the events are looked through
  const MOST = 2; // are named beside the caption
  const WEIGHTY = ["battle", "operation", "landing"];

  /** What is best told of several events: the newest, a battle before a meeting, the whole before its parts. */
  Atlas.toldFirst = (events) => {
    const isWhole = (id) => events.some(({ partOf }) => partOf === id);
    const weight = ({ id, kind }) => (WEIGHTY.includes(kind) ? 2 : 0) + (isWhole(id) ? 1 : 0);
    return [...events].sort((one, other) => other.firstDay - one.firstDay || weight(other) - weight(one))[0] || null;
  };

  Atlas.toldOf = ({ id, firstDay, lastDay, feature: { properties } }, title) => {
    const { kind, caption, part_of: partOf } = properties;
    return { id, firstDay, lastDay, kind, caption, partOf, title };
  };

  /** Shortest first: what lasts for years is background. */
  Atlas.shortestFirst = (events) =>
    [...events].sort((one, other) => (one.lastDay - one.firstDay) - (other.lastDay - other.firstDay));

  Atlas.underWay = (wiring) => {
    const caption = document.createElement("p");
    caption.className = "caption";
    const events = document.createElement("p");
    events.className = "events";
    const box = document.createElement("div");
    box.className = "now";
    box.hidden = true;
    box.append(caption, events);
    let told = null;
    let since = 0;
    let looked = 0;
    let known = "";

    const link = ({ id, title }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => wiring.open(id));
      return button;
    };
    const name = (all) => {
      const others = all.filter(({ id }) => !told || id !== told.id || !told.caption);
      const more = others.length - MOST;
      events.replaceChildren(...others.slice(0, MOST).map(link), ...(more > 0 ? [`and ${more} more`] : []));
    };

    return {
      box,
      /** Show a day; while time runs a caption is not taken away before it can be read. */
      show(day, isRunning) {
        const time = root.performance.now();
        if (isRunning && time - looked < LOOK_MS) return;
        looked = time;
        box.hidden = false;
        const all = Atlas.shortestFirst(wiring.during(day));
        const best = Atlas.toldFirst(all);
        if (best && best.id !== told?.id && (!isRunning || time - since > READ_MS)) {
          told = best;
          since = time;
          caption.textContent = best.caption || best.title;
        } else if (!isRunning && !best) {
          told = null;
          caption.textContent = "";
        }
        const ids = all.map(({ id }) => id).join(" ");
        if (`${ids} ${told?.id}` === known) return;
        known = `${ids} ${told?.id}`;
        name(all);
        wiring.tell(ids);
      },
      hide() {
        box.hidden = true;
        told = null;
        known = "";
        caption.textContent = "";
        wiring.tell("");
      },
    };
  };
})(globalThis);
