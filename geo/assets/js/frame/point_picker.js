/* Where was it? A map without events, on which one point is chosen: by a click, or with the arrow keys, which move the
   map under a cross in its middle, and Enter. `Atlas.pointPicker` is called once; then `map.atlas.select(…)` shows a
   task as it stands. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const MARGIN_PX = 60;

  /** @param {string} className @returns {any}  a cross whose middle is the point */
  const cross = (className) => L.divIcon({ className: `atlas-cross ${className}`, iconSize: [44, 44] });

  /** @param {L.LatLng} at @returns {string} */
  const spoken = ({ lat, lng }) =>
    `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? "south" : "north"}, ${Math.abs(lng).toFixed(2)}° ${
      lng < 0 ? "west" : "east"
    }`;

  Atlas.pointPicker = (map, options) => {
    const box = map.getContainer();
    const home = { centre: map.getCenter(), zoom: map.getZoom() };
    let counter = 0;
    let task = null;
    let isShown = false;
    let state = {};
    Atlas.accessible(map, options.label);
    map.attributionControl.setPrefix(false);
    box.classList.add("atlas-place", "atlas-twin"); // like a twin without time control
    const base = Atlas.baseMap(map, {
      url: options.basemap,
      version: options.version,
      theme: Atlas.theme(),
      day: Atlas.looks.bordersTurn,
    });
    const setTheme = (theme) => {
      document.body.classList.toggle("atlas-dark", theme === "dark");
      base.setTheme(theme);
    };
    setTheme(Atlas.theme());
    const showBorders = Atlas.borders(map, base);

    const aim = L.DomUtil.create("div", "atlas-aim", box);
    aim.setAttribute("aria-hidden", "true");
    const said = L.DomUtil.create("p", "atlas-said", box);
    said.setAttribute("aria-live", "polite");
    const drawn = L.layerGroup().addTo(map);

    const pick = (at) => {
      if (isShown) return;
      const point = at.wrap();
      draw(point, null);
      said.textContent = `Marked: ${spoken(point)}`;
      counter = Math.max(counter + 1, Date.now());
      if (root.Streamlit) {
        root.Streamlit.setComponentValue({
          kind: "pick",
          lat: +point.lat.toFixed(4),
          lon: +point.lng.toFixed(4),
          n: counter,
        });
      }
    };

    /** @param {?L.LatLng} guess @param {?L.LatLng} place @param {number} radiusM */
    const draw = (guess, place, radiusM = 0) => {
      drawn.clearLayers();
      const plain = { interactive: false, keyboard: false };
      if (guess && place) L.polyline([guess, place], { className: "atlas-apart", ...plain }).addTo(drawn);
      if (place) {
        L.circle(place, { radius: radiusM, className: "atlas-allowed", ...plain }).addTo(drawn);
        L.circleMarker(place, { radius: 6, className: "atlas-there", ...plain }).addTo(drawn);
      }
      if (guess) L.marker(guess, { icon: cross("atlas-guess"), ...plain }).addTo(drawn);
    };

    map.on("click", (event) => pick(event.latlng));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== box) return;
      event.preventDefault();
      pick(map.getCenter());
    });
    map.on("moveend", () => {
      if (document.activeElement === box && !isShown) {
        said.textContent = `Cross at ${spoken(map.getCenter())}. Enter marks it.`;
      }
    });

    map.atlas = {
      select(next) {
        const [guess, place] = [next.guess, next.place].map((at) => (at ? L.latLng(at) : null));
        if (next.task !== task) {
          task = next.task;
          map.setView(home.centre, home.zoom, { animate: false });
        }
        const isNews = Boolean(place) && !isShown;
        isShown = Boolean(place);
        state = next;
        box.classList.toggle("atlas-shown", isShown);
        showBorders(Atlas.bordersOn(null, next.day));
        draw(guess, place, next.radiusM);
        if (isNews) {
          const bounds = place.toBounds(2 * next.radiusM);
          if (guess) bounds.extend(guess);
          map.fitBounds(bounds, { padding: [MARGIN_PX, MARGIN_PX], maxZoom: 8, animate: !Atlas.reducedMotion() });
        }
      },
      state: () => ({ ...state, total: 1 }),
    };
    Atlas.onTheme(setTheme);
    new ResizeObserver(() => map.invalidateSize({ pan: false })).observe(box);
    return map.atlas;
  };
})(globalThis);
