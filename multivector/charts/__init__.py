"""Tables and words to Plotly figures; pure."""
