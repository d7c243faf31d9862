/* A page outlives its server. The page and a visit in the server's memory belong together by one connection. When a new
   connection finds no such visit (the server was started anew, or the reader's machine has slept), nothing that the
   reader presses would be answered. Then the page is loaded again by its link, which holds all of the view, with what was
   pressed meanwhile put into it. While there is no connection the page says so. */
(function (root) {
  "use strict";
  const STREAM = "_stcore/stream";
  const ID_AT = 2; // Streamlit 1.67 names the visit it wants back in the third word of the protocol
  const ANSWER_MS = 50; // what comes sooner after a press is no answer to it
  const SAY_MS = 1000;
  const NEVER_MS = 10000;
  const SILENT_MS = 8000;
  const ASK_MS = 300;
  const ASKED_MOST = 3; // the server knows a visit a moment after it has taken the connection
  const CLEAR_MS = 100;
  const BEAT_MS = 5000;
  const SLEPT_MS = 60000;
  const REPLAY_MS = 15000;
  const YOUNG_MS = 3000; // a page that fails at once is not loaded again and again
  const REPLAY = "atlas:replay";
  const GIVEN_UP = "[data-test-connection-state=DISCONNECTED_FOREVER]";
  const LOST =
    "Connection to the server lost – trying again. Map, list and panels still work; what else you press is " +
    "done as soon as it is back.";
  const NONE = "There is no way to connect to the server: your network lets no WebSocket through. ";

  /** @type {WebSocket | null} */
  let socket = null;
  let opened = 0;
  let wasLost = false;
  let isLeaving = false;
  let isAsking = false;
  let sent = 0;
  let heard = 0;
  /** @type {Timer} */
  let silence;
  /** @type {Timer} */
  let clearing;
  /** What has been pressed and not been answered. */
  /** @type {{ at: number, event?: string, said?: any, years?: boolean, click?: string, href?: string } | null} */
  let pressed = null;

  const app = () => document.querySelector(".st-key-map_frame iframe");
  /** @returns {any} */
  const frame = () => /** @type {HTMLIFrameElement | null} */ (app())?.contentWindow;

  // --- words ---

  /** @type {HTMLElement | null} */
  let notice = null;
  /** @type {Timer} */
  let saying;
  const say = (...words) => {
    if (!notice && words.length) {
      notice = document.createElement("p");
      notice.id = "atlas-connection";
      notice.setAttribute("role", "status");
      document.body.append(notice);
    }
    notice?.replaceChildren(...words);
  };
  const way = (address, words) => Object.assign(document.createElement("a"), { href: address, textContent: words });
  const sayNone = () => {
    const here = new URLSearchParams(root.location.search);
    for (const name of ["lat", "lon", "z", "own"]) if (!here.get("tour")) here.delete(name);
    say(
      NONE,
      way(`./api/export.html?${here}`, "This map as one file"),
      " works without, and so does all that is ",
      way("./api/", "offered as data"),
      ".",
    );
  };

  // --- what was pressed ---

  /** How to find a control again after the page has been loaded: the class that Streamlit gives by its key. */
  const controlOf = (target) => {
    const button = target.closest("button, [role=button], a[href]");
    const holder = button?.closest('[class*="st-key-"]');
    const key = holder && [...holder.classList].find((name) => name.startsWith("st-key-"));
    if (!key) return "";
    const all = [...holder.querySelectorAll("button, [role=button], a[href]")];
    return JSON.stringify([`.${CSS.escape(key)}`, all.indexOf(button)]);
  };
  const found = (control) => {
    const [holder, place] = JSON.parse(control);
    const all = document.querySelector(holder)?.querySelectorAll("button, [role=button], a[href]");
    return /** @type {HTMLElement | undefined} */ (all?.[place]);
  };

  const press = (what) => {
    pressed = { at: Date.now(), ...what };
    clearTimeout(silence);
    if (socket?.readyState === 1) silence = setTimeout(() => doubt(pressed), SILENT_MS);
  };
  /** Whether the page has told the server of what was pressed, and has heard nothing since; much of a page needs no server. */
  const isUnanswered = () => Boolean(pressed) && sent >= pressed.at && heard < sent;

  /** A connection may be dead without anybody having said so; then it is cut, and Streamlit makes another. */
  const doubt = async (what) => {
    if (!what || what !== pressed || socket?.readyState !== 1) return;
    if (await isUp() && what === pressed && isUnanswered()) socket?.close();
  };

  /** @param {Event} event */
  const clicked = ({ target }) => {
    if (!(target instanceof Element)) return;
    /** @type {HTMLElement | null} */
    const toEvent = target.closest("a[data-event]");
    if (toEvent) return press({ event: toEvent.dataset.event });
    if (target.closest(".st-key-years")) return press({ years: true });
    const control = controlOf(target);
    /** @type {HTMLAnchorElement | null} */
    const link = target.closest("a[href]");
    const isPage = link && link.origin === root.location.origin && !link.download && !link.target;
    if (isPage && link.pathname !== root.location.pathname) press({ href: link.href });
    else if (control) press({ click: control });
  };

  /** The present link with what was pressed. */
  const target = () => {
    const address = new URL(root.location.href);
    if (!pressed) return address;
    if (pressed.href) return new URL(pressed.href);
    const { searchParams: params } = address;
    const set = (name, value) => value || value === 0 ? params.set(name, String(value)) : params.delete(name);
    /** @type {?HTMLElement} */
    const axis = document.querySelector(".st-key-years .axis");
    const { first, last } = axis?.dataset ?? {};
    const days = (from, to) => {
      set("from", from === first || from === `${first}-01-01` ? "" : from);
      set("to", to === last || to === `${last}-12-31` ? "" : to);
    };
    const { said } = pressed;
    if (pressed.event !== undefined) set("event", pressed.event);
    if (pressed.years && axis) days(axis.dataset.from, axis.dataset.to);
    if (said?.kind === "select") set("event", said.id);
    if (said?.kind === "view") { for (const name of ["lat", "lon", "z"]) set(name, said[name]); }
    if (said?.kind === "range") days(said.from, said.to);
    return address;
  };

  const reload = () => {
    if (isLeaving) return;
    isLeaving = true;
    try {
      if (pressed?.click) root.sessionStorage.setItem(REPLAY, pressed.click);
    } catch (_) { /* storage may be shut */ }
    root.location.replace(target());
  };

  /** Do in the same visit what was pressed while it could not be reached. */
  const again = () => {
    const what = pressed;
    pressed = null;
    if (!what) return;
    if (what.years) root.dispatchEvent(new CustomEvent("atlas:again", { detail: {} }));
    else if (what.event !== undefined) {
      root.dispatchEvent(new CustomEvent("atlas:again", { detail: { id: what.event } }));
    } else if (what.said) frame()?.Streamlit?.setComponentValue(what.said);
    else if (what.href) root.location.assign(what.href);
    else if (what.click) found(what.click)?.click();
  };

  /** Press after loading what was pressed before it, once it is there. */
  const replay = () => {
    let control = "";
    try {
      control = root.sessionStorage.getItem(REPLAY) || "";
      root.sessionStorage.removeItem(REPLAY);
    } catch (_) { /* storage may be shut */ }
    if (!control) return;
    const until = Date.now() + REPLAY_MS;
    const timer = setInterval(() => {
      const isReady = document.querySelector("[data-test-script-state=notRunning]");
      const button = isReady && found(control);
      if (button || Date.now() > until) clearInterval(timer);
      button?.click();
    }, 100);
  };

  // --- the connection ---

  const base = () => socket.url.replace(/^ws/, "http").slice(0, -STREAM.length);
  const isUp = () => fetch(new URL("_stcore/health", base())).then(({ ok }) => ok, () => false);

  /** Whether the server still has the visit of this page; nothing if it cannot be asked. */
  const isKnown = async (id) => {
    try {
      const answer = await fetch(new URL("api/visit", base()), { headers: { "X-Atlas-Visit": id }, cache: "no-store" });
      return answer.ok ? (await answer.json()).known : null;
    } catch (_) {
      return null;
    }
  };

  const verify = async (one, id) => {
    for (let asked = 0; asked < ASKED_MOST;) {
      const known = await isKnown(id);
      if (one !== socket || one.readyState !== 1) return;
      if (known) {
        back();
        again();
        return;
      }
      if (known === false) asked += 1;
      await new Promise((done) => setTimeout(done, ASK_MS));
    }
    reload();
  };

  const back = () => {
    clearTimeout(saying);
    wasLost = false;
    say();
  };
  /** Streamlit lays a message over the page that has to be closed before anything can be read; ours stands beside. */
  const clear = () => {
    if (!wasLost) return clearInterval(clearing);
    if (!isAsking && document.querySelector(GIVEN_UP) && performance.now() > YOUNG_MS) restart();
    for (const box of document.querySelectorAll("[role=dialog]")) {
      if (!box.textContent.includes("Connection error")) continue;
      /** @type {HTMLElement | null} */
      const close = box.querySelector("button[aria-label=Close]");
      close?.click();
    }
  };

  /** Streamlit gives its connection up for good when it cannot read a message: then the page begins anew by its link. */
  const restart = async () => {
    isAsking = true;
    const isThere = await isUp();
    isAsking = false;
    if (isThere) reload();
  };

  const lost = () => {
    if (isLeaving) return;
    if (!wasLost && !isUnanswered()) pressed = null;
    if (!wasLost && opened) saying = setTimeout(() => say(LOST), SAY_MS);
    wasLost = wasLost || opened > 0;
    clearInterval(clearing);
    if (wasLost) clearing = setInterval(clear, CLEAR_MS);
  };

  const watch = (one, protocols) => {
    socket = one;
    one.addEventListener("open", () => {
      opened += 1;
      if (protocols[ID_AT]) verify(one, protocols[ID_AT]);
      else back(); // the first connection of this page, which begins a visit
    });
    one.addEventListener("message", () => {
      heard = Date.now();
      if (pressed && !wasLost && heard - pressed.at > ANSWER_MS) pressed = null;
    });
    one.addEventListener("close", () => one === socket && lost());
  };

  const Native = root.WebSocket;
  root.WebSocket = class extends Native {
    constructor(address, protocols) {
      super(address, protocols);
      if (new URL(address, root.location.href).pathname.endsWith(STREAM)) watch(this, [protocols].flat());
    }
    /** @override */
    send(data) {
      if (this === socket) sent = Date.now();
      super.send(data);
    }
  };

  for (const name of ["pointerdown", "click"]) root.addEventListener(name, clicked, { capture: true, passive: true });
  root.addEventListener("change", clicked, { capture: true, passive: true });
  root.addEventListener("atlas:said", ({ detail }) => press({ said: detail.said }));
  root.addEventListener("pagehide", () => isLeaving = true);
  root.addEventListener("pageshow", () => isLeaving = false);
  root.addEventListener("DOMContentLoaded", () => {
    replay();
    setTimeout(() => opened || sayNone(), NEVER_MS);
  });
  let beat = Date.now();
  setInterval(() => {
    const slept = Date.now() - beat > SLEPT_MS && document.visibilityState === "visible";
    beat = Date.now();
    if (slept && socket?.readyState === 1) socket.close();
  }, BEAT_MS);
})(globalThis);
