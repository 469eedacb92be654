"""What stands on a page in the browser: texts seen and heard, and labels that do not fit."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.server import Visit

SAID = """
() => {
  const said = [];
  const isEnglish = (element) => {
    const marked = element.closest("[lang]");
    return marked !== document.documentElement && marked?.lang === "en";
  };
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    const silent = parent.closest("script, style, noscript, template, [aria-hidden=true] > i");
    const icon = parent.closest("[data-testid=stIconMaterial]");
    if (silent || icon || parent.closest("text") || isEnglish(parent) || !seen(parent)) continue;
    said.push(texts.currentNode.nodeValue);
  }
  for (const text of document.querySelectorAll("svg text")) {
    const lines = [...text.querySelectorAll("tspan.line")];
    if (seen(text)) said.push((lines.length ? lines : [text]).map((l) => l.textContent).join(" "));
  }
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      if (!isEnglish(element)) said.push(element.getAttribute(name));
    }
  }
  return said.map((text) => text.replace(/\\s+/g, " ").trim()).filter((text) => text);
}
"""

CLIPPED = """
() => {
  const found = [];
  const hides = (style) => /hidden|clip/.test(style.overflowX) && style.position !== "absolute";
  for (const element of document.querySelectorAll("[data-testid=stApp] *")) {
    if (element.closest("svg") || !element.checkVisibility()) continue;
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.nodeValue.trim());
    const isField = element.matches("input[type=text]");
    const style = getComputedStyle(element);
    if ((own || isField) && element.clientWidth > 1 && (hides(style) || isField)
        && element.scrollWidth > element.clientWidth + 1) {
      found.push(`cut off: ${element.value ?? element.textContent}`);
    }
  }
  return found;
}
"""

CROWDED = """
() => {
  const found = [];
  for (const chart of document.querySelectorAll(".js-plotly-plot")) {
    const frame = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll(".main-svg text")]
      .filter((text) => text.checkVisibility())
      .flatMap((text) => {
        const lines = [...text.querySelectorAll("tspan.line")];
        return lines.length ? lines : [text];
      })
      .filter((line) => line.textContent.trim())
      .map((line) => ({ said: line.textContent, box: line.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0);
    for (const { said, box } of texts) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1
          || box.top < frame.top - 1 || box.bottom > frame.bottom + 1) {
        found.push(`outside its chart: ${said}`);
      }
    }
    texts.forEach((one, i) => texts.slice(i + 1).forEach((other) => {
      const [a, b] = [one.box, other.box];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 4) found.push(`on each other: ${one.said} | ${other.said}`);
    }));
  }
  return found;
}
"""


FOLDS_ARE_FULL = """
() => [...document.querySelectorAll("[data-testid=stExpander] > details[open]")].every((fold) =>
  fold.querySelector("[data-testid=stExpanderDetails] [data-testid=stElementContainer]"))
"""


def open_folds(visit: Visit) -> None:
    """Open every fold of a page, and wait for what stands in it."""
    closed = visit.page.locator("[data-testid=stExpander] > details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        visit.page.wait_for_function(FOLDS_ARE_FULL)
        visit.settled()
    visit.page.evaluate("document.querySelectorAll('details').forEach((fold) => fold.open = true)")


@dataclass(frozen=True)
class Reading:
    """Texts that can be seen or heard and are not marked as English, and labels that do not fit."""

    said: frozenset[str]
    misfits: tuple[str, ...]


def reading(page: Page) -> Reading:
    """Read a page that has settled."""
    return Reading(
        frozenset(page.evaluate(SAID)), (*page.evaluate(CLIPPED), *page.evaluate(CROWDED))
    )
