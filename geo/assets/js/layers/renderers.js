/* What Leaflet paints reaches beyond the edge of the map.  As long as the map stays within that, nothing is painted
   anew before it rests: a move is then no more than a shift of what is there. */
(function (root) {
  "use strict";
  const { L } = root;
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
      if (this._covers()) this._resting = setTimeout(() => this._update(), REST_MS);
      else this._update();
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
})(globalThis);
