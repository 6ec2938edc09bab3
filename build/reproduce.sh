#!/bin/sh
# reproduce.sh ARCHIVE OPTION...: builds the image twice of what is committed, from the lock, and compares every file: in directories of
# another name, minutes apart, in another time zone, with another umask, and, where this is root, once as root and once as another user.
# Packages come from ARCHIVE; the options are those of './build.sh image'. Ends with 1 if anything differs, and shows the first difference.
set -eu
mkdir -p "$1"
archive=$(realpath "$1")
shift
cd "$(dirname "$0")/.."
work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

checkout() {
    mkdir -p "$1"
    git archive HEAD | tar -x -C "$1"
}

# build DIRECTORY ZONE UMASK [PREFIX...]: builds in a checkout; the prefix is a command that runs another as another user.
build() {
    directory=$1 zone=$2 mask=$3
    shift 3
    # shellcheck disable=SC2016
    (cd "$directory" && TZ=$zone "$@" sh -c 'umask "$0" && exec ./build.sh image --locked "$@"' "$mask" --archive "$archive" $options) >&2
}

# A home of its own: nothing of this user's is to get into the image, but where packages of .NET and of node come from.
other_home() {
    mkdir -p "$work/home/.nuget/NuGet"
    cp "${HOME:-/root}/.nuget/NuGet/NuGet.Config" "$work/home/.nuget/NuGet/" 2>/dev/null || :
    cp "${HOME:-/root}/.npmrc" "$work/home/" 2>/dev/null || :
    echo "$work/home"
}

options=$*
first=$work/one
second=$work/another/directory/two
checkout "$first"
checkout "$second"
echo "Building in $first, as $(id -un)."
build "$first" UTC 022 env
home=$(other_home)
if [ "$(id -u)" = 0 ]; then
    echo "Building in $second, as nobody."
    chown -R nobody "$second" "$home"
    build "$second" Pacific/Kiritimati 027 setpriv --reuid nobody --regid nogroup --clear-groups env "HOME=$home"
else
    echo "Building in $second, as $(id -un)."
    build "$second" Pacific/Kiritimati 027 env "HOME=$home"
fi

images=$(cd "$first/artifacts/image" && echo *)
[ "$images" = "$(cd "$second/artifacts/image" && echo *)" ] || { echo "error: The builds made images of other names." >&2; exit 1; }
for image in $images; do
    build/compare-images.sh "$first/artifacts/image/$image" "$second/artifacts/image/$image"
done
