/* How far the best known line of the day may be off, or without lines the best known unit: a bar beside the scale, as long
   as that. Where the map is nearer than anything is known, a sentence says so, with a button back to where the lines are. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const rules = Atlas.looks.plan;
  const LEAST_PX = 3;

  Atlas.planDoubt = (day) => {
    const lines = [...day.lines, ...day.ways];
    const least = (/** @type {{ km: number }[]} */ claims) => Math.min(...claims.map(({ km }) => km));
    const km = least(lines.length ? lines : day.units);
    const what = lines.length ? "lines" : "units";
    return Number.isFinite(km) ? { km, what, leastKm: least([...lines, ...day.units]) } : null;
  };

  /** Whether the map is nearer than anything of the day is known. */
  Atlas.isLost = (doubt, scale) => Boolean(doubt) && doubt.leastKm / scale > rules.loosePx;

  Atlas.doubtBar = (map, back) => {
    const { element } = Atlas;
    const [bar, words] = [element("i", {}), element("span", {})];
    const button = element("button", { type: "button", textContent: "Zoom out" });
    const box = element("div", { className: "atlas-plan-doubt", hidden: true }, bar, words, button);
    button.addEventListener("click", back);
    L.DomEvent.disableClickPropagation(button);
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => box;
    let isAdded = false;
    return {
      /**
       * @param {?{ km: number, what: string, leastKm: number }} doubt
       * @param {number} scale  km a pixel
       * @returns {boolean} whether the map is nearer than anything is known
       */
      show(doubt, scale) {
        box.hidden = !doubt;
        if (!doubt) return false;
        if (!isAdded) control.addTo(map); // above all else in that corner
        isAdded = true;
        const isLost = Atlas.isLost(doubt, scale);
        box.classList.toggle("is-lost", isLost);
        bar.hidden = doubt.km / scale > rules.loosePx;
        button.hidden = !isLost;
        bar.style.width = `${Math.max(LEAST_PX, Math.round(doubt.km / scale))}px`;
        words.textContent = isLost
          ? `Nothing of this day is known closer than ± ${doubt.leastKm} km.`
          : `± ${doubt.km} km, ${doubt.what} of the day`;
        return isLost;
      },
    };
  };
})(globalThis);
