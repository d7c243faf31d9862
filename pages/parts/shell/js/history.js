/* Back and Forward. Streamlit makes an entry of the history of every change of the address. Here a choice of the reader
   makes one, and nothing else does: a moved map and what the server makes of a link take the place of the entry there
   is, and so do further stops of the time control. */
(function (root) {
  "use strict";
  const OF_THE_MAP = ["lat", "lon", "z"];
  const MARKS = ["event", "q", "lang"]; // any page takes them; one is marked that is not in use
  const PRESSES = ["pointerdown", "keydown", "click", "change"];
  const push = root.history.pushState.bind(root.history);
  const replace = root.history.replaceState.bind(root.history);
  let isPressed = false; // whether the reader has chosen something that no entry stands for yet
  let isByTime = false; // whether the last choice was the time control's

  /** A query without the map's place and without empty parameters. @param {string} search */
  const choices = (search) => {
    const found = [...new URLSearchParams(search)].filter(([name, value]) => value && !OF_THE_MAP.includes(name));
    return String(new URLSearchParams(found));
  };

  /** @param {string | URL} address */
  const isEntry = (address) => {
    const { pathname, search } = new URL(address, root.location.href);
    if (pathname !== root.location.pathname) return true;
    if (!isPressed || choices(search) === choices(root.location.search)) return false;
    return !(isByTime && root.history.state?.isByTime);
  };

  root.history.pushState = (state, unused, address) => {
    const isNew = isEntry(address ?? root.location.href);
    (isNew ? push : replace)(
      { ...state, isByTime: isByTime || !isNew && root.history.state?.isByTime },
      unused,
      address,
    );
    isPressed = isByTime = false;
  };
  root.history.replaceState = (state, unused, address) => {
    replace({ ...state, isByTime: root.history.state?.isByTime }, unused, address);
    isPressed = isByTime = false;
  };

  for (const name of PRESSES) {
    root.addEventListener(name, () => {
      isPressed = true;
      isByTime = false;
    }, { capture: true, passive: true });
  }
  root.addEventListener("atlas:said", ({ detail }) => {
    if (detail.id === "view") return;
    isPressed = true;
    isByTime = detail.id === "range";
  });

  /* Heard before Streamlit hears it, which sends the address on in the same message as what the map may just have told:
     an empty parameter says that this address is wanted, and the page takes it out again.  It also says that an address
     without any is: to the pages that means nothing, so that a reader who goes on to another page keeps the choices made. */
  root.addEventListener("popstate", () => {
    isPressed = isByTime = false;
    const { search } = root.location;
    const free = MARKS.find((name) => !new URLSearchParams(search).has(name));
    if (free) replace(root.history.state, "", `${search || "?"}${search.length > 1 ? "&" : ""}${free}=`);
  });
})(globalThis);
