/* The guided tour of the offline file; its keys are those of tour_keys.js. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  /** @param {string} id @returns {any} */
  const $ = (id) => document.getElementById(id);

  Atlas.offlineTour = ({ steps, stepTexts }, go) => {
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
        $("step").innerHTML = stepTexts[number - 1];
        $("previous").disabled = number === 1;
        $("next").disabled = number === steps.length;
        $("side").scrollTop = 0;
      },
    };
  };
})(globalThis);
