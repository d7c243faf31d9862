/* One symbol per kind of event: a silhouette and a glyph, both drawn around (0, 0) for a radius of 11. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const NS = "http://www.w3.org/2000/svg";

  /** Silhouettes differ so that kinds can be told apart without colour; `fill` marks a glyph that is filled, not stroked. */
  Atlas.SYMBOLS = Object.freeze({
    incident: { badge: "M0-11.5 11.5 0 0 11.5-11.5 0Z", glyph: "M0-6 1.7-1.7 6 0 1.7 1.7 0 6-1.7 1.7-6 0-1.7-1.7Z", fill: true },
    battle: { badge: "M0-11A11 11 0 1 1 0 11 11 11 0 1 1 0-11Z", glyph: "M-5 5 5.5-5.5M5 5-5.5-5.5M-5.6.8-.8 5.6M5.6.8.8 5.6" },
    operation: { badge: "M-11-8.5H3L12 0 3 8.5H-11Z", glyph: "M-6-4-2 0-6 4M0-4 4 0 0 4" },
    landing: { badge: "M-10.5-9.5H10.5V-1C10.5 5 4.5 9 0 12-4.5 9-10.5 5-10.5-1Z", glyph: "M0-6.5V2M-3.8-1.6 0 2.2 3.8-1.6M-5 5.2H5" },
    air_action: { badge: "M0-13 12.5 9H-12.5Z", glyph: "M0-6 1.2-1.2 6.4 2.6V4L1.2 2.6.8 5 2.2 6.2V7H-2.2V6.2L-.8 5-1.2 2.6-6.4 4V2.6L-1.2-1.2Z", fill: true },
    diplomatic: { badge: "M-7-10H7A3 3 0 0 1 10-7V7A3 3 0 0 1 7 10H-7A3 3 0 0 1-10 7V-7A3 3 0 0 1-7-10Z", glyph: "M-5-4.5H5M-5 0H5M-5 4.5H1.5" },
    context: { badge: "M-5.5-9.5H5.5L11 0 5.5 9.5H-5.5L-11 0Z", glyph: "M0-1V5.5M0-5.2V-4.8" },
  });

  const el = (name, attributes, parent) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (parent) parent.appendChild(node);
    return node;
  };
  Atlas.svg = el;

  /** Append the symbol of `kind` to an SVG parent. @param {string} kind @param {SVGElement} parent @returns {SVGElement} */
  Atlas.symbol = (kind, parent) => {
    const symbol = Atlas.SYMBOLS[kind] || Atlas.SYMBOLS.context;
    const group = el("g", { class: "atlas-symbol" }, parent);
    el("path", { class: "badge", d: symbol.badge }, group);
    el("path", { class: symbol.fill ? "glyph filled" : "glyph", d: symbol.glyph }, group);
    return group;
  };
})(typeof window === "undefined" ? globalThis : window);
