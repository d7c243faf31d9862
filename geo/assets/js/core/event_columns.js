/* Many events as columns of numbers, and which of them are wanted: the same rules as selection.js, for arrays. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const MOST_DURING = 200; // events of one day that are told of

  /**
   * One column of values, each different value held once.
   * @template T
   */
  class Coded {
    /** @param {{words: T[], codes: number[]}} raw */
    constructor({ words, codes }) {
      this.words = words;
      this.codes = Uint32Array.from(codes);
    }

    /** @param {number} index @returns {T} */
    of(index) {
      return this.words[this.codes[index]];
    }

    /**
     * Take out of a mask the events whose value does not pass; asked once per different value.
     * @param {Uint8Array} mask
     * @param {(word: T) => boolean} test
     */
    narrow(mask, test) {
      const passes = Uint8Array.from(this.words, (word) => (test(word) ? 1 : 0));
      for (let i = 0; i < mask.length; i++) mask[i] &= passes[this.codes[i]];
    }
  }

  Atlas.EventColumns = class {
    /** @param {RawColumns} raw  the answer of /api/events.columns.json (geo/formats/columnar.py) */
    constructor(raw) {
      this.count = raw.id.length;
      this.ids = raw.id;
      this.latitudes = Float64Array.from(raw.latitude);
      this.longitudes = Float64Array.from(raw.longitude);
      this.approximationsKm = Float64Array.from(raw.approximation_km, (km) => km ?? NaN);
      this.wherePrecs = Uint8Array.from(raw.where_prec);
      this.datePrecs = Uint8Array.from(raw.date_prec);
      this.firstDays = Int32Array.from(raw.first_day);
      this.lastDays = Int32Array.from(raw.last_day);
      this.titles = new Coded(raw.title);
      this.kinds = new Coded(raw.kind);
      this.chapters = new Coded(raw.chapter);
      this.partOfs = new Coded(raw.part_of);
      this.placeTitles = new Coded(raw.place_title);
      this.searches = new Coded(raw.search);
      this.dateTexts = new Coded(raw.date_text);
      this.sides = new Coded(raw.sides);
      this.traits = (raw.traits || []).map((column) => new Coded(column));
      this.admittedFor = "";
      this.admitted = new Uint8Array(this.count);
    }

    /** Events under way on a day that all filters but the dates let through. @param {EventSelection} selection @param {number} day */
    during(selection, day) {
      const admitted = this.admit(selection);
      const found = [];
      for (let i = 0; i < this.count && found.length < MOST_DURING; i++) {
        const [firstDay, lastDay] = [this.firstDays[i], this.lastDays[i]];
        if (!admitted[i] || firstDay > day || lastDay < day) continue;
        const [kind, title, partOf] = [this.kinds.of(i), this.titles.of(i), this.partOfs.of(i)];
        found.push({ id: this.ids[i], kind, title, partOf, firstDay, lastDay });
      }
      return found;
    }

    /**
     * Which events all filters but the dates let through; kept until those filters change.
     * @param {EventSelection} selection
     * @returns {Uint8Array}
     */
    admit({ kinds, chapters, sides, traits = [], words, withinKm }) {
      const key = JSON.stringify([kinds, chapters, sides, traits, words, withinKm]);
      if (key === this.admittedFor) return this.admitted;
      this.admittedFor = key;
      const mask = this.admitted.fill(1);
      if (kinds.length) this.kinds.narrow(mask, (kind) => kinds.includes(kind));
      if (chapters.length) this.chapters.narrow(mask, (chapter) => chapters.includes(chapter));
      if (sides.length) this.sides.narrow(mask, (own) => own.some((side) => sides.includes(side)));
      for (const wanted of Atlas.traitsByColumn(traits)) {
        const column = this.traits.find((one) => one.words.some((term) => wanted.has(term)));
        if (column) column.narrow(mask, (term) => wanted.has(term));
        else mask.fill(0);
      }
      if (words.length) this.searches.narrow(mask, (text) => words.every((word) => text.includes(word)));
      if (withinKm === null || withinKm === undefined) return mask;
      for (let i = 0; i < this.count; i++) {
        if (!(this.approximationsKm[i] <= withinKm)) mask[i] = 0; // nor one of which it is not known
      }
      return mask;
    }

    /**
     * Mark the events that a selection wants.
     * @param {EventSelection} selection
     * @param {Uint8Array} shown  is filled
     * @returns {number}  how many they are
     */
    choose(selection, shown) {
      const admitted = this.admit(selection);
      const isCertain = selection.sure.includes("date");
      const from = selection.from ? Atlas.dayOf(selection.from) : -Infinity;
      const to = selection.to ? Atlas.dayOf(selection.to) : Infinity;
      const ends = isCertain ? this.firstDays : this.lastDays;
      const starts = isCertain ? this.lastDays : this.firstDays;
      let visible = 0;
      for (let i = 0; i < this.count; i++) {
        shown[i] = admitted[i] && ends[i] >= from && starts[i] <= to ? 1 : 0;
        visible += shown[i];
      }
      return visible;
    }
  };
})(globalThis);
