/* What the map says of itself: to Streamlit, whose script then runs, and before that to the page around the map. */
(function (root) {
  "use strict";
  const { Atlas } = root;
  const APART_MS = 100; // of two reports at once the first would be lost

  /* An event the pointer is near or down on, one to be opened, a kind of report, or that all is drawn. For one to be opened the answer
     lasts until its panel is there, or takes long, and is whether nothing else has been pressed since. */
  Atlas.announce = (what, id, said) => {
    const detail = { id, said, ahead: null };
    try {
      root.parent.dispatchEvent(new CustomEvent(`atlas:${what}`, { detail }));
    } catch (_) { /* another origin */ }
    return detail.ahead;
  };

  Atlas.reporting = (isTwin, onReport) => {
    let counter = 0;
    let turn = null;
    /** Tell the page's script once the panel is there: its run would hold that up, on the server as in the browser. */
    const tell = (said, ahead) => {
      const told = Promise.all([turn, ahead]).then(([, isWanted]) => {
        if (isWanted !== false) root.Streamlit.setComponentValue(said);
      });
      turn = told.then(() => new Promise((done) => setTimeout(done, APART_MS)));
    };
    return (kind, value) => {
      if (isTwin && kind !== "select") return;
      counter = Math.max(counter + 1, Date.now());
      const said = { kind, ...value, n: counter };
      Atlas.announce("said", kind, said);
      const ahead = kind === "select" && said.id ? Atlas.announce("open", said.id) : null;
      if (onReport) onReport(said);
      else if (root.Streamlit) tell(said, ahead);
    };
  };
})(globalThis);
