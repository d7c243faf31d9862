/* Every axis of time on the page: found when it comes, told what the page says, and that the reader has gone back. */
(function (root) {
  "use strict";
  const { document } = root;

  /** @typedef {{ axis: ReturnType<typeof atlasAxis>, told: string }} Known */
  /** @type {WeakMap<HTMLElement, Known>} */
  const known = new WeakMap();
  /** @type {Map<string, Known>} */
  const axes = new Map();
  const nodes = document.getElementsByClassName("axis");
  const marks = document.getElementsByClassName("axis-now");

  /** @param {HTMLCollectionOf<Element>} all @param {string} name */
  const named = (all, name) => root.atlasOfNow([...all].filter((one) => one.getAttribute("data-name") === name));

  /** Whether any axis is at less than all years: what brings all back is shown only then. */
  const sayHowMuch = () => {
    const isAll = marks.length > 0 && ![...marks].some((mark) => mark.classList.contains("limited"));
    document.documentElement.toggleAttribute("data-all-years", isAll);
  };
  const look = () => {
    axes.clear();
    sayHowMuch();
    for (const name of new Set([...nodes].map((node) => node.getAttribute("data-name")))) {
      const node = named(nodes, name), mark = named(marks, name);
      if (!known.has(node)) known.set(node, { axis: root.atlasAxis(node), told: "" });
      const here = known.get(node);
      axes.set(name, here);
      if (!mark) continue;
      const { from, to, sent, heard, chosen } = mark.dataset;
      const text = [from, to, sent, heard, chosen].join(" ");
      if (here.told === text) continue;
      here.told = text;
      here.axis.take({
        from,
        to,
        sent: Number(sent),
        heard: Number(heard),
        chosen: chosen ? root.atlasFlags(chosen) : null,
      });
    }
  };
  root.atlasRedrawn(look);

  root.addEventListener("popstate", () => {
    root.atlasWire.forget();
    for (const { axis } of axes.values()) axis.forget();
  });
  root.addEventListener("atlas:again", () => {
    for (const { axis } of axes.values()) axis.again();
  });
})(globalThis);
