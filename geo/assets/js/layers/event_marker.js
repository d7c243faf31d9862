/* The symbols of single events, and the discs that stand for several: groups of one SVG, moved as Leaflet moves paths. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const { looks } = Atlas;
  const RADIUS = 11; // what the drawings of the kinds are made for
  const SHARES = ["a", "b", "other"];
  const WHOLE = 100; // the length of a disc's ring

  /** An SVG renderer whose paths are groups that the layers paint themselves. */
  Atlas.SymbolRenderer = L.SVG.extend({
    _initPath(layer) {
      layer._path = layer.paint();
      if (layer.options.interactive) layer._path.classList.add("leaflet-interactive");
      this._layers[L.stamp(layer)] = layer;
    },
    _updateStyle() {},
  });

  const Marker = L.CircleMarker.extend({
    options: { radius: RADIUS, pane: "atlas-events", bubblingMouseEvents: false },
    offset: [0, 0],
    /** Stand so many pixels from the place. @param {Spot} offset */
    stand(offset) {
      if (offset[0] === this.offset[0] && offset[1] === this.offset[1]) return;
      this.offset = offset;
      if (this._point) this._updatePath();
    },
    _updatePath() {
      const [dx, dy] = this.offset;
      this._path.setAttribute("transform", `translate(${this._point.x + dx} ${this._point.y + dy})`);
    },
  });

  Atlas.EventMarker = Marker.extend({
    initialize(event, options) {
      this.event = event;
      Marker.prototype.initialize.call(this, event.latlng, options);
    },
    paint() {
      const group = Atlas.svg("g", { class: "atlas-event kind-" + this.event.kind });
      if (this.event.wherePrec >= looks.vagueFrom) group.classList.add("vague");
      return group;
    },
    /** Draw what is in the group, when it is to be seen for the first time: at a glance, most stand in another's disc. */
    fill() {
      const group = this._path;
      if (group.firstChild) return;
      Atlas.svg("line", { class: "leader" }, group);
      Atlas.svg("circle", { class: "origin", r: looks.originPx }, group);
      Atlas.svg("circle", { class: "ring", r: looks.ringPx }, group);
      Atlas.symbol(this.event.drawing, group);
      this._updatePath();
    },
    _updatePath() {
      Marker.prototype._updatePath.call(this);
      if (!this._path.firstChild) return;
      const [dx, dy] = this.offset;
      const isMoved = Math.hypot(dx, dy) >= looks.leaderPx;
      this._path.classList.toggle("moved", isMoved);
      if (!isMoved) return;
      const [leader, origin] = this._path.children;
      leader.setAttribute("x2", -dx);
      leader.setAttribute("y2", -dy);
      origin.setAttribute("cx", -dx);
      origin.setAttribute("cy", -dy);
    },
    /** Say on the symbol for how many events it stands; one says nothing. @param {number} count */
    count(count) {
      if (count === (this.counted || 1)) return;
      this.counted = count;
      this.badge ??= Atlas.count(this._path.querySelector(".atlas-symbol"));
      this.badge.style.display = count > 1 ? "" : "none";
      this.badge.lastChild.textContent = String(count);
    },
  });

  /** The small number on the symbol of a battle that stands for its parts. @param {Element} parent */
  Atlas.count = (parent) => {
    const badge = Atlas.svg("g", { class: "atlas-count", transform: "translate(9 -9)" }, parent);
    Atlas.svg("circle", { r: 7 }, badge);
    Atlas.svg("text", {}, badge);
    return badge;
  };

  Atlas.DiscMarker = Marker.extend({
    paint() {
      this.arcs = []; // what is drawn of each side, so that it is not drawn again
      const group = Atlas.svg("g", { class: "atlas-gathered" });
      Atlas.svg("circle", { class: "ring", r: looks.ringPx }, group);
      Atlas.disc(group);
      return group;
    },
    /** @param {number} count @param {Shares} shares */
    show(count, shares) {
      const [disc, ...arcs] = this._path.querySelectorAll(".atlas-symbol > circle");
      let at = 0;
      SHARES.forEach((side, index) => {
        const length = shares[side] * WHOLE;
        const arc = `${length} ${WHOLE} ${-at}`;
        at += length;
        if (this.arcs[index] === arc) return;
        this.arcs[index] = arc;
        arcs[index].setAttribute("stroke-dasharray", `${length} ${WHOLE}`);
        arcs[index].setAttribute("stroke-dashoffset", String(length - at));
        arcs[index].style.display = length ? "" : "none";
      });
      this._path.classList.toggle("many", count > 99);
      disc.parentNode.lastChild.firstChild.data = String(count);
    },
  });

  Atlas.disc = (parent) => {
    const group = Atlas.svg("g", { class: "atlas-symbol" }, parent);
    Atlas.svg("circle", { class: "badge", r: RADIUS }, group);
    for (const side of SHARES) {
      Atlas.svg("circle", { class: `share ${side}`, r: RADIUS, pathLength: WHOLE, transform: "rotate(-90)" }, group);
    }
    Atlas.svg("text", {}, group).append("");
    return group;
  };

  Atlas.shares = (events, parties) => {
    const shares = { a: 0, b: 0, other: 0 };
    for (const event of events) {
      const sides = new Set(event.sides.map((party) => parties[party] || "other"));
      if (sides.size > 1) sides.delete("other"); // between the two sides, a third is not what it was about
      if (!sides.size) sides.add("other");
      for (const side of sides) shares[side] += 1 / sides.size / events.length;
    }
    return shares;
  };
})(globalThis);
