/* The day that the borders of the base map are of: which one a range of days gets, and the words that say so. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { bordersTurn, firstBorders, lastBorders } = Atlas.looks;

  /* A range has the borders of its last day; but one that reaches into the August war from before has those of the
     war's eve: three weeks redrew them all. geo/basemap/borders.py says the same. */
  Atlas.bordersOn = (from, to) => {
    if (to && to <= bordersTurn) return to;
    return from && from > bordersTurn ? to || lastBorders : bordersTurn;
  };

  /* Where borders change they are drawn anew, which takes longer than a frame; so the frame that shows the events
     comes first. */
  Atlas.borders = (map, base) => {
    const words = L.DomUtil.create("div", "atlas-borders");
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => words;
    control.addTo(map);
    let shown = "";
    let isDue = false;
    const draw = () => {
      isDue = false;
      base.setDay(shown);
    };
    // Of a part of the world for which the base map has no borders of the time, nothing is said of them.
    const place = () => {
      words.hidden = !base.hasStates(map.getBounds());
    };
    base.ready.then(() => {
      map.on("moveend", place);
      place();
    }, () => undefined);
    return (day) => {
      if (day === shown) return;
      shown = day;
      if (!isDue) root.requestAnimationFrame(() => root.setTimeout(draw));
      isDue = true;
      const said = day < lastBorders ? day : lastBorders;
      words.textContent = day < firstBorders
        ? `No borders drawn before ${firstBorders.slice(0, 4)}`
        : `Borders of ${Atlas.dayInWords(said)}`;
    };
  };
})(globalThis);
