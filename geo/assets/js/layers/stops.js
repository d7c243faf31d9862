/* What the keyboard comes to on the map, in order of time: the tab key to one of all, the arrow keys from it to the others. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.Stops = class {
    constructor() {
      /** @type {Stop[]} */
      this.all = [];
      /** @type {?SVGElement} */
      this.held = null; // the one in the tab order
    }

    /** The stop where the keyboard is; nothing if it is elsewhere. */
    focused() {
      return this.all.find(({ node }) => node === document.activeElement);
    }

    /**
     * Take over what is to be seen; the keyboard stays where it was, or comes to what the events stand in now.
     * @param {Stop[]} stops  in order of time
     * @param {Stop | undefined} before  where the keyboard was
     */
    follow(stops, before) {
      this.all = stops;
      const stop = before && stops.find(({ events }) => events.includes(before.events[0]));
      if (stop && stop.node !== before.node) { // a disc may stand for others now
        this.hold(stop.node);
        stop.node.style.transition = "none"; // what comes softly takes no focus yet
        stop.node.focus({ preventScroll: true });
        stop.node.style.transition = "";
      }
      if (!this.held || this.held.style.display === "none") this.hold(stops[0]?.node || null);
    }

    /** Keep one in the tab order; the arrow keys walk from it through time. @param {?SVGElement} node */
    hold(node) {
      if (this.held) this.held.setAttribute("tabindex", "-1");
      this.held = node;
      if (node) node.setAttribute("tabindex", "0");
    }

    /**
     * Walk, or press what one stands on.
     * @param {SVGElement} node
     * @param {KeyboardEvent} key
     * @param {() => void} press
     */
    key(node, key, press) {
      const here = this.all.findIndex((stop) => stop.node === node);
      const goal = Atlas.walk(key.key, here, this.all.length);
      if (goal !== null) {
        const next = this.all[goal].node;
        this.hold(next);
        next.focus({ preventScroll: true });
      } else if (key.key === "Enter" || key.key === " ") press();
      else return;
      key.preventDefault();
      key.stopPropagation();
    }
  };
})(globalThis);
