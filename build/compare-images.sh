#!/bin/sh
# compare-images.sh DIRECTORY DIRECTORY: compares two built images file by file and shows the first difference: of a disk, the first file
# that is another in it.
set -eu
one=$1
two=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

# Takes the files out of a disk.
unpack() {
    qemu-img convert -O raw "$1" "$work/disk.raw"
    mkdir "$2"
    debugfs -R "rdump / $2" "$work/disk.raw" >/dev/null 2>&1
    rm "$work/disk.raw"
}

show() {
    if command -v diffoscope >/dev/null; then
        diffoscope --max-report-size 20000 "$1" "$2" || :
    elif [ "${1##*.}" = qcow2 ]; then
        unpack "$1" "$work/one"
        unpack "$2" "$work/two"
        { diff -rq "$work/one" "$work/two" || :; } | sed -n '1s|'"$work"'/||gp'
    else
        cmp "$1" "$2" || :
    fi
}

differs=0
for file in $(cd "$one" && find . -type f | sort) $(cd "$two" && find . -type f | sort); do
    [ -e "$work/$(echo "$file" | tr / _)" ] && continue
    : >"$work/$(echo "$file" | tr / _)"
    sum=$(sha256sum <"$one/$file" 2>/dev/null || echo missing)
    other=$(sha256sum <"$two/$file" 2>/dev/null || echo missing)
    if [ "$sum" = "$other" ]; then
        echo "same     ${sum%% *}  ${file#./}"
        continue
    fi

    echo "DIFFERS  ${sum%% *}  ${other%% *}  ${file#./}"
    [ "$differs" = 1 ] || show "$one/$file" "$two/$file"
    differs=1
done
exit "$differs"
