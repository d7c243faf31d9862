/* The name of the document is the one that the atlas gives it. While a page runs again Streamlit would call it by the page
   alone, which history and screen readers would take up. */
(function (root) {
  "use strict";
  const { document } = root;
  const name = document.querySelector("meta[name=application-name]");
  const full = name instanceof HTMLMetaElement ? name.dataset.title : "";
  const own = Object.getOwnPropertyDescriptor(Document.prototype, "title");
  if (!full || !own?.set || !own.get) return;
  const { get, set } = own;

  /** Tell once what has been opened; nothing while the first page comes. @param {string} text */
  const say = (text) => {
    if (!document.body) return;
    let region = document.getElementById("atlas-opened");
    if (!region) {
      region = document.createElement("p");
      region.id = "atlas-opened";
      region.className = "unseen";
      region.setAttribute("role", "status");
      document.body.append(region);
    }
    const words = text.slice(0, -full.length).replace(/ · $/, "");
    root.setTimeout(() => {
      region.textContent = words;
    }, 100); // a region that is new has to be there first
  };
  Object.defineProperty(document, "title", {
    configurable: true,
    get() {
      return get.call(document);
    },
    set(text) {
      const before = get.call(document);
      if (!String(text).endsWith(full) || text === before) return;
      set.call(document, text);
      say(String(text));
    },
  });
})(globalThis);
