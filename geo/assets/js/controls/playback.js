/* The time control of the map: play, pause, step, seek. It filters in the browser, frame by frame, and
   tells the page only when it comes to rest. */
(function (root) {
  "use strict";
  const { Atlas, L } = root;
  const SECONDS_PER_EVENT = 0.55;
  const SHORTEST_S = 12;
  const LONGEST_S = 75;
  const EVENT_WEIGHT_DAYS = 45; // an event slows time down as if it were so many days long
  const STILL_STEP_MS = 1500; // reduced motion: one step at a time, nothing moves in between

  Atlas.unevenClock = (first, last, starts) => {
    const days = Math.max(1, last - first + 1);
    const sums = new Float64Array(days + 1);
    const extra = new Float64Array(days);
    for (const start of starts) if (start >= first && start <= last) extra[start - first] += EVENT_WEIGHT_DAYS;
    for (let i = 0; i < days; i++) sums[i + 1] = sums[i] + 1 + extra[i];
    const total = sums[days];
    const at = (part) => {
      const goal = Math.min(1, Math.max(0, part)) * total;
      let low = 0;
      let high = days;
      while (low < high - 1) {
        const middle = (low + high) >> 1;
        if (sums[middle] <= goal) low = middle;
        else high = middle;
      }
      return first + low + (goal - sums[low]) / (sums[low + 1] - sums[low]);
    };
    const of = (day) => {
      const index = Math.min(days - 1, Math.max(0, Math.floor(day) - first));
      return (sums[index] + (sums[index + 1] - sums[index]) * Math.min(1, Math.max(0, day - first - index))) / total;
    };
    return { at, of };
  };

  const { element } = Atlas;
  const icon = (path) => {
    const picture = Atlas.svg("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" });
    Atlas.svg("path", { d: path, fill: "currentColor" }, picture);
    return picture;
  };
  const ICONS = {
    play: "M8 5v14l11-7z",
    pause: "M7 5h4v14H7zm6 0h4v14h-4z",
    back: "M7 5h2.5v14H7zm12 0v14L10 12z",
    forward: "M14.5 5H17v14h-2.5zM5 5v14l9-7z",
    close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6 10.6 12 5 6.4z",
    more: "M12 5a2 2 0 1 1 0 4 2 2 0 0 1 0-4m0 5.5a2 2 0 1 1 0 4 2 2 0 0 1 0-4M12 16a2 2 0 1 1 0 4 2 2 0 0 1 0-4",
  };
  const choice = (label, options, chosen) => {
    const select = element("select");
    for (const [value, text] of options) {
      select.append(element("option", { value, textContent: text, selected: value === chosen }));
    }
    return [element("label", {}, element("span", { textContent: label }), select), select];
  };

  Atlas.playback = (map, wiring) => {
    let first = 0;
    let last = 1;
    let now = 0;
    let clock = null;
    let isPlaying = false;
    let frame = 0;
    let before = 0;
    /** @type {Timer} */
    let timer;
    let own = "";
    let told = "";
    let starts = [];
    const button = (name, label, action) => {
      const node = element("button", { type: "button", title: label });
      node.setAttribute("aria-label", label);
      node.append(icon(ICONS[name]));
      node.addEventListener("click", action);
      return node;
    };

    const play = button("play", "Play", () => (isPlaying ? stop() : wiring.plan.toggle() || start()));
    const back = button("back", "Step back", () => wiring.plan.step(-1) || step(-1));
    const forward = button("forward", "Step forward", () => wiring.plan.step(1) || step(1));
    const date = element("output", { className: "date" });
    const bars = element("canvas", { className: "bars" });
    bars.setAttribute("aria-hidden", "true");
    const seek = element("input", { type: "range", step: "1" });
    seek.setAttribute("aria-label", "Point in time");
    const more = button("more", "Settings of the time control", () => {
      settings.hidden = !settings.hidden;
      more.setAttribute("aria-expanded", String(!settings.hidden));
    });
    more.setAttribute("aria-expanded", "false");
    const [modeLabel, mode] = choice("Show", [["sofar", "all up to the date"], ["window", "a window of a year"], [
      "moment",
      "the moment only",
    ]], "sofar");
    const [unitLabel, unit] = choice(
      "Step",
      [["event", "to the next event"], ["month", "a month"], ["year", "a year"]],
      "event",
    );
    const [speedLabel, speed] = choice(
      "Speed",
      [["0.5", "half"], ["1", "normal"], ["2", "double"], ["4", "fourfold"]],
      "1",
    );
    const typed = element("input", { type: "date" });
    const loop = element("input", { type: "checkbox" });
    const settings = element(
      "div",
      { className: "settings", hidden: true },
      modeLabel,
      unitLabel,
      speedLabel,
      element("label", {}, element("span", { textContent: "Go to" }), typed),
      element("label", { className: "check" }, loop, element("span", { textContent: "start again at the end" })),
    );
    const words = element("p", { className: "atlas-said" });
    words.setAttribute("role", "status");
    words.setAttribute("aria-live", "polite");

    const under = Atlas.underWay({ during: wiring.during, open: wiring.open, tell: (ids) => tell(ids) });
    let ids = "";
    let isRunning = false; // or a plan is
    /** Tell the page around the map what is under way, and whether time runs. */
    const tell = (now = ids) => {
      ids = now;
      Atlas.announce("time", ids, { isPlaying: isRunning });
    };
    const open = () => {
      map.getContainer().classList.add("atlas-timed");
    };
    const shut = () => {
      under.hide();
      if (!wiring.isFixed) map.getContainer().classList.remove("atlas-timed");
    };
    /** Leave the time control: all that it has run through is shown again. */
    const leave = () => {
      halt();
      now = last;
      shut();
      draw(true);
      wiring.end();
      rest(null);
    };
    const close = button("close", "Close the time control", leave);
    close.className = "close";
    if (wiring.isFixed) open();

    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => {
      const box = element(
        "div",
        { className: "atlas-time" },
        settings,
        element(
          "div",
          { className: "row" },
          back,
          play,
          forward,
          date,
          element("div", { className: "axis" }, bars, seek),
          more,
          ...(wiring.isFixed ? [] : [close]),
        ),
        under.box,
        words,
      );
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", "Time control");
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      new ResizeObserver(() => map.getContainer().style.setProperty("--time-bar", `${box.offsetHeight}px`)).observe(
        box,
      );
      return box;
    };
    control.addTo(map);

    const span = () => {
      const day = Math.floor(now);
      if (mode.value === "sofar") return [first, day];
      return mode.value === "window" ? [Math.max(first, day - 365), day] : [day, day];
    };
    const draw = (isOver = false) => {
      const [from, to] = span();
      const iso = Atlas.isoOf(now);
      date.textContent = Atlas.dayInWords(iso);
      seek.value = String(Math.floor(now));
      seek.setAttribute("aria-valuetext", date.textContent);
      if (isOver) return;
      wiring.show({ from: Atlas.isoOf(from), to: Atlas.isoOf(to), now: Math.floor(now), mode: mode.value });
      under.show(Math.floor(now), isPlaying);
    };
    const rest = (announce) => {
      const [from, to] = span();
      const range = { from: Atlas.isoOf(from), to: Atlas.isoOf(to) };
      own = range.from + range.to;
      typed.value = Atlas.isoOf(now);
      if (announce) words.textContent = `${date.textContent}. ${announce()}`;
      wiring.rest(range);
    };
    const shownText = () => `${wiring.count()} events shown.`;

    const tick = (time) => {
      const seconds = Math.min(LONGEST_S, Math.max(SHORTEST_S, starts.length * SECONDS_PER_EVENT)) /
        Number(speed.value);
      const part = clock.of(now) + (time - before) / 1000 / seconds;
      before = time;
      if (part >= 1) {
        now = loop.checked ? first : last;
        draw();
        if (!loop.checked) {
          stop();
          return;
        }
      } else {
        now = clock.at(part);
        draw();
      }
      frame = root.requestAnimationFrame(tick);
    };
    const showPlaying = (is) => {
      play.replaceChildren(icon(is ? ICONS.pause : ICONS.play));
      play.setAttribute("aria-label", is ? "Pause" : "Play");
      play.title = is ? "Pause" : "Play";
      isRunning = is;
      tell();
    };
    const start = () => {
      if (Math.floor(now) >= last) now = first;
      isPlaying = true;
      open();
      showPlaying(true);
      before = root.performance.now();
      if (Atlas.reducedMotion()) {
        timer = root.setInterval(() => {
          if (!move(1)) stop();
        }, STILL_STEP_MS);
      } else frame = root.requestAnimationFrame(tick);
    };
    const halt = () => {
      root.cancelAnimationFrame(frame);
      root.clearInterval(timer);
      isPlaying = false;
      showPlaying(false);
    };
    const stop = () => {
      if (!isPlaying) return;
      halt();
      draw();
      rest(shownText);
    };
    /** Move by one step without telling the page; false at an end. */
    const move = (direction) => {
      const day = Math.floor(now);
      let goal;
      if (unit.value === "event") {
        goal = direction > 0 ? starts.find((start) => start > day) : starts.findLast((start) => start < day);
        if (goal === undefined) goal = direction > 0 ? last : first;
      } else {
        goal = Atlas.monthsLater(day, direction * (unit.value === "month" ? 1 : 12));
      }
      goal = Math.min(last, Math.max(first, goal));
      const isMoved = goal !== day;
      now = goal;
      draw();
      return isMoved;
    };
    const step = (direction) => {
      if (isPlaying) stop();
      move(direction);
      rest(shownText);
    };

    let areBarsDue = false;
    const drawBars = () => {
      areBarsDue = false;
      const width = (bars.width = bars.clientWidth * (root.devicePixelRatio || 1));
      const height = (bars.height = bars.clientHeight * (root.devicePixelRatio || 1));
      if (!width) return;
      const pen = bars.getContext("2d");
      const slots = 120;
      const counts = new Uint32Array(slots);
      for (const start of starts) {
        counts[Math.min(slots - 1, Math.floor(((start - first) / (last - first + 1)) * slots))] += 1;
      }
      const top = Math.sqrt(Math.max(1, ...counts));
      pen.clearRect(0, 0, width, height);
      pen.fillStyle = getComputedStyle(bars).color;
      counts.forEach((count, slot) => {
        if (!count) return;
        const tall = (0.25 + 0.75 * (Math.sqrt(count) / top)) * height;
        pen.fillRect((slot / slots) * width, height - tall, Math.max(1, width / slots - 1), tall);
      });
    };

    seek.addEventListener("input", () => {
      if (isPlaying) stop();
      now = Number(seek.value);
      draw();
    });
    seek.addEventListener("change", () => rest(shownText));
    mode.addEventListener("change", () => {
      draw();
      if (!isPlaying) rest(shownText);
    });
    typed.addEventListener("change", () => {
      if (!typed.value) return;
      now = Math.min(last, Math.max(first, Atlas.dayOf(typed.value)));
      draw();
      rest(shownText);
    });
    map.getContainer().addEventListener("keydown", (key) => {
      if (key.key !== " " || key.target !== map.getContainer()) return;
      key.preventDefault();
      play.click();
    });
    new ResizeObserver(drawBars).observe(bars);

    return {
      isPlaying: () => isPlaying,
      /** Play, or pause, as the button of this control does. */
      toggle: () => play.click(),
      /** Show this control, at rest. */
      open,
      showPlaying,
      /** Show the day that a plan stands on, which filters nothing; without one the control's own. */
      stand(day) {
        date.textContent = Atlas.dayInWords(day || Atlas.isoOf(now));
        seek.setAttribute("aria-valuetext", date.textContent);
      },
      /** Follow the page's range, unless it is the one this control has just reported, or is there already. */
      setRange(from, to) {
        const isKnown = from + to === own || from + to === told;
        told = from + to;
        if (isKnown) return; // another event was opened, say, perhaps while time runs
        own = "";
        if (isPlaying) halt();
        shut();
        first = Atlas.dayOf(from);
        last = Math.max(first, Atlas.dayOf(to));
        now = last;
        this.refresh();
        seek.min = String(first);
        seek.max = String(last);
        seek.value = String(last);
        typed.min = from;
        typed.max = to;
        date.textContent = Atlas.dayInWords(Atlas.isoOf(now));
        seek.setAttribute("aria-valuetext", date.textContent);
      },
      /** Take over which events the other filters let through. */
      refresh() {
        starts = [...wiring.starts()].filter((day) => day >= first && day <= last).sort((a, b) => a - b);
        clock = Atlas.unevenClock(first, last, starts);
        if (!areBarsDue) root.requestAnimationFrame(drawBars); // measured where all else of the frame is laid out
        areBarsDue = true;
      },
    };
  };
})(globalThis);
