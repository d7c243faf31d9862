/* The bar of a battle plan above the time control: whose account is drawn, and the days of the battle. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const MONTHS = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split(" ");

  const { element } = Atlas;
  const press = (button, isPressed) => {
    const now = String(isPressed);
    if (button.getAttribute("aria-pressed") !== now) button.setAttribute("aria-pressed", now);
  };
  const inWords = (on) => Atlas.dayInWords(on).replace(/ \d+$/, "");

  /** The days of a plan as the bar shows them: single days, and runs of days of which nothing is told. */
  Atlas.planCells = (days) => {
    const cells = [];
    for (const day of days) {
      const last = cells[cells.length - 1];
      if (day.captions || day.sides) cells.push({ day });
      else if (last && last.run && last.run[1].attested === day.attested) last.run[1] = day;
      else cells.push({ run: [day, day] });
    }
    return cells;
  };

  Atlas.planStrip = (map, wiring) => {
    const accounts = element("div", { className: "atlas-plan-accounts", hidden: true });
    accounts.setAttribute("role", "group");
    accounts.setAttribute("aria-label", "Whose account");
    const days = element("div", { className: "days" });
    days.setAttribute("role", "group");
    days.setAttribute("aria-label", "Days of the battle");
    const said = element("p", { className: "said" });
    said.setAttribute("role", "status");
    const list = element("ul", { className: "atlas-said" });
    const box = element(
      "div",
      { className: "atlas-plan-bar", hidden: true },
      element("div", { className: "row" }, said),
      days,
      list,
    );
    // a long caption is cut; pressed, or while the keyboard is among the days, it is there in full
    const unfold = (isWhole) => box.classList.toggle("is-whole", isWhole);
    said.addEventListener("click", () => unfold(undefined));
    days.addEventListener("focusin", ({ target }) => {
      if (/** @type {Element} */ (target).matches(":focus-visible")) unfold(true);
    });
    days.addEventListener("focusout", () => unfold(false));
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => box;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(accounts);
    const choice = L.control({ position: "topright" });
    choice.onAdd = () => accounts;
    choice.addTo(map);
    let buttons = new Map();

    const cell = (/** @type {any} */ { day, run }, isMonth) => {
      if (run) {
        const [first, last] = run.map(({ on }) => on);
        const span = first === last ? `on ${inWords(first)}` : `from ${inWords(first)} to ${inWords(last)}`;
        const text = run[0].attested ? `no change known ${span}` : `not attested ${span}`;
        return element("span", { className: run[0].attested ? "run held" : "run", title: text });
      }
      const button = element("button", {
        type: "button",
        title: Atlas.planCaption(day),
        textContent: String(Number(day.on.slice(8))),
      });
      const news = day.attested ? "" : ", not attested";
      button.setAttribute(
        "aria-label",
        `${inWords(day.on)}${news}${Atlas.planCaption(day) ? `: ${Atlas.planCaption(day)}` : ""}`,
      );
      if (isMonth) button.prepend(element("i", { textContent: MONTHS[Number(day.on.slice(5, 7)) - 1] }));
      const marks = element("u", {});
      for (const side of day.sides || []) marks.append(element("b", { className: `side-${side}` }));
      button.append(marks);
      button.addEventListener("click", () => wiring.choose(day.on));
      buttons.set(day.on, button);
      return button;
    };

    /** What is to be known of a day: what is not told, its hours by the sources' own clocks, and how those stood. */
    const aside = (plan, day, note) => {
      const told = Atlas.planHours(day);
      const words = element("small", { textContent: note });
      if (!told) return words;
      if (note) words.append(" · ");
      words.append(element("b", { textContent: told.span }), `, ${told.clock || "by each source’s own clock"}`);
      if (plan.clocks) {
        words.title = plan.clocks;
        words.append(element("span", { className: note ? "atlas-said" : "clocks", textContent: ` (${plan.clocks})` }));
      }
      return words;
    };

    return {
      box,
      /** Lay the bar out for a plan. */
      open(plan) {
        box.hidden = accounts.hidden = false;
        for (const node of [box, accounts]) Atlas.planSides(node, plan);
        buttons = new Map();
        let month = "";
        days.replaceChildren(
          ...Atlas.planCells(plan.days).map((one) => {
            const here = one.day ? one.day.on.slice(0, 7) : month;
            const isMonth = here !== month;
            month = here;
            return cell(one, isMonth);
          }),
        );
        const options = [["both", "Both"], ["a", plan.sides.a], ["b", plan.sides.b]];
        accounts.replaceChildren(...options.map(([value, title]) => {
          const button = element("button", { type: "button", textContent: title, value });
          button.setAttribute("aria-label", value === "both" ? "Both accounts" : `${title} account`);
          button.addEventListener("click", () => wiring.account(value));
          return button;
        }));
      },
      close() {
        box.hidden = accounts.hidden = true;
      },
      /** Show a day: its caption, what is not attested, and for screen readers where everybody stood. */
      show(plan, day, note) {
        for (const button of accounts.children) {
          press(button, /** @type {HTMLButtonElement} */ (button).value === day.accounts);
        }
        for (const [on, button] of buttons) press(button, on === day.on);
        const chosen = buttons.get(day.on);
        if (chosen) days.scrollLeft = chosen.offsetLeft - days.clientWidth / 2;
        const caption = Atlas.planCaption(plan.days.find(({ on }) => on === day.on) || {});
        said.replaceChildren(
          element("strong", { className: "atlas-said", textContent: inWords(day.on) }), // the control below shows it
          element("span", { className: "caption", textContent: caption.replaceAll(" ·", "\u00a0·"), title: caption }),
          aside(plan, day, note),
        );
        list.setAttribute("aria-label", `Positions on ${Atlas.dayInWords(day.on)}`);
        const told = [...day.lines, ...day.ways, ...day.units, ...day.contested];
        list.replaceChildren(...told.map((one) => element("li", { textContent: Atlas.planSpoken(one, plan) })));
      },
      /** The days that play and the step keys go through. */
      days: () => [...buttons.keys()],
    };
  };
})(globalThis);
