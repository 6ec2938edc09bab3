#!/bin/sh
# boots.sh POCKR COUNT: boots COUNT new machines, one after the other, in a directory of its own, and says how long each took and how
# many starts it needed.
set -eu
pockr=$1
count=$2
POCKR_HOME=$(mktemp -d)
export POCKR_HOME

cleanup() {
    "$pockr" down --power-off --vm boots >/dev/null 2>&1 || :
    rm -rf "$POCKR_HOME"
}
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

# number JSON NAME: prints a number's value.
number() {
    printf '%s' "$1" | tr -d ' \n' | sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p"
}

healthy=0
again=0
boot=1
while [ "$boot" -le "$count" ]; do
    if up=$("$pockr" up --vm boots --no-template --json); then
        starts=$(number "$up" starts)
        healthy=$((healthy + 1))
        [ "$starts" -gt 1 ] && again=$((again + 1))
        echo "boot $boot: healthy after $(number "$up" seconds) s, starts: $starts"
    else
        echo "boot $boot: not healthy"
    fi
    "$pockr" down --power-off --vm boots >/dev/null
    # The next machine is a new one: its first boot is what is looked at.
    rm -rf "$POCKR_HOME/vms/boots"
    boot=$((boot + 1))
done

echo "$healthy of $count healthy, $again needed a second start"
[ "$healthy" -eq "$count" ]
