#!/bin/sh
# boots.sh POCKR COUNT [IMAGE...]: boots COUNT new machines of each image (the launcher's own, if none is named), in turn, and says how long
# each took, how many starts it needed, and what that comes to. What is compared is booted minutes apart, so it holds on a machine whose
# speed changes.
set -eu
pockr=$1
count=$2
shift 2
[ $# -gt 0 ] || set -- ''
POCKR_HOME=$(mktemp -d)
export POCKR_HOME
rows=$POCKR_HOME/rows

cleanup() {
    "$pockr" vm rm --force boots >/dev/null 2>&1 || :
    rm -rf "$POCKR_HOME"
}
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

# number JSON NAME: prints a number's value.
number() {
    printf '%s' "$1" | tr -d ' \n' | sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p"
}

# The next machine is a new one: its first boot is what is looked at. Nothing of this one is kept, so that it need not be powered off.
boot() {
    if up=$("$pockr" up --vm boots ${1:+--image "$1"} --no-template --json); then
        echo "$(number "$up" seconds) $(number "$up" starts)"
    else
        echo "- 0"
    fi
    "$pockr" vm rm --force boots >/dev/null 2>&1 || :
}

# Of COUNT: healthy, those that needed another start, and the median.
summarize() {
    echo 'image                 boots  failed  started again  median s'
    sort -k1,1 -k2,2n "$rows" | awk '
        function row() { printf "%-20s %6d %7d %14d %9s\n", name, n, n - healthy, again, healthy ? seconds[int((healthy + 1) / 2)] : "-" }
        $1 != name { if (n) row(); name = $1; n = healthy = again = 0 }
        { n++ }
        $2 != "-" { seconds[++healthy] = $2; again += $3 > 1 }
        END { row() }'
}

: >"$rows"
for round in $(seq "$count"); do
    for image; do
        name=$(basename "${image:-own}")
        result=$(boot "$image")
        echo "$name $result" >>"$rows"
        echo "$round $name: ${result% *} s, starts: ${result#* }"
    done
done

summarize
! grep -q ' - 0$' "$rows"
