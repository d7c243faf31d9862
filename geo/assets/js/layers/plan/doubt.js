/* A bar beside the scale, as long as the day's best known line or unit may be off: the shortest honest word on a plan. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const rules = Atlas.looks.plan;
  const LEAST_PX = 3;

  Atlas.planDoubt = (day) => {
    const lines = [...day.lines, ...day.ways];
    const best = Math.min(...(lines.length ? lines : day.units).map(({ km }) => km));
    return Number.isFinite(best) ? { km: best, what: lines.length ? "lines" : "units" } : null;
  };

  Atlas.doubtBar = (map) => {
    const box = document.createElement("div");
    box.className = "atlas-plan-doubt";
    box.hidden = true;
    const bar = document.createElement("i");
    const words = document.createElement("span");
    box.append(bar, words);
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => box;
    let isAdded = false;
    return {
      /** @param {?{ km: number, what: string }} doubt @param {number} scale  km a pixel */
      show(doubt, scale) {
        box.hidden = !doubt;
        if (!doubt) return;
        if (!isAdded) control.addTo(map); // above all else in that corner
        isAdded = true;
        const px = doubt.km / scale;
        const isLost = px > rules.loosePx;
        bar.hidden = isLost;
        bar.style.width = `${Math.max(LEAST_PX, Math.round(px))}px`;
        words.textContent = isLost
          ? `Nothing of this day is known closer than ± ${doubt.km} km: zoom out`
          : `± ${doubt.km} km, ${doubt.what} of the day`;
      },
    };
  };
})(globalThis);
