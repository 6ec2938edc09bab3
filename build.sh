#!/bin/sh
# Usage: ./build.sh TARGET [--distro auto|alpine|debian] [--mirror URL|DIR] [--agent DIR] [--vm NAME] [...]
# './build.sh help' lists the targets. What is built lies under artifacts/.
set -eu
cd "$(dirname "$0")"

target=${1:-help}
[ $# -gt 0 ] && shift

# The .NET SDK must not ask the host for ICU, phone home, or translate its messages.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
# No compiler or build process stays behind.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

build/host-tools.sh "$target"
dotnet tool restore >/dev/null || {
    echo "error: The build tool (Cake) could not be restored; 'dotnet tool restore' says why." >&2
    exit 1
}
exec dotnet cake build/build.cake --target="$target" --verbosity=minimal "$@"
