/* Many events as columns of numbers, and which of them are wanted: the same rules as selection.js, for arrays. */
(function (root) {
  "use strict";
  const Atlas = (root.Atlas = root.Atlas || {});

  /** One column of texts, each different text held once. */
  class Words {
    constructor({ words, codes }) {
      this.words = words;
      this.codes = Uint32Array.from(codes);
    }

    of(index) { return this.words[this.codes[index]]; }

    /** Whether each event's word passes, asked once per different word. @param {(word: any) => boolean} test @param {Uint8Array} mask  is narrowed */
    narrow(test, mask) {
      const passes = Uint8Array.from(this.words, (word) => (test(word) ? 1 : 0));
      for (let i = 0; i < mask.length; i++) mask[i] &= passes[this.codes[i]];
    }
  }

  Atlas.EventColumns = class {
    /** @param {object} raw  the answer of /api/events.columns.json (geo/formats/columnar.py) */
    constructor(raw) {
      this.count = raw.id.length;
      this.ids = raw.id;
      this.latitudes = Float64Array.from(raw.latitude);
      this.longitudes = Float64Array.from(raw.longitude);
      this.approximationsKm = Float64Array.from(raw.approximation_km);
      this.wherePrecs = Uint8Array.from(raw.where_prec);
      this.datePrecs = Uint8Array.from(raw.date_prec);
      this.firstDays = Int32Array.from(raw.first_day);
      this.lastDays = Int32Array.from(raw.last_day);
      for (const name of ["title", "kind", "chapter", "part_of", "place_title", "search", "date_text", "sides"]) this[name] = new Words(raw[name]);
      this.admittedFor = "";
      this.admitted = new Uint8Array(this.count);
    }

    /** Which events all filters but the dates let through; kept until those filters change. @param {object} selection @returns {Uint8Array} */
    admit({ kinds, chapters, sides, words, withinKm }) {
      const key = JSON.stringify([kinds, chapters, sides, words, withinKm]);
      if (key === this.admittedFor) return this.admitted;
      this.admittedFor = key;
      const mask = this.admitted.fill(1);
      if (kinds.length) this.kind.narrow((kind) => kinds.includes(kind), mask);
      if (chapters.length) this.chapter.narrow((chapter) => chapters.includes(chapter), mask);
      if (sides.length) this.sides.narrow((own) => own.some((side) => sides.includes(side)), mask);
      if (words.length) this.search.narrow((text) => words.every((word) => text.includes(word)), mask);
      if (withinKm !== null && withinKm !== undefined) for (let i = 0; i < this.count; i++) if (!(this.approximationsKm[i] <= withinKm)) mask[i] = 0;
      return mask;
    }

    /** Mark the events that a selection wants. @param {object} selection @param {Uint8Array} shown  is filled @returns {number} how many they are */
    choose(selection, shown) {
      const admitted = this.admit(selection), isCertain = selection.sure.includes("date");
      const from = selection.from ? Atlas.dayOf(selection.from) : -Infinity, to = selection.to ? Atlas.dayOf(selection.to) : Infinity;
      const ends = isCertain ? this.firstDays : this.lastDays, starts = isCertain ? this.lastDays : this.firstDays;
      let visible = 0;
      for (let i = 0; i < this.count; i++) visible += shown[i] = admitted[i] && ends[i] >= from && starts[i] <= to ? 1 : 0;
      return visible;
    }
  };
})(typeof window === "undefined" ? globalThis : window);
