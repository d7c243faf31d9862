/* What lies behind the events beside the base map: the day its borders are of, and other hosts' maps for comparison. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const L = root.L;
  const ONLINE_Z = 220;   // over the atlas's own tiles, under its borders and names

  const FIRST_BORDERS = "1868-01-01", LAST_BORDERS = "1945-12-31";   // what the base map knows
  Atlas.WAR_EVE = "1945-08-08";

  /** The day whose borders a range of days is shown with: its last, but the eve of the August war for a range that
      reaches into that war from before; three weeks redrew them all. @param {?string} from @param {?string} to */
  Atlas.bordersOn = (from, to) => {
    if (to && to <= Atlas.WAR_EVE) return to;
    return from && from > Atlas.WAR_EVE ? to || LAST_BORDERS : Atlas.WAR_EVE;
  };

  /**
   * Show the borders of a day, and say which day that is. Where borders change they are drawn anew, which takes
   * longer than a frame; so the frame that shows the events comes first.
   * @param {L.Map} map @param {{setPeriod: (from: string, to: string) => void}} base
   * @returns {(day: string) => void}
   */
  Atlas.borders = (map, base) => {
    const words = L.DomUtil.create("div", "atlas-borders");
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => words;
    control.addTo(map);
    let shown = "", isDue = false;
    const draw = () => {
      isDue = false;
      base.setPeriod(shown, shown);
    };
    return (day) => {
      if (day === shown) return;
      shown = day;
      if (!isDue) root.requestAnimationFrame(() => root.setTimeout(draw));
      isDue = true;
      words.textContent = day < FIRST_BORDERS ? "No borders drawn before 1868" : "Borders of " + Atlas.dayInWords(day < LAST_BORDERS ? day : LAST_BORDERS);
    };
  };

  /**
   * Lay another host's map over the atlas's own, or take it away.
   * @param {L.Map} map
   * @param {object} sources  {title, url, attribution, max_zoom} by name
   * @returns {(name: string) => void}  an empty name is the atlas's own map
   */
  Atlas.online = (map, sources) => {
    let layer = null, shown = "", notice = null;
    return (name) => {
      if (name === shown) return;
      shown = name;
      if (layer) layer.remove();
      if (notice) notice.remove();
      layer = notice = null;
      const source = sources[name];
      if (!source) return;
      if (!map.getPane("atlas-online")) map.createPane("atlas-online").style.zIndex = ONLINE_Z;
      layer = L.tileLayer(source.url, {
        pane: "atlas-online", maxZoom: 20, maxNativeZoom: source.max_zoom, attribution: source.attribution,
        referrerPolicy: "strict-origin-when-cross-origin",   // OpenStreetMap refuses requests that do not say where they come from
      });
      layer.once("tileerror", () => {
        notice = Atlas.notice(map, `The map of ${source.title} cannot be reached from here. The atlas's own map is shown.`);
      });
      layer.addTo(map);
    };
  };
})(window);
