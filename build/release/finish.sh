#!/bin/sh
# finish.sh VERSION OUTPUT: notes of the release, cut from the changelog, and checksums of everything there; then lists it. A signature
# of the checksums comes after that.
set -eu
cd "$(dirname "$0")/../.."
version=$1 output=$2

# The version's own section, or what is to become it.
for title in "$version" Unreleased; do
    awk -v title="$title" '/^## / { wanted = ($2 == title) } wanted' CHANGELOG.md >"$output/NOTES.md"
    [ -s "$output/NOTES.md" ] && break
done

cd "$output"
rm -f SHA256SUMS SHA256SUMS.minisig
LC_ALL=C sha256sum -- * >../SHA256SUMS.partial
mv ../SHA256SUMS.partial SHA256SUMS
ls -l --time-style=+ | awk 'NR > 1 { printf "%12d  %s\n", $5, $6 }'
