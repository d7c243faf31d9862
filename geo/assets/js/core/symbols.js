/* Draws the symbol of a kind of event: a silhouette and a glyph, both around (0, 0) for a radius of 11.
   The drawings are the files symbols/<kind>.svg; the map gets them as `{badge, glyph, filled}` by kind. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const NS = "http://www.w3.org/2000/svg";

  /** @type {WeakMap<Element, { look: string, scale: number }>} */
  const lettered = new WeakMap();

  /** How large type is in a map; asked of the style sheet only when the page's look changes, because asking is slow. */
  Atlas.lettering = (node) => {
    const look = `${document.body.classList.contains("atlas-large")} ${root.innerWidth}`;
    const known = lettered.get(node);
    if (known?.look === look) return known.scale;
    const scale = parseFloat(getComputedStyle(node).getPropertyValue("--atlas-scale")) || 1;
    lettered.set(node, { look, scale });
    return scale;
  };

  Atlas.element = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

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
