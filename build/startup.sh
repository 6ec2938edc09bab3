#!/bin/sh
# startup.sh POCKR COUNT STOCK: how long it takes from the command to the first answer of the API, in COUNT rounds, each of a cold start, a
# resume, a new machine made from the template, and a boot of the stock machine that stock-vm.sh made in the directory STOCK. What is
# measured in one round is measured within minutes, so the ratios hold on a machine whose speed changes; the seconds alone do not.
set -eu
pockr=$1
count=$2
stock=$3
POCKR_HOME=$(mktemp -d)
export POCKR_HOME
qemu=
stock_port=$(($(id -u) % 1000 + 23750))

cleanup() {
    [ -z "$qemu" ] || kill "$qemu" 2>/dev/null || :
    power_off measured || :
    power_off fresh || :
    rm -rf "$POCKR_HOME"
}
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

now() { date +%s.%N; }
since() { echo "$1 $(now)" | awk '{ printf "%.1f", $2 - $1 }'; }

# Brings a machine up and asks it for its containers.
measure() {
    start=$(now)
    url=$("$pockr" up "$1" --json 2>>"$POCKR_HOME/notes" | sed 's/.*"url":"\([^"]*\)".*/\1/')
    curl -sf -o /dev/null -H "Authorization: Bearer $("$pockr" token --vm "$1")" "$url/containers"
    seconds=$(since "$start")
}

power_off() { "$pockr" down "$1" --power-off >/dev/null 2>&1; }

measure_stock() {
    qemu-img create -q -f qcow2 -F qcow2 -b "$(realpath "$stock")/disk.qcow2" "$POCKR_HOME/stock.qcow2"
    start=$(now)
    qemu-system-x86_64 -nodefaults -no-user-config -display none -machine q35 -accel tcg,thread=multi -cpu max -smp 2 -m 2048 \
        -kernel "$stock/vmlinuz" -initrd "$stock/initrd" \
        -append "root=/dev/vda ro console=ttyS0 quiet net.ifnames=0 clearcpuid=cx16" \
        -device virtio-blk-pci,drive=disk -drive "file=$POCKR_HOME/stock.qcow2,if=none,id=disk,format=qcow2" \
        -device virtio-net-pci,netdev=net -netdev "user,id=net,hostfwd=tcp:127.0.0.1:$stock_port-:2375" \
        -device virtio-rng-pci -serial "file:$POCKR_HOME/stock.log" -no-reboot &
    qemu=$!
    # It is asked seldom: each question costs the machine time. A kernel that died (see docs/decisions/002) is told as such.
    until [ "$(curl -s -m 10 "http://127.0.0.1:$stock_port/_ping")" = OK ]; do
        kill -0 "$qemu" 2>/dev/null || { seconds=died qemu=; return; }
        sleep 0.5
    done
    seconds=$(since "$start")
    kill "$qemu"
    wait "$qemu" 2>/dev/null || :
    qemu=
    rm "$POCKR_HOME/stock.qcow2"
}

measure measured # finds out about the accelerator, and makes the template
power_off measured
rows=$POCKR_HOME/rows
echo "round   stock    cold  resume     new" | tee "$rows"
for round in $(seq "$count"); do
    row=$round
    measure_stock
    row="$row $seconds"
    measure measured
    row="$row $seconds"
    "$pockr" down measured >/dev/null 2>&1
    measure measured
    row="$row $seconds"
    power_off measured
    measure fresh
    row="$row $seconds"
    "$pockr" vm rm --force fresh >/dev/null 2>&1
    # shellcheck disable=SC2086
    printf '%5s %7s %7s %7s %7s\n' $row | tee -a "$rows"
done
awk '
    NR > 1 && $2 != "died" { n++; for (i = 2; i <= 5; i++) sum[i] += $i }
    END {
        if (!n) exit 1
        printf " mean %7.1f %7.1f %7.1f %7.1f\n", sum[2] / n, sum[3] / n, sum[4] / n, sum[5] / n
        printf "stock is %.1f times a cold start, %.1f times a resume, %.1f times a new machine\n", sum[2] / sum[3], sum[2] / sum[4], sum[2] / sum[5]
    }' "$rows"

# A template that could not be made makes a new machine slow once.
grep 'boots without one' "$POCKR_HOME/notes" || :
