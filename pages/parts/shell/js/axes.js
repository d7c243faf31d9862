/* Every axis of time on the page: found when it comes, told what the page says, and that the reader has gone back. */
(function (root) {
  "use strict";
  const { document } = root;

  /** @type {Map<string, ReturnType<typeof atlasAxis>>} */
  const axes = new Map();
  /** @type {Map<string, string>} */
  const told = new Map();
  const nodes = document.getElementsByClassName("axis");
  const marks = document.getElementsByClassName("axis-now");

  /** @param {string} hex */
  const flags = (hex) =>
    hex ? [...hex].flatMap((digit) => [8, 4, 2, 1].map((bit) => Boolean(parseInt(digit, 16) & bit))) : null;

  const look = () => {
    for (const node of /** @type {Iterable<HTMLElement>} */ (nodes)) {
      const { name } = node.dataset;
      if (axes.get(name)?.node === node) continue;
      axes.set(name, root.atlasAxis(node));
      told.delete(name);
    }
    for (const mark of /** @type {Iterable<HTMLElement>} */ (marks)) {
      const { name, from, to, sent, heard, chosen } = mark.dataset;
      const text = [from, to, sent, heard, chosen].join(" ");
      if (told.get(name) === text || !axes.has(name)) continue;
      told.set(name, text);
      axes.get(name).take({ from, to, sent: Number(sent), heard: Number(heard), chosen: flags(chosen) });
    }
  };
  new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });

  root.addEventListener("popstate", () => {
    root.atlasWire.forget();
    for (const axis of axes.values()) axis.forget();
  });
  root.addEventListener("atlas:again", () => {
    for (const axis of axes.values()) axis.again();
  });
})(globalThis);
