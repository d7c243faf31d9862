/* The button that leads to the plan of the open battle, where the map is too far away to show it. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;

  Atlas.planGuide = (map) => {
    const button = document.createElement("button"), name = document.createElement("b");
    button.type = "button";
    button.className = "atlas-plan-guide";
    button.hidden = true;
    button.append(name, "Battle plan, day by day");
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => button;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(button);
    return {
      /** Show it for a battle. @param {string} title @param {() => void} go */
      show(title, go) {
        name.textContent = title;
        button.onclick = go;
        button.hidden = false;
      },
      hide() {
        button.hidden = true;
      },
    };
  };
})(globalThis);
