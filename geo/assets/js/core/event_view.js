/* Where the map looks when an event is opened; geo/maps/event_view.py says the same, held to it by a table of cases. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const WORLD_PX = 256; // at zoom 0
  const METRES = 40075016.686; // round the equator

  /** An event's ancestors, nearest first, as far as they are known. */
  function* above(byId, event) {
    for (let id = event.partOf; id; id = byId.get(id)?.partOf) yield id;
  }

  Atlas.family = (events, id) => {
    const byId = new Map(events.map((event) => [event.id, event]));
    return events.filter((event) => event.id === id || [...above(byId, event)].includes(id));
  };

  Atlas.viewOf = (events, id, size, leastZoom) => {
    const { part, least, plain, most } = Atlas.looks.eventView;
    const family = Atlas.family(events, id);
    if (!family.length) return null;
    /** @type {Spot[]} */
    const spots = family.map(({ lat, lon }) => [Atlas.worldX(lon), Atlas.worldY(lat)]);
    const isNear = Atlas.near(spots, Atlas.looks.familyPx / (WORLD_PX * 2 ** most));
    const places = family.filter((_, place) => isNear[place]);
    const [xs, ys] = [0, 1].map((axis) => spots.filter((_, place) => isNear[place]).map((spot) => spot[axis]));
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const isPoint = left === right && top === bottom;
    const round = isPoint
      ? (2000 * Math.max(...places.map(({ km }) => km))) / (METRES * Math.cos((places[0].lat * Math.PI) / 180))
      : 0;
    const fits = Math.min(
      Math.log2((part * size.x) / (WORLD_PX * (right - left + round))),
      Math.log2((part * size.y) / (WORLD_PX * (bottom - top + round))),
    );
    let zoom = Math.floor(Math.min(fits, most));
    if (isPoint) {
      let gap = 1;
      for (const { lat, lon } of events) {
        gap = Math.min(gap, Math.hypot(Atlas.worldX(lon) - left, Atlas.worldY(lat) - top) || 1);
      }
      const apart = Math.ceil(Math.log2(Atlas.looks.gatherPx / (WORLD_PX * gap)));
      zoom = Math.max(least, Math.min(zoom, Math.max(apart, plain)));
    }
    return {
      lat: Number(Atlas.latOf((top + bottom) / 2).toFixed(4)),
      lon: Number((((left + right) / 2) * 360 - 180).toFixed(4)),
      z: Math.max(leastZoom, zoom),
    };
  };

  Atlas.planView = ({ box: [south, west, north, east], zooms, km }, size, limits) => {
    const { barPx, closest, crop, doubtPx, leastPx } = limits;
    const [left, right, top, bottom] = [
      Atlas.worldX(west),
      Atlas.worldX(east),
      Atlas.worldY(north),
      Atlas.worldY(south),
    ];
    const kmPerPx = METRES * Math.cos(((south + north) * Math.PI) / 360) / 1000 / WORLD_PX; // at zoom 0
    const fits = Math.min(
      Math.log2(size.x / (WORLD_PX * (right - left))) + crop,
      Math.log2(Math.max(size.y - barPx, barPx) / (WORLD_PX * (bottom - top))) + crop,
      Math.log2((doubtPx * kmPerPx) / km),
      closest,
      zooms[1],
    );
    const drawn = Math.log2(leastPx / (WORLD_PX * Math.hypot(right - left, bottom - top))); // farther away it is not
    const z = Math.floor(Math.max(Math.ceil(zooms[0]), Math.ceil(drawn), fits));
    const y = (top + bottom) / 2 + barPx / 2 / (WORLD_PX * 2 ** z);
    return {
      lat: Number(Atlas.latOf(y).toFixed(4)),
      lon: Number((((left + right) / 2) * 360 - 180).toFixed(4)),
      z,
    };
  };

  /** Whether a place stands well inside the view of a plan: then opening it shows the plan. */
  Atlas.planHolds = (battle, { lat, lon }, size, limits) => {
    const view = Atlas.planView(battle, size, limits);
    const px = WORLD_PX * 2 ** view.z;
    const gaps = [Atlas.worldX(lon) - Atlas.worldX(view.lon), Atlas.worldY(lat) - Atlas.worldY(view.lat)];
    return Math.abs(gaps[0]) * px <= limits.inside * size.x && Math.abs(gaps[1]) * px <= limits.inside * size.y;
  };
})(globalThis);
