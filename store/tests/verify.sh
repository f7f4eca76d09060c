#!/bin/sh
# Checks a journal with common tools alone: sh verify.sh DATA-FOLDER
# Prints the number of entries and the hash of the last one, or what is wrong and where.
set -eu

previous=$(printf '%064d' 0)
seq=0

fail() {
    echo "$segment, entry $((seq + 1)): $1" >&2
    exit 1
}

for segment in "$1"/journal/*.log; do
    [ "${segment##*/}" = "$(printf '%020d' $((seq + 1))).log" ] || fail "not the next segment"
    while IFS= read -r line; do
        hash=${line%% *}
        json=${line#* }
        computed=$(printf '%s%s' "$previous" "$json" | sha256sum | cut -d ' ' -f 1)
        [ "$hash" = "$computed" ] || fail "wrong hash"
        number=$(printf '%s\n' "$json" | sed -n 's/^{"v":1,"seq":\([0-9]*\),"at":.*/\1/p')
        [ "$number" = $((seq + 1)) ] || fail "wrong number"
        previous=$hash
        seq=$number
    done < "$segment"
done

echo "$seq $previous"
