// Names the language of the document, and says Streamlit's own words in it.
(language, said, names) => {
  const ATTRIBUTES = ["aria-label", "placeholder", "title"];
  const MARKDOWN = "[data-testid=stMarkdownContainer]:not([data-testid=stFileUploader] *)";
  const OURS = `[data-testid=stHtml], ${MARKDOWN}, script, style, svg`;
  const HOLE = /\{\w+\}/;
  const whole = new Map(Object.entries(said));
  const withHole = Object.entries(said)
    .filter(([english]) => HOLE.test(english))
    .map(([english, text]) => {
      const [before, after] = english.split(HOLE).map((part) => part.replace(/\W/g, "\\$&"));
      return [new RegExp(`^${before}(.+)${after}$`), text];
    });

  const translated = (english) => {
    if (whole.has(english)) return whole.get(english);
    for (const [pattern, text] of withHole) {
      const found = pattern.exec(english);
      if (found) return text.replace(HOLE, () => found[1]);
    }
    return null;
  };

  // What stood in English, by node, so that another language can be chosen later.
  const state = (window.multivectorDocument ??= { english: new WeakMap(), observer: null });
  const replace = (node, name, value, write) => {
    const known = state.english.get(node) ?? {};
    const english = known[name]?.text === value ? known[name].english : value;
    const text = translated(english);
    if (text === null || text === value) return;
    state.english.set(node, { ...known, [name]: { text, english } });
    write(text);
  };
  const inAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (value) replace(element, name, value, (text) => element.setAttribute(name, text));
    }
  };
  const inText = (node) => {
    if (node.nodeValue.trim() && !node.parentElement?.closest(OURS)) {
      replace(node, "text", node.nodeValue, (text) => (node.nodeValue = text));
    }
  };
  const inAll = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return inText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest("svg")) return;
    inAttributes(root);
    root.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join()).forEach(inAttributes);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) inText(texts.currentNode);
    for (const choice of root.querySelectorAll("[class*=st-key-choice_lang] [role=radio]")) {
      choice.lang = names[choice.textContent] ?? "";
    }
  };

  document.documentElement.lang = language;
  state.observer?.disconnect();
  state.observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") inAttributes(change.target);
      else if (change.type === "characterData") inText(change.target);
      else change.addedNodes.forEach(inAll);
    }
  });
  inAll(document.body);
  state.observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
}
