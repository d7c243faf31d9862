/* The line from our scripts in the page to its script on the server. It is there once the page has drawn its listener;
   what is said before waits for that, the last of each sort. */
(function (root) {
  "use strict";
  /** @type {?(what: string, value: any) => void} */
  let send = null;
  /** @type {Map<string, any>} */
  const waiting = new Map();
  /** @type {((data: any) => void)[]} */
  const hearers = [];

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
    tell(what, value) {
      if (send) send(what, value);
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
