/* The search over the names of the record, without a server: names.js brings every name, folded as geo/core/folding.py does.
   A word in Latin letters is folded here the same way; one in another script is looked for as it is written. */
"use strict";
(() => {
  const most = 100;
  const same = [["kh", "h"], ["ck", "k"], ["ye", "e"], ["yo", "e"], ["iy", "i"], ["yi", "i"], ["ii", "i"], ["y", "i"]];

  /** The words of a query, folded; as `Atlas` has no place on these pages, tests reach it by the form. */
  const words = (/** @type {string} */ text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replaceAll("'", "")
      .split(/[^\p{L}\p{N}]+/u).filter(Boolean)
      .map((word) =>
        /^[a-z0-9]+$/.test(word) ? same.reduce((done, [from, to]) => done.replaceAll(from, to), word) : word
      );

  const form = /** @type {HTMLFormElement} */ (document.querySelector("form"));
  const box = /** @type {HTMLInputElement} */ (document.getElementById("q"));
  const list = /** @type {HTMLElement} */ (document.getElementById("found"));
  const count = /** @type {HTMLElement} */ (document.getElementById("count"));

  const show = () => {
    const wanted = words(box.value);
    const { kinds, rows } = Reflect.get(self, "atlasNames");
    const named = (/** @type {string} */ text) => wanted.every((word) => text.includes(word));
    const all = wanted.length
      ? rows.filter((/** @type {[number, string, string, string, string]} */ [, , , , text]) => named(text))
      : [];
    // what bears the name itself stands before what happened there, and before works on it
    const isOther = (/** @type {[number, string, string, string, string]} */ [kind, , , , text]) =>
      Number(kinds[kind][0] === "source" || !named(text.split(" | ")[0]));
    const found = all.sort((/** @type {any} */ one, /** @type {any} */ other) => isOther(one) - isOther(other));
    list.replaceChildren(
      ...found.slice(0, most).map((/** @type {[number, string, string, string]} */ [kind, id, title, note]) => {
        const [line, link, about] = [
          document.createElement("li"),
          document.createElement("a"),
          document.createElement("span"),
        ];
        link.href = "../" + kinds[kind][0] + "/" + encodeURIComponent(id) + "/" +
          (location.protocol === "file:" ? "index.html" : "");
        link.textContent = title;
        about.textContent = [kinds[kind][1], note].filter(Boolean).join(" · ");
        line.append(link, " ", about);
        return line;
      }),
    );
    count.textContent = !wanted.length
      ? ""
      : !found.length
      ? "Nothing has this in its name."
      : found.length + " found" + (found.length > most ? ", the first " + most + " shown" : "");
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", "?q=" + encodeURIComponent(box.value));
    show();
  });
  box.addEventListener("input", show);
  box.value = new URLSearchParams(location.search).get("q") ?? "";
  show();
  box.focus();
})();
