// A briefing: one file that needs nothing else. The server gives the document with a place for each
// picture; the pictures are drawn here and put in as they stand, so the file holds no script.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  button.textContent = data.captions.name;
  said.textContent = "";
  button.onclick = async () => {
    said.textContent = data.captions.busy;
    button.disabled = true;
    try {
      const answer = await fetch(data.address);
      if (!answer.ok) throw new Error(`${answer.status} ${data.address}`);
      const briefing = await answer.json();
      const text = await illustrated(briefing, data.plotly);
      save(new Blob([text], { type: "text/html;charset=utf-8" }), briefing.name);
      said.textContent = data.captions.done;
    } catch (error) {
      console.warn(error);
      said.textContent = data.captions.failed;
    } finally {
      button.disabled = false;
    }
  };
}

async function illustrated(briefing, plotly) {
  const page = new DOMParser().parseFromString(briefing.html, "text/html");
  for (const place of page.querySelectorAll("[data-picture]")) {
    const figure = briefing.pictures[Number(place.dataset.picture)];
    const { svg } = await drawn(figure, briefing.config, briefing.width, plotly);
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", figure.alt);
    svg.removeAttribute("height");
    svg.setAttribute("width", "100%");
    place.removeAttribute("data-picture");
    place.replaceChildren(page.importNode(svg, true));
  }
  return `<!DOCTYPE html>\n${page.documentElement.outerHTML}\n`;
}
