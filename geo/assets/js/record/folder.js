/* Pages that are files. On a disk no server finds the page of a folder, so the links name it; and a link to the app
   that names an event leads to the event's page. */
"use strict";
(() => {
  if (location.protocol === "file:") {
    for (const link of document.querySelectorAll("a[href]")) {
      const [, path, rest] = /^([^?#]*)(.*)$/s.exec(link.getAttribute("href") ?? "") ?? ["", "", ""];
      if (path.endsWith("/") && !/^[a-z]+:/i.test(path)) link.setAttribute("href", path + "index.html" + rest);
    }
  }
  const event = new URLSearchParams(location.search).get("event");
  if (event && document.querySelector(".front")) location.replace("event/" + encodeURIComponent(event) + "/");
})();
