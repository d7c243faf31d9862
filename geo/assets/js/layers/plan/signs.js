/* How units are drawn in a battle plan: as plain plates, or with the signs of APP-6; and the choice of it in the key. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const CHOICES = [["plain", "plain marks"], ["app6", "APP-6"]];
  const KEY_PX = [30, 20];

  /** Paths of a sign, in the units of its frame. */
  const paths = (list, look, group) => {
    for (const { d, isFilled } of list || []) {
      Atlas.svg("path", { class: `${look}${isFilled ? " filled" : ""}`, d }, group);
    }
  };

  /** The frame of a unit with its branch, and its size above, so many pixels high with its corner at (x, y). */
  Atlas.app6 = ({ branch, echelon }, symbols, x, y, high, parent) => {
    const [left, top, right, bottom] = symbols.frame;
    const scale = high / (bottom - top);
    const transform = `translate(${x} ${y}) scale(${scale}) translate(${-left} ${-top})`;
    const group = Atlas.svg("g", { class: "app6", transform }, parent);
    Atlas.svg("rect", { class: "frame", x: left, y: top, width: right - left, height: bottom - top }, group);
    paths(symbols.branches[branch], "branch", group);
    paths(symbols.echelons[echelon], "size", group);
    return group;
  };

  /** The choice, as a line of the key; `chosen` hears of another. @param {() => void} chosen */
  Atlas.unitSigns = (chosen) => {
    let value = "plain";
    let symbols = null;
    const row = document.createElement("li");
    const group = document.createElement("span");
    const list = document.createElement("ul");
    row.className = "atlas-plan-signs";
    row.hidden = true;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "How units are drawn");
    const buttons = CHOICES.map(([name, title]) => {
      const button = Object.assign(document.createElement("button"), {
        type: "button",
        textContent: title,
        value: name,
      });
      button.addEventListener("click", () => {
        set(name);
        chosen();
      });
      return button;
    });
    group.append(...buttons);
    row.append("Units as ", group, list);

    const show = () => {
      for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === value));
      list.hidden = value === "plain" || !symbols;
      if (list.hidden || list.firstChild) return;
      list.append(
        ...Object.entries(symbols.titles).map(([branch, title]) => {
          const line = document.createElement("li");
          const [width, height] = KEY_PX;
          const look = { viewBox: `-1 -1 ${width + 2} ${height + 2}`, width: width + 2, height: height + 2 };
          Atlas.app6(
            { branch, echelon: "" },
            symbols,
            0,
            0,
            height,
            Atlas.svg("svg", { ...look, "aria-hidden": "true" }, line),
          );
          line.append(title);
          return line;
        }),
      );
    };
    const set = (name) => {
      value = name;
      show();
    };
    show();
    return {
      row,
      set,
      value: () => value,
      /** The signs of the plan that is shown; none without a plan. */
      of(plan) {
        symbols = plan && plan.symbols;
        row.hidden = !symbols;
        list.replaceChildren();
        show();
      },
    };
  };
})(globalThis);
