/* The guided tour of the offline file: its steps are templates, its keys those of steps.js. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});
  const $ = (id) => document.getElementById(id);

  /**
   * @param {object[]} steps  states for `atlas.select`, one a step
   * @param {(number: number) => void} go  asks for a step, counted from 1
   * @returns {{show: (number: number) => void}}
   */
  Atlas.offlineTour = (steps, go) => {
    let shown = 0;
    const by = (change) => () => { if (steps[shown - 1 + change]) go(shown + change); };
    $("previous").addEventListener("click", by(-1));
    $("next").addEventListener("click", by(1));
    return {
      show(number) {
        if (number === shown) return;
        shown = number;
        $("step").replaceChildren(document.getElementById("step/" + number).content.cloneNode(true));
        $("previous").disabled = number === 1;
        $("next").disabled = number === steps.length;
        $("side").scrollTop = 0;
      },
    };
  };
})(window);
