/* The list beside the map. It stands in the page as a whole; a mark beside it says which events of it are shown, so that a
   step of the years sends some digits and takes away nothing that is held or unfolded. The atlas's list is asked for once
   and comes back as it was left; that of a visitor's own events the page brings with it. */
(function (root) {
  "use strict";
  const { document } = root;
  const boxes = document.getElementsByClassName("list-whole");
  const marks = document.getElementsByClassName("list-now");

  const FIRST_MS = 1500; // the map goes before, for so long: a list is there already, in words
  const AGAIN_MS = 2000;

  /** @typedef {{ body: HTMLElement, list: ReturnType<typeof atlasEventList>, told: string | undefined }} Standing */
  /** @type {Map<string, Standing>} */
  const known = new Map(); // by address
  /** @type {Set<string>} */
  const asked = new Set();
  /** @type {?Element} */
  let box = null;
  /** @type {?Standing} */
  let standing = null;

  /** @param {HTMLElement} body @returns {Standing} */
  const stand = (body) => ({ body, list: root.atlasEventList(body), told: undefined });

  const mapIsDrawn = () =>
    new Promise((done) => {
      if (!document.getElementById("first-sight")) return done(null);
      root.addEventListener("atlas:drawn", done, { once: true });
      setTimeout(done, FIRST_MS);
    });

  /** Ask for a list until it has come. @param {string} address */
  const ask = async (address) => {
    if (asked.has(address)) return;
    asked.add(address);
    await mapIsDrawn();
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(String(answer.status));
      const body = document.createElement("div");
      body.innerHTML = await answer.text(); // made by templates that escape
      known.set(address, stand(body));
      look();
    } catch {
      asked.delete(address); // the server may be starting again
      setTimeout(look, AGAIN_MS);
    }
  };

  /** Each list is one stop of the tab key; how many stand in the second is said over it. */
  const settle = () => {
    for (const part of standing.body.querySelectorAll(".time-list")) {
      const links = [...part.querySelectorAll("a")];
      const seen = links.filter((link) => !link.hidden);
      const stop = links.find((link) => link.tabIndex === 0);
      if (stop?.hidden) stop.tabIndex = -1;
      if (!stop || stop.hidden) {
        const next = seen.find((link) => !link.closest("details:not([open])"));
        if (next) next.tabIndex = 0;
      }
      if (!(part instanceof HTMLElement) || !part.matches(".elsewhere")) continue;
      part.hidden = seen.length === 0;
      part.querySelector(".count b").textContent = `${seen.length} more`;
    }
  };

  const look = () => {
    const found = root.atlasOfNow(boxes), mark = root.atlasOfNow(marks);
    if (!found || !mark) return;
    const address = found.dataset.from;
    if (found !== box || !standing) {
      box = found;
      standing = address ? known.get(address) ?? null : stand(found);
      if (!standing) return void ask(address);
      if (address) found.append(standing.body);
    }
    if (mark.dataset.shown !== standing.told) {
      standing.told = mark.dataset.shown;
      const flags = root.atlasFlags(standing.told);
      standing.list.show((number) => flags[number] ?? false);
      settle();
    }
    found.classList.add("is-told");
  };
  root.atlasRedrawn(look);
})(globalThis);
