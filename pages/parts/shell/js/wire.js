/* The lines from our scripts in the page to its script on the server. One is there once the page has drawn its listener;
   what is said before waits for that, the last of each sort. While the list stands, a step of the years goes by another,
   whose answer is short; it says itself to the map what that is to show. */
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
  /** @type {any} */
  let step = null; // the last one, while the map shows nothing newer
  let isTold = false;

  const tellMap = () => {
    if (!step || isTold) return;
    const frame = /** @type {?HTMLIFrameElement} */ (document.querySelector(".st-key-map_frame iframe"));
    const atlas = /** @type {any} */ (frame?.contentWindow)?.map?.atlas;
    if (!atlas) return;
    isTold = true;
    atlas.select(step.state);
  };
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
    /** The part for steps has run; by itself it says what the map is to show. */
    connectSteps(data, set) {
      sendSteps = set;
      if (data?.n !== step?.n) [step, isTold] = [data, false];
      tellMap();
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
