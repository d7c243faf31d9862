/* The page in somebody else's frame (embed=1): the map, what stands beside it and the time, and one way out. */
(function (root) {
  "use strict";
  const { document, location } = root;
  if (!["1", "true"].includes(new URLSearchParams(location.search).get("embed") || "")) return;
  document.documentElement.classList.add("embedded");

  /** The address of what is shown now, in the atlas itself. */
  const whole = () => {
    const address = new URL(location.href);
    address.searchParams.delete("embed");
    return address.href;
  };

  root.addEventListener("DOMContentLoaded", () => {
    const bar = document.createElement("p");
    bar.className = "embed-bar";
    const name = document.querySelector("meta[name=application-name]");
    bar.append(name instanceof HTMLMetaElement ? name.content : document.title);
    const way = document.createElement("a");
    Object.assign(way, { href: whole(), target: "_blank", rel: "noopener", textContent: "Open in the atlas" });
    for (const press of ["pointerenter", "pointerdown", "focus", "click"]) {
      way.addEventListener(press, () => {
        way.href = whole();
      });
    }
    bar.append(way);
    document.body.prepend(bar);
  });
})(globalThis);
