#!/bin/sh
# Put the small build of Plotly, with the kinds of chart that we use, where npm is at hand:
#   sh scripts/fetch_plotly.sh PYTHON FOLDER
# It draws the same as the whole one in the Python package, in a third of the size. Without it, or
# without npm, the whole one is served.
set -eu
python=$1
folder=$2
command -v npm >/dev/null || { echo "no npm: the whole of Plotly will be served"; exit 0; }
version=$("$python" -c 'from multivector.charts.script import plotly_js; print(plotly_js())')
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if (cd "$work" && npm pack --silent "plotly.js-cartesian-dist-min@$version" >/dev/null 2>&1); then
    tar -xzf "$work"/plotly.js-cartesian-dist-min-*.tgz -C "$work"
    mkdir -p "$folder"
    cp "$work/package/plotly-cartesian.min.js" "$work/package/LICENSE" "$folder/"
else
    echo "npm could not bring plotly.js-cartesian-dist-min $version: the whole one will be served"
fi
