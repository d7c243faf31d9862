/* What Leaflet paints reaches beyond the edge of the map.  As long as the map stays within that, nothing is painted
   anew before it rests: a move is then no more than a shift of what is there. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const REST_MS = 250;

  const own = L.Renderer.prototype;
  const { getEvents, onRemove } = own;
  L.Renderer.include({
    getEvents() {
      return { ...getEvents.call(this), move: this._wait, moveend: this._moved };
    },
    onRemove() {
      this._wait();
      onRemove.call(this);
    },
    /** Paint nothing while the map moves. */
    _wait() {
      clearTimeout(this._resting);
    },
    _moved() {
      this._wait();
      if (!this._covers()) this._update();
      else if (!this._center.equals(this._map.getCenter())) {
        this._resting = setTimeout(() => this._update(), REST_MS);
      }
    },
    /** Whether what is painted fills the map where that is now. */
    _covers() {
      const size = this._map.getSize();
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const reach = size.multiplyBy(1 + 2 * this.options.padding).round();
      return this._zoom === this._map.getZoom() && reach.equals(this._bounds.getSize()) &&
        this._bounds.contains(L.bounds(corner, corner.add(size)));
    },
  });

  /** A canvas that moves with the map, and calls for its drawing whenever it is empty. */
  Atlas.CanvasRenderer = L.Renderer.extend({
    initialize(options, draw) {
      L.Renderer.prototype.initialize.call(this, options);
      this._drawing = draw;
    },
    _initContainer() {
      this._container = document.createElement("canvas");
      this._container.setAttribute("aria-hidden", "true");
    },
    _updatePaths() {},
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      L.DomUtil.setPosition(this._container, this._bounds.min);
      const scale = root.devicePixelRatio || 1;
      const size = this._bounds.getSize();
      this._container.width = size.x * scale;
      this._container.height = size.y * scale;
      this._container.style.width = `${size.x}px`;
      this._container.style.height = `${size.y}px`;
      this._drawing(this._container, this._bounds);
    },
  });
})(globalThis);
