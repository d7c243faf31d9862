/* The legend of the map: what each symbol and each outline means. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;

  const line = (drawing, text, extra) => {
    const item = document.createElement("li");
    const picture = Atlas.svg("svg", { viewBox: "-15 -15 30 30", width: 26, height: 26, "aria-hidden": "true" }, item);
    drawing(picture);
    item.appendChild(document.createTextNode(text));
    if (extra) item.className = extra;
    return item;
  };

  Atlas.legend = (map, kinds) => {
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
      const symbol = (kind, drawing, className) => (picture) => {
        const group = Atlas.svg("g", { class: `atlas-event kind-${kind} ${className || ""}` }, picture);
        Atlas.symbol(drawing, group);
      };
      const fill = () => {
        for (const { kind, title, drawing } of kinds) list.appendChild(line(symbol(kind, drawing), title));
        const battle = kinds.find(({ kind }) => kind === "battle") || kinds[0];
        list.appendChild(
          line(
            symbol(battle.kind, battle.drawing, "vague"),
            "hollow: place known only to a district or worse",
            "apart",
          ),
        );
        list.appendChild(
          line(
            (picture) => Atlas.svg("circle", { class: "atlas-area", r: 12 }, picture),
            "the true place lies in the circle or along the line",
          ),
        );
        list.appendChild(line((picture) => {
          Atlas.svg("line", { class: "atlas-doubt", x1: -12, y1: 9, x2: 5, y2: -4 }, picture);
          Atlas.svg("circle", { class: "atlas-doubt end", cx: 7, cy: -6, r: 5 }, picture);
        }, "another reading of a disputed place"));
        list.appendChild(line((picture) => {
          const group = Atlas.svg("g", { class: "atlas-event kind-battle moved" }, picture);
          Atlas.svg("line", { class: "leader", x1: -9, y1: 8, x2: 5, y2: -5 }, group);
          Atlas.svg("circle", { class: "origin", cx: -9, cy: 8, r: 3 }, group);
        }, "moved aside from its true point"));
        for (
          const [kind, side, text] of [
            ["advance", "soviet-union", "arrow: Soviet advance (schematic)"],
            ["advance", "japan", "Japanese advance"],
            ["envelopment", "soviet-union", "open: encirclement"],
            ["landing", "soviet-union", "dashed: landing from the sea"],
            ["airborne", "soviet-union", "dotted: airborne detachment"],
          ]
        ) {
          list.appendChild(line(
            (picture) => Atlas.legendArrow(kind, side, picture),
            text,
            kind === "advance" && side === "soviet-union" ? "apart" : "",
          ));
        }
      };
      button.addEventListener("click", () => {
        if (!list.firstChild) fill(); // not before somebody looks: at first it would be a good part of the map
        list.hidden = !list.hidden;
        button.setAttribute("aria-expanded", String(!list.hidden));
      });
      box.append(button, list);
      return box;
    };
    control.addTo(map);
  };
})(globalThis);
