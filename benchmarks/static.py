"""The charts of a page as a plain page of Plotly, served from files: the measure of page speed."""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from multivector.server.compression import Compressed
from tests.browser.server import free_port

SCRIPT = Path(str(files("plotly"))) / "package_data" / "plotly.min.js"
Figures = Sequence[Mapping[str, Any]]

_PAGE = """<!doctype html><meta charset="utf-8"><title>Static</title>
<script src="static/plotly.min.js"></script>
<h1>Static</h1><button>Change</button>{places}
<script type="application/json" id="states">{states}</script>
<script>
const states = JSON.parse(document.getElementById("states").textContent);
let state = 0;
const draw = () => document.querySelectorAll(".mv-plot").forEach((place, i) => {{
  const figure = structuredClone(states[state][i]);
  Plotly.react(place, figure.data, figure.layout, {{ displayModeBar: false, responsive: true }});
}});
draw();
document.querySelector("button").onclick = () => {{ state = 1 - state; draw(); }};
</script>"""


def write_page(folder: Path, states: tuple[Figures, Figures]) -> None:
    """A page that draws the first figures, and on a click the second ones."""
    places = "".join(
        f'<h2>Chart</h2><div class="mv-plot" style="height:{each["layout"]["height"]}px"></div>'
        for each in states[0]
    )
    text = html.escape(json.dumps(states), quote=False).replace("&lt;", "\\u003c")
    text = text.replace("&gt;", "\\u003e").replace("&amp;", "\\u0026")
    (folder / "index.html").write_text(_PAGE.format(places=places, states=text), encoding="utf-8")
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "plotly.min.js").write_bytes(SCRIPT.read_bytes())


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of files, which compresses as ours does."""
    app = Starlette(
        routes=[Mount("/", StaticFiles(directory=folder, html=True))],
        middleware=[Middleware(Compressed)],
    )
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
