/* The numbers of how strong the record is: pressed, one shows its events on this page. However else its link is opened (a new
   tab, a copy), it leads to the same view. */
const LINK = "a[data-of]";

/** @type {(what: string, value: { of: string }) => void} */
let tell = () => {};
/** @type {string | undefined} */
let shown; // the number whose events the page has drawn
const MOST_FRAMES = 120;

/** Bring the events of a number into sight once they are drawn. */
const reveal = (frames = MOST_FRAMES) => {
  const box = document.querySelector(".st-key-strength_events");
  if (box) box.scrollIntoView({ block: "center" });
  else if (frames) requestAnimationFrame(() => reveal(frames - 1));
};

const open = (event) => {
  /** @type {HTMLAnchorElement | null} */
  const link = event.target instanceof Element ? event.target.closest(LINK) : null;
  if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  tell("open", { of: link.dataset.of });
};

// Once for the life of the page: between two of its runs a press would lead away from it.
if (!globalThis.atlasStrength) {
  globalThis.atlasStrength = (of, setTriggerValue) => {
    tell = setTriggerValue;
    if (of && shown !== undefined && of !== shown) reveal();
    shown = of;
  };
  document.addEventListener("click", open);
}

export default ({ data, setTriggerValue }) => globalThis.atlasStrength(data.of, setTriggerValue);
