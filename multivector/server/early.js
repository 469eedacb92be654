// Runs the drawing script, which has been fetched by then, as soon as there is something to read and
// the browser has nothing better to do: not before, or the reader would wait for the first word.
const { address } = document.currentScript.dataset;
const watch = new MutationObserver(() => {
  if (!document.querySelector("h1")) return;
  watch.disconnect();
  (window.requestIdleCallback ?? setTimeout)(() => {
    const script = document.createElement("script");
    script.src = address;
    document.head.append(script);
  });
});
watch.observe(document.getElementById("root"), { childList: true, subtree: true });
