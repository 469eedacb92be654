// Remembers what was chosen as the reader turned the page. If another server answers than the one
// that was asked, it knows nothing of it: then the address gets it back, and the page runs again.
export default function ({ data, setTriggerValue }) {
  const state = (window.multivectorMemory ??= listening());
  const { left } = state;
  Object.assign(state, { session: data.session, left: null });
  if (!left || left.session === data.session || location.search) return;
  const kept = new URLSearchParams(left.query);
  data.passing.forEach((key) => kept.delete(key));
  if (!kept.size) return;
  history.replaceState(history.state, "", `?${kept}`);
  setTriggerValue("returned", data.session);
}

function listening() {
  const state = { session: null, left: null };
  const leave = ({ target }) => {
    const link = target.closest?.("a[href]");
    if (link?.origin === location.origin && link.pathname !== location.pathname) {
      state.left = { query: location.search, session: state.session };
    }
  };
  document.addEventListener("click", leave, true);
  return state;
}
