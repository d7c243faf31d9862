/* Draws the signs of units after APP-6 with milsymbol, once, for geo/assets/unit_symbols.json:

     deno run --no-config --no-lock --allow-write geo/cartography/unit_symbols.js

   Of each symbol only branch and size are taken. The frame is the same rectangle for all, since the atlas takes no side:
   whose a unit was is told by the colour of its party. */
import ms from "npm:milsymbol@3.0.4";

/** By branch in units.csv: entity of APP-6 (symbol set 10, land units), and the modifier in the lower part of the frame. */
const BRANCHES = {
  infantry: ["121100"],
  motorised: ["121104"],
  mechanised: ["121102"],
  airborne: ["121100", "01"],
  marines: ["121101"],
  cavalry: ["121300"],
  reconnaissance: ["121300"],
  armour: ["120500"],
  artillery: ["130300"],
  anti_tank: ["120400"],
  engineers: ["140700"],
  air: ["120800"],
  naval: ["170100"],
};
/** By echelon in units.csv: the amplifier of APP-6. */
const ECHELONS = {
  company: "15",
  battalion: "16",
  regiment: "17",
  brigade: "18",
  division: "21",
  corps: "22",
  army: "23",
  army_group: "24",
  front: "24",
};

const plain = (instructions) => instructions.flatMap((one) => Array.isArray(one) ? plain(one) : one.draw ?? one);

/** What is drawn beside the frame: paths in the units of milsymbol, whose frame lies from 25, 50 to 175, 150. */
const drawn = (echelon, entity, modifier = "00") => {
  const symbol = new ms.Symbol(`10031000${echelon}${entity}00${modifier}`);
  if (!symbol.isValid()) throw new Error(`APP-6 has no ${entity} ${modifier}`);
  return plain(symbol.drawInstructions.slice(1)).map(({ type, d, cx, cy, r, icon, fill }) => ({
    d: type === "circle" ? `M${cx - r},${cy} a${r},${r} 0 1 0 ${2 * r},0 a${r},${r} 0 1 0 ${-2 * r},0 Z` : d,
    ...(icon && fill && /z/i.test(d ?? "z") ? { isFilled: true } : {}),
  }));
};

const sorted = (given, draw) => Object.fromEntries(Object.entries(given).map(([name, code]) => [name, draw(code)]));
const found = {
  credit: "milsymbol 3.0.4 by Måns Beckman, MIT License",
  frame: [25, 50, 175, 150],
  branches: sorted(BRANCHES, (code) => drawn("00", ...code)),
  echelons: sorted(ECHELONS, (code) => drawn(code, "000000")),
};
Deno.writeTextFileSync(new URL("../assets/unit_symbols.json", import.meta.url), `${JSON.stringify(found, null, 1)}\n`);
