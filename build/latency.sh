#!/bin/sh
# latency.sh POCKR COUNT: a table of what the SDK does beside the docker command, medians of COUNT rounds, in a machine of its own.
set -eu
pockr=$1
count=$2
home=$(mktemp -d)

cleanup() {
    POCKR_HOME=$home "$pockr" down --power-off >/dev/null 2>&1 || :
    rm -rf "$home"
}
trap cleanup EXIT
trap 'exit 130' HUP INT TERM

POCKR_IMAGE=$(echo artifacts/image/*-x86_64) dotnet run --configuration Release --project bench/Latency -- "$pockr" "$home" "$count"
