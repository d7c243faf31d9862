/* The circle, line or area of a place that is no point: drawn once, however many events lie there. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;

  Atlas.Areas = class {
    /** @param {L.Map} map @param {string} pane @param {LayerEvent[]} events */
    constructor(map, pane, events) {
      this.map = map;
      this.pane = pane;
      this.renderer = L.svg({ pane, padding: 0.4 });
      this.places = new Map();
      for (const event of events) {
        if (!this.places.has(event.placeId)) this.places.set(event.placeId, { events: [], area: null });
        this.places.get(event.placeId).events.push(event);
      }
    }

    /** Show the area of an event's place as it is to be now. */
    update(event, selected) {
      const place = this.places.get(event.placeId);
      const shown = place.events.filter((one) => one.shown);
      const isStrong = shown.some((one) => one === selected || one.hovered);
      const isWide = event.wherePrec >= looks.vagueFrom || event.feature.geometry.type !== "Point";
      if (shown.length && (isWide || isStrong)) {
        const area = this._area(place);
        if (!this.map.hasLayer(area)) area.addTo(this.map);
        const shapes = area.getLayers ? area.getLayers().map((layer) => layer.getElement()) : [area.getElement()];
        for (const shape of shapes) if (shape) shape.classList.toggle("strong", isStrong);
      } else if (place.area) place.area.remove();
    }

    /** Made when it is first needed. */
    _area(place) {
      if (place.area) return place.area;
      const [event] = place.events;
      const { geometry } = event.feature;
      const { alternatives = [] } = event.feature.properties;
      const isVast = event.approximationKm >= looks.vastKm;
      const style = {
        renderer: this.renderer,
        pane: this.pane,
        interactive: false,
        className: isVast ? "atlas-area vast" : "atlas-area",
      };
      if (alternatives.length) { // a disputed place: our circle, and what others read, joined to it
        const shapes = [L.circle(event.latlng, { ...style, radius: event.radiusM })];
        for (const [lon, lat] of alternatives) {
          shapes.push(L.polyline([event.latlng, [lat, lon]], { ...style, className: "atlas-doubt" }));
          shapes.push(L.circleMarker([lat, lon], { ...style, className: "atlas-doubt end", radius: 5 }));
        }
        place.area = L.featureGroup(shapes);
      } else if (geometry.type === "Point") {
        place.area = L.circle(event.latlng, { ...style, radius: event.radiusM });
      } else {
        const pointToLayer = (_, at) => L.circleMarker(at, { ...style, radius: 4 });
        place.area = L.geoJSON(geometry, { style: () => style, interactive: false, pointToLayer });
      }
      return place.area;
    }
  };

  /** Lay the hatching of the areas' edges ready; the style sheet names it. @param {L.Map} map */
  Atlas.hatch = (map) => {
    const { px, deg } = looks.hatch;
    const holder = Atlas.svg(
      "svg",
      { class: "atlas-hatches", width: 0, height: 0, "aria-hidden": "true" },
      map.getContainer(),
    );
    const pattern = Atlas.svg("pattern", {
      id: "atlas-hatch",
      width: px,
      height: px,
      patternUnits: "userSpaceOnUse",
      patternTransform: `rotate(${deg})`,
    }, Atlas.svg("defs", {}, holder));
    Atlas.svg("line", { x1: 0, y1: 0, x2: 0, y2: px }, pattern);
  };
})(globalThis);
