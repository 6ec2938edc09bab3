#!/bin/sh
# archive.sh PROGRAM NAME OUTPUT: packs the published program, with the texts a user wants beside it, as OUTPUT/NAME.tar.gz. The same files
# make the same bytes.
set -eu
cd "$(dirname "$0")/../.."
program=$1 name=$2 output=$3

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/$name"
install -m 755 "$program" "$work/$name/"
install -m 644 LICENSE README.md CHANGELOG.md "$work/$name/"
tar -c --sort=name --format=ustar --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$work" "$name" |
    gzip -n -9 >"$work/archive"
mv "$work/archive" "$output/$name.tar.gz"
chmod 644 "$output/$name.tar.gz"
