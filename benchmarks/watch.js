// Notes when the first heading stood there, when the first chart was drawn and when all were, and
// how long after a click all charts were changed, and when anything on the page was last. Runs before
// any script of the page.
window.marks = {};
window.redraws = [];
new MutationObserver(() => (window.touched = performance.now())).observe(document, {
  subtree: true,
  childList: true,
  characterData: true,
});
let plotly;
Object.defineProperty(window, "Plotly", {
  configurable: true,
  get: () => plotly,
  set: (library) => {
    plotly = library;
    const react = library.react;
    library.react = async (...given) => {
      const result = await react.apply(library, given);
      window.redraws.push(performance.now());
      return result;
    };
  },
});
document.addEventListener("click", () => {
  window.clicked = performance.now();
  window.redraws = [];
}, true);
(function look() {
  const now = performance.now();
  if (document.querySelector("h1")?.textContent) window.marks.content ??= now;
  const charts = [...document.querySelectorAll(".mv-plot")];
  const drawn = charts.filter((each) => each.querySelector(".main-svg") && !each.ariaBusy);
  if (drawn.length) window.marks.first ??= now;
  if (drawn.length && drawn.length === window.chartsExpected) window.marks.all ??= now;
  requestAnimationFrame(look);
})();
