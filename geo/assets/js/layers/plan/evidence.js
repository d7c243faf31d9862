/* What stands behind a mark of a battle plan: who says so, in which work, where, how sure, and how far it may be off. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;

  const element = (name, className, ...children) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    node.append(...children);
    return node;
  };
  const when = ({ date, hours, clock }) => [date, hours, clock].filter(Boolean).join(", ");
  const work = ({ source, locator }) => [source, locator].filter(Boolean).join(", ");
  const radius = (km) => `known to ± ${km} km`;

  Atlas.planTitle = (one, plan) => {
    if (one.short) return one.title;
    if (one.name) return one.name;
    if (one.what) {
      return one.what === "both" ? "Who held this?" : one.what === "together" ? "Both sides here" : "Between the lines";
    }
    const party = plan.parties[one.party].title;
    const kinds = {
      claim: `Frontier as claimed by ${party}`,
      advance: `${one.unit || party}: way`,
      encirclement: `${party}: ring`,
      crossing: `${party}: crossing`,
      position: `${party}: position`,
    };
    return kinds[one.kind] || `${party}: front line`;
  };

  /** A claim as one paragraph. */
  const claim = (one, plan, isTitled) =>
    element(
      "div",
      "claim",
      ...(isTitled ? [element("strong", "", Atlas.planTitle(one, plan))] : []),
      ...[one.did || one.note].filter(Boolean).map((said) => element("p", "", said)),
      element("p", "", element("span", "claimant", one.claimant), ` · ${one.certainty} · ${when(one)}`),
      element("p", "", radius(one.km)),
      ...(work(one) ? [element("p", "work", work(one))] : []),
    );

  Atlas.planEvidence = (one, plan, claims) => {
    const box = element("div", "plan-evidence", element("h3", "", Atlas.planTitle(one, plan)));
    if (one.name) { // a place
      const names = [one.also, one.m === undefined ? "" : `${one.m} m`].filter(Boolean).join(" · ");
      if (names) box.append(element("p", "", names));
      box.append(element("p", "", `place: ${one.basis}, ± ${one.km} km`));
      if (one.note) box.append(element("p", "work", one.note));
    } else if (one.what) box.append(...[one.a, one.b].map((id) => claim(claims.get(id), plan, true)));
    else box.append(claim(one, plan, false));
    box.tabIndex = -1;
    return box;
  };

  Atlas.planSpoken = (one, plan) =>
    [Atlas.planTitle(one, plan), one.did, one.km && radius(one.km), one.claimant].filter(Boolean).join(", ");

  /**
   * Marks that open their evidence by click, Enter and tap; one of them is in the tab order, the arrow keys lead on.
   * @param {L.Map} map
   * @param {(mark: any) => void} hint  shows how far a mark may be off; null takes it away
   */
  Atlas.planMarks = (map, hint) => {
    let marks = [];
    let current = "";
    const focusOn = (id, isFocused) => {
      const mark = marks.find((one) => one.id === id) || marks[0];
      if (!mark) return;
      current = mark.id;
      for (const one of marks) one.group.setAttribute("tabindex", one === mark ? "0" : "-1");
      if (isFocused) mark.group.focus({ preventScroll: true });
    };
    const open = (mark, at, isByKey) => {
      current = mark.id;
      const content = mark.content();
      const popup = L.popup({ maxWidth: 340, minWidth: 220, className: "plan-popup", autoPanPadding: [12, 12] })
        .setLatLng(at).setContent(content).openOn(map);
      content.addEventListener("keydown", (key) => {
        if (key.key !== "Escape") return;
        key.stopPropagation();
        map.closePopup(popup);
      });
      if (!isByKey) return;
      content.focus({ preventScroll: true });
      popup.on("remove", () => focusOn(mark.id, true));
    };
    return {
      clear() {
        marks = [];
      },
      add(id, group, where, content, spoken) {
        const mark = { id, group, where, content };
        marks.push(mark);
        group.classList.add("live");
        for (
          const [name, value] of Object.entries({
            role: "button",
            tabindex: "-1",
            "aria-label": spoken,
            "data-plan": id,
          })
        ) {
          group.setAttribute(name, value);
        }
        for (const name of ["mouseenter", "focus"]) group.addEventListener(name, () => hint(mark));
        for (const name of ["mouseleave", "blur"]) group.addEventListener(name, () => hint(null));
        group.addEventListener("click", (click) => {
          L.DomEvent.stop(click);
          open(mark, map.mouseEventToLatLng(click), false);
        });
        group.addEventListener("keydown", (key) => {
          const here = marks.indexOf(mark);
          const goal = Atlas.walk(key.key, here, marks.length);
          if (goal !== null) focusOn(marks[goal].id, true);
          else if (key.key === "Enter" || key.key === " ") open(mark, map.layerPointToLatLng(where.middle), true);
          else return;
          key.preventDefault();
          key.stopPropagation();
        });
      },
      /** Put one mark into the tab order, the one that was there before if it is still drawn. */
      ready: () => focusOn(current, false),
    };
  };
})(globalThis);
