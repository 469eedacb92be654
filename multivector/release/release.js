// Draws the charts of a page of a release, each as wide as its place, when it comes near.
(() => {
  const held = document.getElementById("pictures");
  if (!held || !window.Plotly) return; // the tables hold the same figures
  const { pictures, config } = JSON.parse(held.textContent);
  const draw = (place) => {
    const { data, layout } = pictures[Number(place.dataset.picture)];
    const font = { ...layout.font, family: getComputedStyle(place).fontFamily, color: "#14171c" };
    const settings = { ...config, displayModeBar: false, responsive: true, scrollZoom: false };
    window.Plotly.newPlot(place, data, { ...layout, font }, settings);
  };
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      draw(target);
    }
  }, { rootMargin: "600px" });
  const places = document.querySelectorAll("figure[data-picture]");
  for (const place of places) {
    place.style.minHeight = `${pictures[Number(place.dataset.picture)].layout.height ?? 420}px`;
    near.observe(place);
  }
  window.addEventListener("beforeprint", () => {
    for (const place of places) if (!place.classList.contains("js-plotly-plot")) draw(place);
  });
})();
