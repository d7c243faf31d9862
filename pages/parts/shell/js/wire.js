/* The lines from our scripts in the page to its script on the server. One is there once the page has drawn its listener;
   what is said before waits for that, the last of each sort. Outside a tour, a step of the years goes by another,
   whose answer is short: a mark beside list or panel says what the map is to show. It is read as soon as it stands in the
   page; a component hears what it is given only after the next picture. */
(function (root) {
  "use strict";
  const { document } = root;
  /** @typedef {(what: string, value: any) => void} Send */
  /** @type {?Send} */
  let send = null;
  /** @type {?Send} */
  let sendSteps = null;
  /** @type {Map<string, any>} */
  const waiting = new Map();
  /** @type {((data: any) => void)[]} */
  const hearers = [];
  const marks = document.getElementsByClassName("map-now");
  let told = ""; // number of the step that the map was told last

  const tellMap = () => {
    const mark = root.atlasOfNow(marks);
    if (!mark) told = ""; // the page has run as a whole, and has told the map itself
    if (!mark || mark.dataset.n === told) return;
    const frame = /** @type {?HTMLIFrameElement} */ (document.querySelector(".st-key-map_frame iframe"));
    const atlas = /** @type {any} */ (frame?.contentWindow)?.map?.atlas;
    if (!atlas) return;
    told = mark.dataset.n;
    atlas.select(JSON.parse(mark.dataset.state));
  };
  root.atlasRedrawn(tellMap);
  root.addEventListener("atlas:drawn", tellMap); // a step that was answered before there was a map

  root.atlasWire = {
    /** The page has run: *data* is what it says, *set* how it is answered. */
    connect(data, set) {
      send = set;
      for (const hear of hearers) hear(data);
      for (const [what, value] of waiting) set(what, value);
      waiting.clear();
      return () => {
        if (send === set) send = null;
      };
    },
    /** The part for steps has run. */
    connectSteps(_, set) {
      sendSteps = set;
      return () => {
        if (sendSteps === set) sendSteps = null;
      };
    },
    tell(what, value) {
      const line = what === "days" && sendSteps || send;
      if (line) line(what, value);
      else waiting.set(what, value);
    },
    /** Take back what has not been sent yet. */
    forget() {
      waiting.clear();
    },
    hear(listener) {
      hearers.push(listener);
    },
  };
})(globalThis);
