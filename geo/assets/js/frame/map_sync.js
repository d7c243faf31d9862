/* Two maps side by side show the same place: what is panned or zoomed in one, the other follows at once. Both frames
   belong to the same page, so nothing goes through the server. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  /** The other twins of the page; a frame of another origin is passed over. @returns {Twin[]} */
  const others = () => {
    const found = [];
    for (let i = 0; i < root.parent.frames.length; i++) {
      /** @type {any} */
      const frame = root.parent.frames[i];
      try {
        if (frame !== root.window && frame.map && frame.map.twin) found.push(frame.map.twin);
      } catch (_) { /* not ours */ }
    }
    return found;
  };

  Atlas.stillTime = () => ({
    isPlaying: () => false,
    showPlaying() {},
    stand() {},
    setRange() {},
    refresh() {},
    toggle() {},
    open() {},
  });

  Atlas.syncMaps = (map) => {
    let isFollowing = false;
    map.getContainer().classList.add("atlas-twin");
    map.twin = {
      follow(place, zoom) {
        isFollowing = true;
        map.setView(place, zoom, { animate: false });
        isFollowing = false;
      },
    };
    map.on("move moveend", () => {
      if (isFollowing || map._animatingZoom) return; // an animated zoom ends in a moveend of its own
      const { lat, lng } = map.getCenter();
      for (const other of others()) other.follow([lat, lng], map.getZoom());
    });
  };
})(globalThis);
