/* What the pointer shows over a symbol, a mark or an arrow: text only, whatever the data holds. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.whereText = (km) => (km > Atlas.looks.doubtKm ? `±\u00a0${km}\u00a0km` : "");

  Atlas.tooltip = ({ title, date, place }) => {
    const box = document.createElement("div");
    for (const [name, text] of Object.entries({ title, date, place })) {
      if (!text) continue;
      const line = document.createElement("span");
      line.className = name;
      line.textContent = text;
      box.append(line);
    }
    return box;
  };

  Atlas.eventTooltip = (properties, title) =>
    Atlas.tooltip({
      title,
      date: properties.date_text,
      place: [properties.place_title, Atlas.whereText(properties.approximation_km)].filter(Boolean).join(" "),
    });

  Atlas.eventInWords = (properties, title) =>
    [title, properties.date_text, properties.place_title, Atlas.whereText(properties.approximation_km)]
      .filter(Boolean).join(", ");
})(globalThis);
