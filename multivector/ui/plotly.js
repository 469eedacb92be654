// Plotly from our own server, once a page; most pages run it before anybody asks. Stands before the
// scripts that draw with it.
function loaded(address) {
  window.multivectorPlotly ??= new Promise((done, fail) => {
    if (window.Plotly) return done(window.Plotly);
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = () => {
      delete window.multivectorPlotly;
      fail(new Error(`not loaded: ${address}`));
    };
    document.head.append(script);
  });
  return window.multivectorPlotly;
}
