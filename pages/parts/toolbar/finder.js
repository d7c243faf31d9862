/* The list under the search box: while somebody types, what the atlas has of it, by groups, each with why it was found.
   Enter goes to the first, which is the page's own doing, so that it works without this list; the arrow keys and the
   pointer choose another. */
const BOX = ".st-key-q input";
const PAUSE_MS = 120;
const SHORTEST = 2;
const LIST = "atlas-found";

/** @type {(what: string, value: { q: string, number: number }) => void} */
let tell = () => {};
let isOn = false;
let typed = ""; // what the list is for
let at = -1; // which of the list is marked
let before = ""; // what stood in the box when it was entered
/** @type {Timer} */
let pause;
/** @type {AbortController | null} */
let asking = null;

/** @returns {HTMLInputElement | null} */
const box = () => document.querySelector(BOX);
const list = () => document.getElementById(LIST);
/** @returns {HTMLElement[]} */
const options = () => [...(list()?.querySelectorAll(/** @type {"li"} */ ("[role=option]")) ?? [])];
const make = (name, properties, ...children) => {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
};

const close = () => {
  asking?.abort();
  clearTimeout(pause);
  list()?.remove();
  at = -1;
  const field = box();
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
};

const mark = (number) => {
  const all = options();
  at = all.length ? (number + all.length) % all.length : -1;
  all.forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
  if (at < 0) return;
  all[at].scrollIntoView({ block: "nearest" });
  box()?.setAttribute("aria-activedescendant", all[at].id);
};

/** Put text into the box as if it had been typed: the page's own script watches over what stands in it. */
const put = (text) => {
  const field = box();
  if (!field) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const go = (number) => {
  const q = typed;
  close();
  put(before);
  box()?.blur();
  tell("go", { q, number });
};

const option = (hit, number, isSame) => {
  const node = make(
    "li",
    { id: `${LIST}-${number}` },
    make("b", { textContent: hit.title }),
    make("span", { className: "note", textContent: hit.note }),
    ...(hit.why && !isSame ? [make("span", { className: "why", textContent: hit.why })] : []),
  );
  node.setAttribute("role", "option");
  node.setAttribute("aria-selected", "false");
  node.addEventListener("click", () => go(number));
  return node;
};

const place = () => {
  const field = box()?.getBoundingClientRect(), node = list();
  if (!field || !node) return;
  const width = Math.min(Math.max(field.width, 460), document.documentElement.clientWidth - 24);
  node.style.width = `${width}px`;
  node.style.left = `${Math.max(12, Math.min(field.left, document.documentElement.clientWidth - width - 12))}px`;
  node.style.top = `${field.bottom + 4}px`;
};

const show = ({ q, hits, nearest }) => {
  if (q !== box()?.value.trim() || document.activeElement !== box()) return;
  close();
  typed = q;
  const node = make("div", { id: LIST });
  node.setAttribute("role", "listbox");
  node.setAttribute("aria-label", "Found");
  const [first] = hits;
  const isSame = hits.length > 1 && first.why !== "" && hits.every(({ why }) => why === first.why); // said once
  if (isSame) node.append(make("p", { className: "why", textContent: first.why }));
  let group = null;
  let name = null;
  hits.forEach((hit, number) => {
    if (hit.group !== name) {
      name = hit.group;
      group = make(
        "ul",
        {},
        ...(name ? [make("li", { className: "group", textContent: name, ariaHidden: "true" })] : []),
      );
      group.setAttribute("role", "group");
      group.setAttribute("aria-label", name || "All");
      node.append(group);
    }
    group.append(option(hit, number, isSame));
  });
  if (!hits.length) {
    const words = make("p", { textContent: `Nothing here is called “${q}”.` });
    words.setAttribute("role", "status");
    node.append(words);
    if (nearest.length) {
      words.append(" Nearest: ");
      nearest.forEach((one, number) => {
        const button = make("button", { type: "button", textContent: one });
        button.addEventListener("click", () => {
          put(one);
          box()?.focus();
        });
        words.append(number ? ", " : "", button);
      });
    }
  }
  node.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  (document.querySelector(".stApp") ?? document.body).append(node); // there the colours of the theme hold
  place();
  box()?.setAttribute("aria-expanded", "true");
  if (hits.length) mark(0);
};

const ask = async (q) => {
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(`api/search.json?q=${encodeURIComponent(q)}`, { signal: asking.signal });
    if (answer.ok) show(await answer.json());
  } catch (_) { /* another letter was typed, or there is no connection: Enter still works when it is back */ }
};

const isBox = (target) => target instanceof Element && target.matches(BOX);

const heard = ({ target }) => {
  if (!isOn || !isBox(target)) return;
  const q = target.value.trim();
  clearTimeout(pause);
  if (q.length < SHORTEST) close();
  else if (q !== before) pause = setTimeout(ask, PAUSE_MS, q);
};

const entered = ({ target }) => {
  if (!isOn || !isBox(target)) return;
  before = target.value;
  for (
    const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": LIST,
      "aria-expanded": "false",
      autocomplete: "off",
    })
  ) target.setAttribute(name, value);
};

const pressed = (event) => {
  if (!isBox(event.target) || event.isComposing) return;
  if (event.key === "Enter") {
    if (list() && at > 0 && event.target.value.trim() === typed) {
      event.preventDefault();
      event.stopPropagation();
      go(at);
    } else close();
    return;
  }
  if (!list()) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    mark(at + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
};

// Once for the life of the page, whatever its parts are drawn anew.
if (!globalThis.atlasFinder) {
  globalThis.atlasFinder = (data, setTriggerValue) => {
    tell = setTriggerValue;
    isOn = data.isOn;
  };
  document.addEventListener("input", heard);
  document.addEventListener("focusin", entered);
  document.addEventListener("focusout", ({ target }) => isBox(target) && close());
  document.addEventListener("keydown", pressed, true);
  for (const name of ["resize", "scroll"]) addEventListener(name, place, { capture: true, passive: true });
}

export default ({ data, setTriggerValue }) => globalThis.atlasFinder(data, setTriggerValue);
