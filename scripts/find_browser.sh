#!/bin/sh
# Print the path of a Chromium for the tests: find_browser.sh PLAYWRIGHT
# An installed one is used; else Playwright's own is fetched; else, as root on Debian, the package.
set -u
playwright=$1

installed() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}

own() {
    "${playwright%playwright}python" - <<'PYTHON'
from pathlib import Path
from playwright.sync_api import sync_playwright

with sync_playwright() as p:
    path = Path(p.chromium.executable_path)
if not path.exists():
    raise SystemExit(1)
print(path)
PYTHON
}

installed && exit 0
own 2>/dev/null && exit 0
echo "No Chromium found; fetching Playwright's own." >&2
if "$playwright" install chromium >&2 && own; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's Chromium." >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2
    installed && exit 0
fi
echo "No browser: install Chrome or Chromium, or name one with CHROMIUM=/path/to/it" >&2
exit 1
