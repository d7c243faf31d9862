/* The legend of the map: what each symbol and each outline means. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;

  /** @type {[kind: string, text: string][]} */
  const ARROWS = [
    ["advance", "arrow: advance, in the colour of its side; its course is approximate"],
    ["envelopment", "open: encirclement"],
    ["landing", "dashed: landing from the sea"],
    ["airborne", "dotted: airborne detachment"],
  ];

  const PLAN_NOTE =
    "battle plan: lines and places as told by each side, ticks towards a line’s own troops; the softer a " +
    "mark, the less is known; point at it to see how far it may be off";

  /** A line of the legend. @param {(picture: SVGElement) => void} draw @param {string} text */
  const line = (draw, text, isApart = false) => {
    const item = document.createElement("li");
    const picture = Atlas.svg("svg", { viewBox: "-15 -15 30 30", width: 26, height: 26, "aria-hidden": "true" }, item);
    draw(picture);
    item.append(text);
    if (isApart) item.className = "apart";
    return item;
  };

  /** @param {Kind} kind @param {string} look  a class of an event */
  const symbol = ({ kind, drawing }, look) => (picture) =>
    Atlas.symbol(drawing, Atlas.svg("g", { class: `atlas-event kind-${kind} ${look}` }, picture));

  const area = (picture) => Atlas.svg("circle", { class: "atlas-area", r: 12 }, picture);
  const otherReading = (picture) => {
    Atlas.svg("line", { class: "atlas-doubt", x1: -12, y1: 9, x2: 5, y2: -4 }, picture);
    Atlas.svg("circle", { class: "atlas-doubt end", cx: 7, cy: -6, r: 5 }, picture);
  };
  const gathered = (picture) => {
    const group = Atlas.svg("g", { class: "atlas-gathered" }, picture);
    Atlas.disc(group).lastChild.textContent = "12";
  };
  const standsFor = ({ kind, drawing }) => (picture) => {
    const group = Atlas.svg("g", { class: `atlas-event kind-${kind}` }, picture);
    Atlas.count(Atlas.symbol(drawing, group)).lastChild.textContent = "9";
  };
  const movedAside = (picture) => {
    const group = Atlas.svg("g", { class: "atlas-event kind-battle moved" }, picture);
    Atlas.svg("line", { class: "leader", x1: -9, y1: 8, x2: 5, y2: -5 }, group);
    Atlas.svg("circle", { class: "origin", cx: -9, cy: 8, r: 3 }, group);
  };

  const planLine = (picture) => {
    Atlas.svg("path", { class: "plan-key", d: "M-13 -4H13M-9 -4v8M-1 -4v8M7 -4v8" }, picture);
  };

  /** @param {Kind[]} kinds @param {?HTMLElement} ofPlans */
  const lines = (kinds, ofPlans) => {
    const battle = kinds.find(({ kind }) => kind === "battle") || kinds[0];
    return [
      ...(ofPlans ? [ofPlans] : []),
      ...kinds.map((kind) => line(symbol(kind, ""), kind.title)),
      line(symbol(battle, "vague"), "pale with a dashed edge: the exact place is not known", true),
      line(area, "it happened somewhere in the circle or along the line"),
      line(otherReading, "another place that is named for the same event"),
      line(gathered, "so many events lie close together: press to come nearer"),
      line(standsFor(battle), "a battle, and so many parts of it"),
      line(movedAside, "moved aside: the small ring is its true place"),
      ...(ofPlans ? [line(planLine, PLAN_NOTE, true)] : []),
      ...ARROWS.map(([kind, text], index) =>
        line((picture) => Atlas.legendArrow(kind, "teal", picture), text, index === 0)
      ),
    ];
  };

  Atlas.legend = (map, kinds, ofPlans) => {
    const control = L.control({ position: "topright" });
    control.onAdd = () => {
      const box = L.DomUtil.create("div", "atlas-key");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "Key";
      button.setAttribute("aria-expanded", "false");
      const list = document.createElement("ul");
      list.hidden = true;
      const fill = () => {
        if (!list.firstChild) list.append(...lines(kinds, ofPlans)); // not before somebody looks: it is a good part of the map
      };
      root.addEventListener("beforeprint", fill);
      button.addEventListener("click", () => {
        fill();
        list.hidden = !list.hidden;
        button.setAttribute("aria-expanded", String(!list.hidden));
      });
      box.append(button, list);
      return box;
    };
    control.addTo(map);
  };
})(globalThis);
