/* The front door (geo/templates/door.html): there with the first picture of a visit to the bare address, gone at the first
   touch of the map or at any choice, and for the rest of this visit. It keeps no focus and stands in nobody's way. */
(function (root) {
  "use strict";
  const CLOSED = "atlas:door";
  const FADE_MS = 180;
  const place = document.getElementById("door-place");
  const door = document.getElementById("door");
  if (!door || !place) return;

  const wasClosed = () => {
    try {
      return Boolean(root.sessionStorage.getItem(CLOSED));
    } catch (_) {
      return false; // storage may be shut
    }
  };
  const note = () => {
    try {
      root.sessionStorage.setItem(CLOSED, "closed");
    } catch (_) { /* the same */ }
  };
  const leave = () => {
    door.remove();
    place.remove();
  };
  if (wasClosed()) return leave();

  /** @returns {HTMLIFrameElement | null} */
  const frame = () => document.querySelector(".st-key-map_frame iframe");
  const stop = new AbortController();
  const { signal } = stop;
  const close = () => {
    if (signal.aborted) return;
    stop.abort();
    clearInterval(timer);
    note();
    const hadFocus = door.contains(document.activeElement);
    door.classList.add("leaving");
    setTimeout(leave, FADE_MS);
    /** @type {HTMLElement | null | undefined} */
    const map = hadFocus ? frame()?.contentDocument?.querySelector(".leaflet-container") : null;
    map?.focus({ preventScroll: true });
  };

  /* The way to the map leads where the reader is. Others are gone without loading the page anew, as Back and Forward do;
     before there is an app, the link itself leads there. */
  door.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    note();
    const isHere = link.dataset.way === "map";
    if (!isHere && !document.querySelector("[data-test-connection-state=CONNECTED]")) return;
    event.preventDefault();
    if (!isHere) {
      root.history.pushState(null, "", link.href);
      root.dispatchEvent(new PopStateEvent("popstate"));
    }
    close();
  });
  const isOutside = ({ target }) => !(target instanceof Node && door.contains(target));
  for (const name of ["click", "change"]) {
    root.addEventListener(name, (event) => isOutside(event) && close(), { capture: true, signal });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || (event.key === "Enter" && isOutside(event))) close();
  }, { signal });
  for (const name of ["popstate", "atlas:said", "atlas:down"]) root.addEventListener(name, close, { signal });

  /** Hear the map itself, which is a page of its own. */
  const hear = () => {
    const page = frame()?.contentDocument;
    if (!page) return;
    for (const name of ["pointerdown", "wheel"]) {
      page.addEventListener(name, close, { capture: true, passive: true, signal });
    }
    page.addEventListener("keydown", ({ key }) => key !== "Tab" && key !== "Shift" && close(), {
      capture: true,
      signal,
    });
  };
  root.addEventListener("atlas:drawn", hear, { signal });
  /* From the moment the map's box is there it holds the door, so that the two scroll together. */
  const start = root.location.pathname;
  const timer = setInterval(() => {
    if (root.location.pathname !== start || document.querySelector("h1.page, .st-key-damaged")) return close();
    const box = document.querySelector(".st-key-map_frame");
    if (box && door.parentElement !== box) box.prepend(door);
  }, 100);
})(globalThis);
