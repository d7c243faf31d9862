/* Tells our scripts that the page has changed, before that is to be seen, which of its elements are those of now, and what
   flags in their marks mean. */
(function (root) {
  "use strict";
  /** @type {(() => void)[]} */
  const hearers = [];
  new MutationObserver(() => {
    for (const hear of hearers) hear();
  }).observe(document.documentElement, { childList: true, subtree: true });

  root.atlasRedrawn = (listener) => hearers.push(listener);
  /** Of several, the one of the last run: while a run goes on, what it has not drawn again stands beside it. */
  root.atlasOfNow = (nodes) => {
    const all = /** @type {HTMLElement[]} */ ([...nodes]);
    return all.findLast((node) => !node.closest("[data-stale=true]")) ?? all.at(-1) ?? null;
  };
  /** Which of many are meant, in their order: a bit each, in hexadecimal digits. @param {string} hex */
  root.atlasFlags = (hex) => [...hex].flatMap((digit) => [8, 4, 2, 1].map((bit) => Boolean(parseInt(digit, 16) & bit)));
})(globalThis);
