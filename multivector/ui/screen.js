// Tells whether the screen is narrow, once if the server guessed wrong, then whenever it changes.
export default function ({ data, setStateValue }) {
  const query = window.matchMedia(`(max-width: ${data.most}px)`);
  const tell = () => setStateValue("narrow", query.matches);
  if (query.matches !== data.narrow) tell();
  query.addEventListener("change", tell);
  return () => query.removeEventListener("change", tell);
}
