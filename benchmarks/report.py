"""What all suites measured, beside what we promise, as a table and a picture.

python -m benchmarks.report   reads build/benchmarks/*.csv, writes report.md and report.svg there
"""

from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import plotly.graph_objects as go
import yaml
from plotly.subplots import make_subplots

from benchmarks import results, static
from multivector.charts.style import ACCENT, GRID, SECOND
from tests.browser.server import browser

TARGETS = Path(__file__).with_name("targets.yaml")
KEY = ["suite", "case", "figure"]
WIDTH, ROW, HEAD = 900, 34, 150
TIGHT = ("×", "%")
INK = "#14171c"
PANELS = {
    True: "<b>Times what it is compared with</b>",
    False: "<b>Per cent of the most it may be</b>",
}
WORDS = {True: "reached", False: "missed"}


def beside_targets(figures: pd.DataFrame) -> pd.DataFrame:
    """A row a target, in their order, with what was measured and a ``verdict``."""
    targets = pd.DataFrame(yaml.safe_load(TARGETS.read_text(encoding="utf-8")))
    made = targets.merge(figures, on=KEY, how="left").fillna({"unit": ""})
    columns = ("value", "low", "high", "at_most")
    made["verdict"] = [verdict(*row) for row in made[list(columns)].itertuples(index=False)]
    return made


def verdict(value: float, low: float, high: float, at_most: float) -> str:
    """Whether a target is reached, and whether the noise leaves that open."""
    if pd.isna(value):
        return "not measured"
    is_reached = value <= at_most
    doubt = low <= at_most < high  # never, where there is one value only
    return WORDS[is_reached] + (", not beyond the noise" if doubt else "")


def told(value: float, unit: str = "") -> str:
    """A number for people: three figures, with its unit; a dash where there is none."""
    if pd.isna(value):
        return "–"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    number = f"{value:,.{digits}f}"
    number = number.rstrip("0").rstrip(".") if digits else number
    return f"{number} {unit}".rstrip() if unit not in TIGHT else number + unit


def markdown(figures: pd.DataFrame) -> str:
    """The report: targets, then all other figures, with the machine's own speed."""
    promised = beside_targets(figures)
    reached = promised["verdict"].str.startswith("reached").sum()
    missing = (promised["verdict"] == "not measured").sum()
    count = f"{reached} of {len(promised)} targets reached; {missing} not measured."
    parts = [f"# Benchmarks\n\n{count}\n"]
    parts.append(_table(promised, ["at_most", "verdict"]))
    for suite, part in figures.groupby("suite", sort=False):
        parts.append(f"\n## {str(suite).capitalize()}\n\n{_table(part, [])}")
    return "\n".join(parts)


def _table(rows: pd.DataFrame, more: list[str]) -> str:
    heads = {"at_most": "at most", "verdict": "target"}
    names = ["case", "figure", "value", "middle half", "n", *(heads[each] for each in more)]
    lines = [names, ["---", "---", *["--:"] * (3 + len(more[:1])), *["---"] * len(more[1:])]]
    for row in rows.itertuples():
        half = "–" if pd.isna(row.low) else f"{told(row.low)} to {told(row.high)}"
        count = "–" if pd.isna(row.n) else f"{row.n:.0f}"
        line = [row.case, row.figure, told(row.value, row.unit), half, count]
        line += [told(row.at_most, row.unit), row.verdict] if more else []
        lines.append(line)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def picture(promised: pd.DataFrame) -> go.Figure:
    """Ratios with their middle halves and targets; below, other figures as shares of theirs."""
    drawn = promised[promised["value"].notna() & (promised["at_most"] > 0)]
    texts = [f"{told(row.value)} of {told(row.at_most, row.unit)}" for row in drawn.itertuples()]
    drawn = drawn.assign(text=texts)
    is_ratio = drawn["unit"] == "×"
    parts = [part for part in (drawn[is_ratio], _as_shares(drawn[~is_ratio])) if len(part)]
    made = make_subplots(
        rows=max(len(parts), 1),
        row_heights=[len(part) + 1 for part in parts] or None,
        vertical_spacing=0.16,
        subplot_titles=[PANELS[bool(part["unit"].iloc[0] == "×")] for part in parts],
    )
    made.update_annotations(x=0, xanchor="left", font_size=13, font_color=INK)
    for number, part in enumerate(parts, 1):
        _draw(made, number, part)
    reached = (drawn["value"] <= drawn["at_most"]).sum()
    made.update_layout(
        template="plotly_white",
        font={"family": "Helvetica, Arial, sans-serif", "size": 13, "color": INK},
        title={
            "text": f"<b>{reached} of {len(drawn)} targets of speed reached</b>",
            "subtitle": {"text": "Median (dot), middle half of the rounds (bar), target (line)"},
            "x": 0.015,
        },
        height=HEAD + ROW * (len(drawn) + 2 * len(parts)),
        width=WIDTH,
        showlegend=False,
        margin={"l": 330, "r": 130, "t": 105, "b": 30},
    )
    return made


def _as_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """The same as per cent of what each may be at most."""
    shares = {each: 100 * rows[each] / rows["at_most"] for each in ("value", "low", "high")}
    return rows.assign(**shares, at_most=100.0, unit="%")


def _draw(made: go.Figure, number: int, rows: pd.DataFrame) -> None:
    place = {"row": number, "col": 1}
    rows = rows.assign(name=rows["case"].str.capitalize() + ": " + rows["figure"])
    for row in rows.itertuples():
        colour = ACCENT if row.value <= row.at_most else SECOND
        bar = {"color": colour, "width": 7}
        if pd.notna(row.low):
            ends = [row.low, row.high]
            made.add_scatter(x=ends, y=[row.name] * 2, mode="lines", line=bar, opacity=0.4, **place)
        made.add_scatter(x=[row.value], y=[row.name], marker={"color": colour, "size": 11}, **place)
        mark = {"symbol": "line-ns", "size": 22, "line": {"width": 2, "color": INK}}
        made.add_scatter(x=[row.at_most], y=[row.name], marker=mark, mode="markers", **place)
        made.add_annotation(
            text=row.text,
            x=1.01,
            xref="x domain",
            xanchor="left",
            y=row.name,
            showarrow=False,
            **place,
        )
    made.update_xaxes(rangemode="tozero", gridcolor=GRID, ticksuffix=rows["unit"].iloc[0], **place)
    made.update_yaxes(autorange="reversed", showgrid=False, **place)


def as_svg(figure: go.Figure) -> str:
    """The picture as SVG, drawn by Plotly in a browser."""
    with browser() as chromium:
        page = chromium.new_page()
        page.add_script_tag(path=static.SCRIPT)
        uri = page.evaluate(
            "(text) => { const made = JSON.parse(text);"
            " const { width, height } = made.layout;"
            " return Plotly.toImage(made, { format: 'svg', width, height }); }",
            figure.to_json(),
        )
    return unquote(uri.split(",", 1)[1])


if __name__ == "__main__":
    measured = results.read()
    text = markdown(measured)
    (results.OUT / "report.md").write_text(text, encoding="utf-8")
    (results.OUT / "report.svg").write_text(
        as_svg(picture(beside_targets(measured))), encoding="utf-8"
    )
    print(text.split("\n## ")[0])
