/* Draws the symbol of a kind of event: a silhouette and a glyph, both around (0, 0) for a radius of 11.
   The drawings are the files symbols/<kind>.svg; the map gets them as `{badge, glyph, filled}` by kind. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const NS = "http://www.w3.org/2000/svg";

  Atlas.lettering = (node) => parseFloat(getComputedStyle(node).getPropertyValue("--atlas-scale")) || 1;

  /** @param {string} name @param {object} attributes @param {?Element} parent @returns {SVGElement} */
  Atlas.svg = (name, attributes, parent) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) {
      // a policy that forbids inline styles lets scripts set them, but not as an attribute
      if (key === "style") node.style.cssText = attributes[key];
      else node.setAttribute(key, attributes[key]);
    }
    if (parent) parent.appendChild(node);
    return node;
  };

  Atlas.symbol = (drawing, parent) => {
    const group = Atlas.svg("g", { class: "atlas-symbol" }, parent);
    Atlas.svg("path", { class: "badge", d: drawing.badge }, group);
    Atlas.svg("path", { class: drawing.filled ? "glyph filled" : "glyph", d: drawing.glyph }, group);
    return group;
  };
})(globalThis);
