// A chart that stays: drawn once, then changed where a new figure differs from the one before.
export default function ({ data, parentElement }) {
  const holder = parentElement.querySelector(".mv-plot");
  const told = new TextDecoder().decode(data);
  holder.show = (text = told) => show(holder, text);
  holder.show();
  return () => window.Plotly?.purge(holder);
}

async function show(holder, text) {
  const style = look(holder);
  const wanted = `${text}\n${JSON.stringify(style)}`;
  if (holder.shown === wanted) return;
  holder.shown = wanted;
  const sent = JSON.parse(text);
  holder.setAttribute("aria-label", sent.alt);
  holder.setAttribute("aria-busy", "true");
  holder.style.height = `${sent.figure.layout.height}px`;
  try {
    const plotly = await loaded(sent.plotly);
    if (holder.shown !== wanted) return; // another figure has come meanwhile
    const { data, layout } = sent.figure;
    await plotly.react(holder, data, { ...layout, ...style }, sent.config);
  } catch (error) {
    console.warn(error);
    holder.textContent = sent.failed;
  }
  if (holder.shown === wanted) holder.removeAttribute("aria-busy");
}

// The theme is the page's: its letters, its ink, its ground.
function look(holder) {
  const page = getComputedStyle(holder);
  const ground = page.getPropertyValue("--st-secondary-background-color");
  const edge = page.getPropertyValue("--st-border-color");
  const font = { family: page.fontFamily, color: page.color };
  return {
    font: { ...font, size: 12 },
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    hoverlabel: { bgcolor: ground, bordercolor: edge, font },
  };
}
