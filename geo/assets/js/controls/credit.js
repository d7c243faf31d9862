/* The credit of the maps: on a narrow map it would cover places, and is folded behind a button. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const TITLE = "Whose map this is";

  Atlas.credit = (map) => {
    const box = map.getContainer();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "atlas-credit";
    button.textContent = "i";
    button.title = TITLE;
    button.setAttribute("aria-label", TITLE);
    const open = (isOpen) => {
      box.classList.toggle("atlas-credit-open", isOpen);
      button.setAttribute("aria-expanded", String(isOpen));
    };
    const fold = () => box.classList.toggle("atlas-credit-folds", map.getSize().x < Atlas.looks.narrowPx);
    button.addEventListener("click", () => open(button.getAttribute("aria-expanded") !== "true"));
    L.DomEvent.disableClickPropagation(button);
    const control = L.control({ position: "bottomright" });
    control.onAdd = () => button;
    control.addTo(map);
    map.on("resize", fold);
    map.on("click movestart", () => open(false));
    open(false);
    fold();
  };
})(globalThis);
