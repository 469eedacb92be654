#!/bin/sh
# Print the path of an nginx for the tests: one that is there, else, as root on Debian, the package.
set -u

installed() {
    for name in "${NGINX:-}" nginx /usr/sbin/nginx /usr/local/sbin/nginx /opt/homebrew/bin/nginx; do
        [ -n "$name" ] && command -v "$name" && return 0
    done
    return 1
}

installed && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian's nginx." >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx >&2
    installed && exit 0
fi
echo "No nginx: install it, or name one with NGINX=/path/to/it" >&2
exit 1
