/* The names below the axis of time: of years, months or days, each as long as there is room for it. */
(function (root) {
  "use strict";
  const { document } = root;
  const scale = root.atlasAxisScale;
  const LETTER_PX = 7.6;

  /** The names in a box; `say` writes a text into a node. */
  root.atlasAxisNames = (box, whole, say) => ({
    /** Write the names of what is seen, those in the chosen range marked. @param {Span} view @param {Span} range */
    draw(view, range, width) {
      const cells = scale.cells(view, whole, width);
      const xOf = (day) => (day - view.from) * width / scale.lengthOf(view);
      while (box.children.length > cells.length) box.lastChild.remove();
      while (box.children.length < cells.length) box.append(document.createElement("span"));
      cells.forEach((cell, place) => {
        const span = /** @type {HTMLElement} */ (box.children[place]);
        const [left, right] = [Math.max(0, xOf(cell.from)), Math.min(width, xOf(cell.to))];
        const isIn = cell.to > range.from && cell.from < range.to;
        const classes = [
          isIn ? "in" : "",
          cell.isGreater ? "greater" : "",
          cell.from > view.from ? "ruled" : "",
        ];
        const look = classes.filter(Boolean).join(" ");
        if (span.className !== look) span.className = look;
        span.style.left = `${left}px`;
        span.style.width = `${right - left}px`;
        say(span, cell.names.find((name) => name.length * LETTER_PX <= right - left) ?? "");
      });
    },
  });
})(globalThis);
