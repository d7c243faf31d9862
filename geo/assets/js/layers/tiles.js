/* The tiles of the base map. Where there is none, an enlarged part of a coarser one takes its place. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { worldX, worldY } = Atlas;
  const TILE_PX = 256;
  const WORLD_ZOOM = 3; // up to here the whole world has tiles
  const NO_TILE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
  const windows = new Map(Object.entries(Atlas.looks.tileWindows).map(([zoom, boxes]) => [Number(zoom), boxes]));
  const finest = Math.max(...windows.keys());

  /** Whether the server has a tile. @param {number} z @param {number} x @param {number} y */
  const hasTile = (z, x, y) => {
    if (z <= WORLD_ZOOM) return true;
    if (z > finest) return false;
    const n = 2 ** z;
    return windows.get(z).some(
      ([west, south, east, north]) =>
        // A window may reach beyond the antimeridian.
        [x, x + n].some((at) => at >= Math.floor(worldX(west) * n) && at <= Math.floor(worldX(east) * n)) &&
        y >= Math.floor(worldY(north) * n) && y <= Math.floor(worldY(south) * n),
    );
  };

  /** Tiles that fall back on an enlarged part of a coarser one where there is none. */
  const Tiles = L.GridLayer.extend({
    createTile(coords, done) {
      const { source, has } = this.options;
      let { x, y, z } = coords;
      let shrink = 1;
      while (z > 0 && !has(z, x, y)) {
        x = Math.floor(x / 2);
        y = Math.floor(y / 2);
        z -= 1;
        shrink *= 2;
      }
      const tile = document.createElement("div");
      const image = document.createElement("img");
      tile.className = "atlas-tile";
      image.alt = "";
      image.decoding = "async";
      image.width = image.height = TILE_PX * shrink;
      image.style.left = `${-(coords.x - x * shrink) * TILE_PX}px`;
      image.style.top = `${-(coords.y - y * shrink) * TILE_PX}px`;
      image.onload = () => done(null, tile);
      image.onerror = () => {
        image.onerror = null;
        image.src = NO_TILE;
      };
      image.src = source(z, x, y);
      tile.append(image);
      return tile;
    },
  });

  Atlas.tiles = ({ url, theme, query, inlined }) =>
    new Tiles({
      pane: "atlas-tiles",
      source: (z, x, y) =>
        inlined ? inlined[`${z}/${x}/${y}`] || NO_TILE : `${url}/${theme}/${z}/${x}/${y}.webp${query}`,
      has: inlined ? (z, x, y) => `${z}/${x}/${y}` in inlined : hasTile,
      keepBuffer: 3,
      minZoom: 0,
      maxZoom: 20,
    });
})(globalThis);
