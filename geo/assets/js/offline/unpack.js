/* What the offline file holds packed: JSON, by gzip, in base64. The browser unpacks it by itself. */
(function (root) {
  "use strict";
  const { Atlas } = root;

  Atlas.unpack = (text) => {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).json();
  };
})(globalThis);
