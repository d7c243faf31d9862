/* The guided tour of the offline file: its steps are templates, its keys those of tour_keys.js. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);

  Atlas.offlineTour = (steps, go) => {
    let shown = 0;
    const by = (change) => () => {
      if (steps[shown - 1 + change]) go(shown + change);
    };
    $("previous").addEventListener("click", by(-1));
    $("next").addEventListener("click", by(1));
    return {
      show(number) {
        if (number === shown) return;
        shown = number;
        $("step").replaceChildren($("step/" + number).content.cloneNode(true));
        $("previous").disabled = number === 1;
        $("next").disabled = number === steps.length;
        $("side").scrollTop = 0;
      },
    };
  };
})(globalThis);
