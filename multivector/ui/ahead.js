// Asks for the charts of what a click leads to while the chip is being pressed, and has them drawn
// before the page has run. Stands at the end of a page: when it is called, a run has come to its
// end, and what the run has brought is what counts.
const MOST_KEPT = 30;

export default function ({ data }) {
  const state = (window.multivectorAhead ??= listening());
  state.told = state.awaited = data;
  for (const chart of document.querySelectorAll(".mv-plot")) chart.show?.();
}

function listening() {
  const state = { told: null, awaited: null, answers: new Map() };
  const pressed = ({ target }) => {
    const address = leadsTo(state.told, target);
    if (address) charts(state.answers, address).catch(() => {}); // the click will tell
  };
  const clicked = async ({ target }) => {
    const { told } = state;
    const address = leadsTo(told, target);
    if (!address) return;
    state.told = null; // where the next click leads is known when this one's run has ended
    try {
      const found = await charts(state.answers, address);
      if (state.awaited === told) show(found);
    } catch (error) {
      console.warn(error); // the run brings them all the same
    }
  };
  document.addEventListener("pointerdown", pressed, true);
  document.addEventListener("click", clicked, true);
  return state;
}

// Where the charts are that a click leads to; undefined if it is on no chip.
function leadsTo(told, target) {
  const chip = told && document.querySelector(".mv-plot") && target.closest?.("button");
  for (const [key, choices] of chip ? Object.entries(told.choices) : []) {
    const chips = [...document.querySelectorAll(`.st-key-${key} button`)];
    const choice = choices[chips.indexOf(chip)];
    if (choice) return told.address + choice.map((code) => `&partner=${encodeURIComponent(code)}`).join("");
  }
  return undefined;
}

function charts(answers, address) {
  if (!answers.has(address)) {
    const answer = fetched(address);
    answer.catch(() => answers.delete(address));
    answers.set(address, answer);
    if (answers.size > MOST_KEPT) answers.delete(answers.keys().next().value);
  }
  return answers.get(address);
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer.json();
}

function show(found) {
  for (const [key, text] of Object.entries(found)) {
    document.querySelector(`.st-key-chart-${key} .mv-plot`)?.show?.(text);
  }
}
