#!/bin/sh
# Ask the public advisory service OSV about every installed package: audit.sh PIP-AUDIT
# Ends with 0 if nothing is known against any, 1 if something is, 2 if the service was not reached.
set -u
said=$(mktemp)
trap 'rm -f "$said"' EXIT

"$1" --local --vulnerability-service osv --progress-spinner off --timeout 10 2>"$said"
ended=$?
if [ "$ended" = 0 ] || grep -q '^Found .* known vulnerabilit' "$said"; then
    cat "$said" >&2
    exit "$ended"
fi
tail -n 1 "$said" >&2
echo "The advisory service (api.osv.dev) could not be asked: nothing was audited." >&2
exit 2
