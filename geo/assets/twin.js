/* Two maps side by side show the same place: what is panned or zoomed in one, the other follows at once. Both frames
   belong to the same page, so nothing goes through the server. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});

  /** The other twins of the page; a frame of another origin is passed over. @returns {object[]} */
  const others = () => {
    const found = [];
    for (let i = 0; i < root.parent.frames.length; i++) {
      const frame = root.parent.frames[i];
      try { if (frame !== root && frame.map && frame.map.twin) found.push(frame.map.twin); } catch (_) { /* not ours */ }
    }
    return found;
  };

  /** In place of a time control, where the page alone sets the time. */
  Atlas.stillTime = () => ({ isPlaying: () => false, stop() {}, setRange() {}, refresh() {} });

  /** @param {L.Map} map */
  Atlas.twin = (map) => {
    let isFollowing = false;
    const centre = () => { const { lat, lng } = map.getCenter(); return [lat, lng]; };
    map.getContainer().classList.add("atlas-twin");
    map.twin = {
      /** @param {[number, number]} place @param {number} zoom */
      follow(place, zoom) {
        isFollowing = true;
        map.setView(place, zoom, { animate: false });
        isFollowing = false;
      },
    };
    const lead = () => {
      if (isFollowing || map._animatingZoom) return;  // an animated zoom ends in a moveend of its own
      for (const other of others()) other.follow(centre(), map.getZoom());
    };
    map.on("move moveend", lead);
  };
})(window);
