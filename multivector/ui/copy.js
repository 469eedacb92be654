// A button that copies a text, and says so to eyes and to screen readers.
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const said = parentElement.querySelector("[role=status]");
  const shown = parentElement.querySelector("input");
  button.textContent = data.caption;
  said.textContent = "";
  shown.hidden = true;
  button.onclick = async () => {
    if (await isCopied(data.text)) {
      said.textContent = data.done;
      return;
    }
    // The browser keeps its clipboard closed: the text stands there to be copied by hand.
    said.textContent = data.by_hand;
    shown.value = data.text;
    shown.setAttribute("aria-label", data.caption);
    shown.hidden = false;
    shown.select();
  };
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return isCopiedTheOldWay(text);
  }
}

// Browsers offer navigator.clipboard to encrypted pages and to this machine's own only.
function isCopiedTheOldWay(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
