// What every script finds when it is loaded: the object that all share, with the looks in it. Imported first.
import { readFileSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);

/** @param {string} address  from the top of the repository, or whole */
export const read = (address) => JSON.parse(readFileSync(new URL(address, ROOT), "utf-8"));

globalThis.Atlas = /** @type {any} */ ({ looks: { ...read("geo/assets/looks.json"), bordersTurn: "1945-08-08" } });
