/* Where the map looks: where the page sends it, and where the reader has moved it, which is told to the page. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const REPORT_MS = 250;
  const FLIGHT_S = 1.6; // from one step of a tour to the next

  Atlas.viewport = (map, wiring) => {
    let sent = 0; // number of the view that the page has sent last
    let known = ""; // the view that the page knows of
    /** @type {?() => View} */
    let goal = null; // what has put the map where it is, until somebody moves it
    let isTold = false; // the page knows where that is
    let isTouched = false;
    /** @type {Timer} */
    let timer;
    const box = map.getContainer();

    const place = () => {
      const { lat, lng } = map.getCenter();
      return { lat: Number(lat.toFixed(4)), lon: Number(lng.toFixed(4)), z: map.getZoom() };
    };
    const text = () => JSON.stringify(place());
    /** @param {Partial<View>} to */
    const jump = ({ lat, lon, z }) => map.setView([lat, lon], z, { animate: false });

    const home = place();
    known = text();
    for (const name of ["pointerdown", "wheel", "keydown"]) {
      box.addEventListener(name, () => isTouched = true, { capture: true, passive: true });
    }
    map.on("move", () => clearTimeout(timer)); // it does not rest
    map.on("moveend", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (text() === known) return;
        if (goal && isTold && !isTouched) return; // the window changed, nobody moved the map
        isTold = true;
        if (isTouched) goal = null;
        known = text();
        wiring.moved(place());
      }, REPORT_MS);
    });
    new ResizeObserver(([{ contentRect }]) => {
      if (map.getSize().equals([Math.round(contentRect.width), Math.round(contentRect.height)])) return;
      const centre = map.getCenter();
      const isKnown = text() === known;
      map.invalidateSize({ pan: false });
      if (goal && !isTouched) jump(goal());
      else map.setView(centre, map.getZoom(), { animate: false, reset: true }); // a pan goes by whole pixels, and drifts
      wiring.resized(Boolean(goal && !isTouched)); // an animation on its way has just been cut short
      if (isKnown) known = text();
    }).observe(box);

    return {
      sent: () => sent,
      go(view, isTour) {
        if (!view || view.n === sent) return false;
        const isFirst = sent === 0;
        sent = view.n;
        // a link that names no place leads back to where the map began
        if (view.lat === undefined && isFirst) return false;
        const place = /** @type {View} */ (view.lat === undefined ? home : view);
        goal = isTour ? () => place : null;
        isTold = true;
        isTouched = false;
        if (isTour && !isFirst && !Atlas.reducedMotion()) {
          map.once("moveend", () => known = text()); // the page knows where the flight goes
          Atlas.travel(map, place, FLIGHT_S);
        } else {
          jump(place);
          known = text();
        }
        return true;
      },
      /** Go to a view, and to what it has become when the map gets another size; at once if the page need not be told. */
      to(viewNow, isQuiet) {
        goal = viewNow;
        isTold = isQuiet;
        isTouched = false;
        if (isQuiet) {
          jump(viewNow());
          known = text();
        } else Atlas.travel(map, viewNow());
      },
    };
  };
})(globalThis);
