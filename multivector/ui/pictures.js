// A chart as a picture for print: drawn anew at one width, with its title, measure, sources and
// receipt, as SVG or PNG.
const EDGE = 28;
const PNG_SCALE = 3;

export default function ({ data, parentElement }) {
  const said = parentElement.querySelector("[role=status]");
  said.textContent = "";
  for (const button of parentElement.querySelectorAll("button")) {
    button.textContent = button.value.toUpperCase();
    button.setAttribute("aria-label", data.captions[button.value]);
    button.onclick = async () => {
      said.textContent = data.captions.busy;
      try {
        const svg = await picture(data);
        save(await file(svg, button.value), `${data.name}.${button.value}`);
        said.textContent = data.captions.done;
      } catch (error) {
        console.warn(error);
        said.textContent = data.captions.failed;
      }
    };
  }
}

async function picture(data) {
  const width = data.width - 2 * EDGE;
  const { svg, height } = await drawn(data.figure, data.config, width, data.plotly);
  return composed(svg, data, width, height);
}

// The title above the chart, the small print below it, each broken into lines that fit.
function composed(chart, data, width, height) {
  const head = [
    ...lines(data.title, width, 24, 700),
    ...lines(data.subtitle, width, 16, 400),
  ];
  const foot = data.footer.flatMap((text) => lines(text, width, 13, 400));
  const top = EDGE + tall(head) + 10;
  const total = top + height + 10 + tall(foot) + EDGE;
  const svg = element("svg", { xmlns: "http://www.w3.org/2000/svg", width: data.width, height: total });
  svg.setAttribute("viewBox", `0 0 ${data.width} ${total}`);
  svg.setAttribute("font-family", FONT);
  svg.setAttribute("role", "img");
  const name = element("title", {});
  name.textContent = data.title;
  svg.append(name, element("rect", { width: data.width, height: total, fill: "#ffffff" }));
  written(svg, head, EDGE);
  chart.setAttribute("x", EDGE);
  chart.setAttribute("y", top);
  svg.append(chart);
  written(svg, foot, top + height + 10);
  return { text: new XMLSerializer().serializeToString(svg), width: data.width, height: total };
}

function lines(text, width, size, weight) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} ${size}px ${FONT}`;
  const found = [];
  let line = "";
  // Addresses have no blanks: they may break after a mark.
  for (const word of text.match(/[^\s&/?]+[&/?]*\s*|[&/?]+\s*/g) ?? []) {
    if (line && pen.measureText((line + word).trimEnd()).width > width) {
      found.push(line);
      line = "";
    }
    line += word;
  }
  if (line) found.push(line);
  return found.map((each) => ({ text: each.trimEnd(), size, weight }));
}

function tall(block) {
  return block.reduce((sum, line) => sum + Math.round(line.size * 1.35), 0);
}

function written(svg, block, from) {
  let y = from;
  for (const line of block) {
    y += Math.round(line.size * 1.35);
    const text = element("text", { x: EDGE, y: y - line.size * 0.3, fill: INK });
    text.setAttribute("font-size", line.size);
    text.setAttribute("font-weight", line.weight);
    text.textContent = line.text;
    svg.append(text);
  }
}

async function file(svg, format) {
  const vector = new Blob([svg.text], { type: "image/svg+xml;charset=utf-8" });
  return format === "svg" ? vector : rastered(vector, svg.width, svg.height);
}

async function rastered(vector, width, height) {
  const address = URL.createObjectURL(vector);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = width * PNG_SCALE;
    canvas.height = height * PNG_SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function element(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
