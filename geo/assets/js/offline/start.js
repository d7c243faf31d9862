/* Starts the offline file: the map with what the file holds, and the address, whose part after # says what is open:
   #event/<id>, #step/<number> of a tour, #exercise/<kind>/<level>/<task>, or nothing. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);

  /** The tiles as addresses: the file holds them without the words that all of them begin with. */
  const addresses = (tiles) => {
    const of = (images) => Object.entries(images).map(([key, text]) => [key, `data:image/webp;base64,${text}`]);
    return Object.fromEntries(Object.entries(tiles).map(([style, images]) => [style, Object.fromEntries(of(images))]));
  };

  const start = async () => {
    if (!("DecompressionStream" in root)) {
      $("too-old").hidden = false;
      return;
    }
    /** @type {OfflineData} */
    const given = await Atlas.unpack($("atlas-data").textContent);
    const isTour = given.steps.length > 0;
    const sidebar = Atlas.sidebar(given);
    const map = (root.map = L.map("map", given.map));
    let step = 0;
    let event = "";
    let isLarge = false;
    let views = 1;
    let state = given.state; // what the map is told to show, without event and view

    const home = () => (isTour ? "#step/" + step : "#");
    /** Write what is open to the address, and show it at once: the browser tells of the new address a task later. */
    const go = (hash) => {
      if (root.location.hash !== hash) root.location.hash = hash;
      follow();
    };
    const atlas = Atlas.attach(map, {
      ...given.layer,
      basemapData: { ...given.layers, tiles: addresses(JSON.parse($("atlas-tiles").textContent)) },
      page: document,
      onShow: (now) => sidebar.list(now),
      onReport: ({ kind, id, from, to, on, accounts, symbols, unit }) => {
        if (kind === "select") {
          if (id && exercises?.pick(id)) tell(null); // the symbol that was pressed is not opened
          else go(id ? "#event/" + id : home());
        } else if (kind === "range") {
          state = { ...state, from, to };
          tell(null);
        } else if (kind === "plan") state = { ...state, on, accounts, symbols, unit };
      },
    });
    document.title = given.title;

    const tell = (view) => {
      atlas.select({ ...state, event, view, tour: isTour, present: isLarge });
      const whole = isTour ? given.steps[step - 1] : given.state;
      $("whole").hidden = state.from === whole.from && state.to === whole.to;
    };
    const tour = isTour ? Atlas.offlineTour(given, (number) => go("#step/" + number)) : null;
    const exercises = given.exercises.length ? Atlas.offlineExercises(given, { go, titleOf: sidebar.titleOf }) : null;
    const toStep = (number) => {
      step = number;
      state = given.steps[number - 1];
      tour.show(number);
      views += 1;
      return { ...state.view, n: views };
    };

    /** Do what the address says. */
    const follow = () => {
      const [kind, name, level, task] = decodeURIComponent(root.location.hash.slice(1)).split("/");
      const number = kind === "step" && given.steps[Number(name) - 1] ? Number(name) : 0;
      let view = null;
      if (isTour && (number || !step) && (number || given.first) !== step) view = toStep(number || given.first);
      const opened = kind === "event" && sidebar.has(name) ? name : "";
      const before = event;
      event = opened || (isTour ? given.steps[step - 1].event : "");
      if (before && event !== before && !view) state = { ...state, on: undefined, unit: "" }; // of another battle
      sidebar.open(opened);
      if (exercises) {
        const isAsked = kind === "exercise";
        exercises.show(isAsked ? name || "order" : "", level, task);
        $("list").hidden = isAsked || Boolean(opened);
      }
      tell(view);
    };

    $("whole").addEventListener("click", () => {
      state = isTour ? given.steps[step - 1] : given.state;
      tell(null);
    });
    $("close").addEventListener("click", () => go(home()));
    root.addEventListener("hashchange", follow);
    document.addEventListener("keydown", (key) => {
      if (key.key !== "Escape" || key.defaultPrevented) return;
      if ($("about").open) $("about").open = false;
      else if (!$("panel").hidden) $("close").click();
    });

    const setTheme = (theme) => {
      document.documentElement.dataset.theme = theme;
      $("theme").setAttribute("aria-pressed", String(theme === "dark"));
      atlas.setTheme(theme);
    };
    const wish = root.matchMedia("(prefers-color-scheme: dark)");
    wish.addEventListener("change", () => setTheme(wish.matches ? "dark" : "light"));
    $("theme").addEventListener(
      "click",
      () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"),
    );
    setTheme(wish.matches ? "dark" : "light");
    if (isTour) {
      $("larger").addEventListener("click", () => {
        isLarge = !isLarge;
        $("larger").setAttribute("aria-pressed", String(isLarge));
        document.body.classList.toggle("is-large", isLarge);
        tell(null);
      });
    }

    const { view } = given.state;
    if (view && view.lat !== undefined && !isTour) map.setView([view.lat, view.lon], view.z, { animate: false });
    if (!isTour && given.state.event && !root.location.hash) go("#event/" + given.state.event);
    else follow();
  };

  root.addEventListener("DOMContentLoaded", start);
})(globalThis);
