/* The exercises of the offline file, beside the map: one task at a time, answered here and marked at once. The address
   #exercise/<kind>/<level>/<task> says which is open. What is answered is kept until the file is closed, and nowhere else. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const { element } = Atlas;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);
  /** HTML of ours as nodes, with the styles that the policy of the file lets scripts alone set. @param {string} html */
  const nodes = (html) => {
    const holder = element("div", { innerHTML: html });
    for (const node of holder.querySelectorAll("[data-style]")) node.style.cssText = node.dataset.style;
    return holder;
  };

  Atlas.offlineExercises = ({ exercises }, { go, titleOf }) => {
    const [kinds, levels, how, task] = ["exercise_kind", "exercise_level", "exercise_how", "exercise_task"].map($);
    const [previous, next, at, said] = ["exercise_before", "exercise_after", "exercise_at", "exercise_said"].map($);
    /** @type {Map<OfflineTask, OfflineAnswer>} */
    const answers = new Map();
    let shown = { kind: exercises[0], level: exercises[0].levels[0], number: 1 };
    let isOpen = false;

    const here = () => shown.level.tasks[shown.number - 1];
    const answer = () => {
      const one = here();
      if (!answers.has(one)) answers.set(one, { guess: "", isRevealed: false, order: Object.keys(one.rows ?? {}) });
      return answers.get(one);
    };
    const address = ({ kind, level, number }) => `#exercise/${kind.id}/${level.number}/${number}`;
    const button = (words, press, isFirst = false) =>
      element("button", {
        type: "button",
        className: isFirst ? "tool first" : "tool",
        textContent: words,
        onclick: press,
      });
    const reveal = () => {
      answer().isRevealed = true;
      draw();
      task.querySelector("a[href]")?.focus({ preventScroll: true });
      $("side").scrollTop = 0;
    };

    const choice = ({ asked, picture, words, choices, right, solutions, link, title }, { guess, isRevealed }) => {
      const parts = [nodes(picture), nodes(isRevealed ? solutions[guess] : asked)];
      if (isRevealed) {
        said.textContent = !guess ? "" : guess === right ? "✓ Right." : "✗ Not this time: see why.";
        return [...parts, element("p", {}, element("a", { href: link, textContent: `${title}: the record` }))];
      }
      const answered = button(guess ? "Check the answer" : "Show the answer", reveal, true);
      const radios = Object.entries(choices).map(([value, text]) =>
        element(
          "label",
          {},
          element("input", {
            type: "radio",
            name: "exercise",
            value,
            checked: value === guess,
            onchange: () => {
              answer().guess = value;
              answered.textContent = "Check the answer";
            },
          }),
          ` ${text}`,
        )
      );
      return [...parts, element("fieldset", {}, element("legend", { textContent: words }), ...radios), answered];
    };

    const order = ({ rows, titles, order: right, said: words, solution }, { order: now, isRevealed }) => {
      const count = now.filter((id, place) => right[place] === id).length;
      if (isRevealed) return [nodes(solution)];
      const move = (place, by) => {
        [now[place], now[place + by]] = [now[place + by], now[place]];
        said.textContent = "";
        draw();
        const ways = [...task.querySelectorAll("li")[place + by].querySelectorAll("button")];
        const same = ways.find((one) => one.dataset.by === String(by) && !one.disabled);
        (same ?? ways.find((one) => !one.disabled)).focus();
      };
      const way = (id, place, by) => {
        const made = button(by < 0 ? "↑" : "↓", () => move(place, by));
        made.dataset.by = String(by);
        made.disabled = !(place + by in now);
        made.setAttribute("aria-label", `Move ${titles[id]} ${by < 0 ? "up" : "down"}`);
        return made;
      };
      const list = now.map((id, place) => {
        const row = nodes(rows[id]);
        row.querySelector(".number").textContent = String(place + 1);
        return element("li", {}, row, element("span", { className: "ways" }, way(id, place, -1), way(id, place, 1)));
      });
      const check = () => {
        said.textContent = words[count];
        task.querySelectorAll("li").forEach((row, place) => {
          row.classList.toggle("is-right", right[place] === now[place]);
          row.classList.toggle("is-wrong", right[place] !== now[place]);
        });
      };
      return [
        element("p", { className: "end", textContent: "earliest" }),
        element("ol", { className: "order-rows" }, ...list),
        element("p", { className: "end", textContent: "latest" }),
        element("p", {}, button("Check", check, true), " ", button("Show the dates", reveal)),
      ];
    };

    const place = ({ asked, solution }, { isRevealed }) =>
      isRevealed ? [nodes(solution)] : [nodes(asked), button("Show the answer", reveal)];

    const draw = () => {
      const one = here();
      const parts = one.rows ? order : one.found ? place : choice;
      task.replaceChildren(...parts(/** @type {any} */ (one), answer()));
    };

    const choose = (kind, level = shown.level.number) => {
      const found = exercises.find(({ id }) => id === kind) ?? exercises[0];
      go(
        address({ kind: found, level: found.levels.find((one) => one.number === level) ?? found.levels[0], number: 1 }),
      );
    };
    const options = (select, all) =>
      select.replaceChildren(...all.map(([value, text]) => element("option", { value, textContent: text })));
    options(kinds, exercises.map(({ id, title }) => [id, title]));
    kinds.addEventListener("change", () => choose(kinds.value));
    levels.addEventListener("change", () => choose(shown.kind.id, Number(levels.value)));
    for (const [one, by] of /** @type {[HTMLElement, number][]} */ ([[previous, -1], [next, 1]])) {
      one.addEventListener("click", () => go(address({ ...shown, number: shown.number + by })));
    }
    $("exercises_open").addEventListener("click", () => go(isOpen ? "#" : address(shown)));

    return {
      /** Show the task that an address names, or the nearest there is; without a name, none. */
      show(name, level, number) {
        isOpen = Boolean(name);
        $("exercises_open").setAttribute("aria-pressed", String(isOpen));
        $("exercises").hidden = !isOpen;
        if (!isOpen) return;
        const kind = exercises.find(({ id }) => id === name) ?? exercises[0];
        const found = kind.levels.find((one) => one.number === Number(level)) ?? kind.levels[0];
        shown = { kind, level: found, number: Math.min(Math.max(Number(number) || 1, 1), found.tasks.length) };
        options(levels, kind.levels.map((one) => [one.number, `${one.number} ${one.title}`]));
        [kinds.value, levels.value] = [kind.id, String(found.number)];
        how.textContent = kind.how;
        at.textContent = `${shown.number} of ${found.tasks.length}`;
        previous.disabled = shown.number === 1;
        next.disabled = shown.number === found.tasks.length;
        said.textContent = "";
        draw();
        $("side").scrollTop = 0;
      },
      /** Take a symbol that was pressed as the answer; false if none was asked for. @param {string} id */
      pick(id) {
        const { found } = here();
        if (!isOpen || !found || answer().isRevealed) return false;
        if (found.includes(id)) {
          reveal();
          said.textContent = "✓ Right: it was there.";
        } else said.textContent = `✗ That is “${titleOf(id)}”. Look again, or show the answer.`;
        return true;
      },
    };
  };
})(globalThis);
