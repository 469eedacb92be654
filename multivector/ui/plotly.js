// Plotly from our own server, once a page. Stands before the scripts that draw with it.
function loaded(address) {
  window.multivectorPlotly ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = () => {
      delete window.multivectorPlotly;
      script.remove();
      fail(new Error(`not loaded: ${address}`));
    };
    document.head.append(script);
  });
  return window.multivectorPlotly;
}
