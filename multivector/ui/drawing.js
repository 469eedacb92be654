// What pictures and briefings share: a figure drawn by Plotly for print, on white, in the reader's
// browser, from our own server alone. Stands between
// plotly.js and the script that uses it.
const INK = "#14171c";
const FONT = '"Source Sans 3", "Source Sans Pro", "Segoe UI", "Helvetica Neue", Arial, sans-serif';

async function drawn(figure, config, width, address) {
  const made = structuredClone({ data: figure.data, layout: figure.layout });
  const height = made.layout.height ?? 420;
  made.layout.font = { ...made.layout.font, family: FONT, color: INK };
  const plotly = await loaded(address);
  const uri = await plotly.toImage({ ...made, config }, { format: "svg", width, height });
  return { svg: parsed(decodeURIComponent(uri.slice(uri.indexOf(",") + 1))), height };
}

function parsed(text) {
  return new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
