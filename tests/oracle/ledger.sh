#!/usr/bin/env bash
# An independent reader of the ledger: random years are written out as plain-text accounting journals, and hledger
# must come to the balances that the fund's own books have.
#
#     bash tests/oracle/ledger.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

WIJKFONDS_LEDGER_DIR=$folder cargo test --quiet -p wijkfonds-domain --lib \
    the_text_of_a_random_year_has_the_balances_of_its_ledger

compared=0
for journal in "$folder"/*.journal; do
    [ -s "$journal" ] || continue
    hledger -f "$journal" check --strict 2>/dev/null || hledger -f "$journal" check
    hledger -f "$journal" balance --flat --no-total --output-format csv |
        tail -n +2 | tr -d '"' | LC_ALL=C sort >"$folder/found"
    # accounts that come to nothing are left out on either side
    LC_ALL=C sort "${journal%.journal}.expected" | diff - "$folder/found"
    compared=$((compared + 1))
done
[ "$compared" -ge 20 ]
echo "hledger comes to the same balances in $compared years"
