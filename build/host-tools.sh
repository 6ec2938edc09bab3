#!/bin/sh
# host-tools.sh TARGET: sees that the programs a target needs are there. All that are missing are named at once; as root, or with a
# sudo that asks for no password, they are installed by the host's package manager, otherwise the one command to type is printed.
set -eu

# Administrators' programs are not on every user's PATH.
PATH=$PATH:/usr/sbin:/sbin

# program       Debian             Fedora              Arch               Alpine             openSUSE
tools="
apt-get         apt                apt                 apt                apt                apt
chromium        chromium           chromium            chromium           chromium           chromium
curl            curl               curl                curl               curl               curl
debugfs         e2fsprogs          e2fsprogs           e2fsprogs          e2fsprogs-extra    e2fsprogs
docker          docker.io          moby-engine         docker             docker-cli         docker
docker-registry docker-registry    docker-distribution -                  docker-registry    distribution-registry
dpkg-deb        dpkg               dpkg                dpkg               dpkg               dpkg
faketime        faketime           libfaketime         libfaketime        libfaketime        libfaketime
gcc             gcc                gcc                 gcc                gcc                gcc
git             git                git                 git                git                git
gzip            gzip               gzip                gzip               gzip               gzip
mke2fs          e2fsprogs          e2fsprogs           e2fsprogs          e2fsprogs          e2fsprogs
mmdebstrap      mmdebstrap         mmdebstrap          -                  mmdebstrap         -
node            nodejs             nodejs              nodejs             nodejs             nodejs
npm             npm                nodejs-npm          npm                npm                npm
ps              procps             procps-ng           procps-ng          procps             procps
qemu-img        qemu-utils         qemu-img            qemu-img           qemu-img           qemu-tools
qemu-system-aarch64 qemu-system-arm qemu-system-aarch64 qemu-system-aarch64 qemu-system-aarch64 qemu-arm
qemu-system-x86_64 qemu-system-x86 qemu-system-x86     qemu-system-x86    qemu-system-x86_64 qemu-x86
skopeo          skopeo             skopeo              skopeo             skopeo             skopeo
ss              iproute2           iproute             iproute2           iproute2           iproute2
tar             tar                tar                 tar                tar                tar
xz              xz-utils           xz                  xz                 xz                 xz
zstd            zstd               zstd                zstd               zstd               zstd
"

# Prints the programs a target needs.
needed() {
    agent="node npm"
    image="apt-get dpkg-deb mke2fs debugfs qemu-img xz zstd $agent"
    case $1 in
    agent | dashboard) echo "$agent" ;;
    image) echo "$image" ;;
    release) echo "$image gzip tar" ;;
    image-lock) echo "apt-get dpkg-deb" ;;
    reproduce) echo "$image git tar" ;;
    up | boots | kills) echo "$image qemu-system-x86_64" ;;
    aarch64) echo "$image qemu-system-aarch64" ;;
    soak) echo "$image qemu-system-x86_64 curl faketime" ;;
    bench) echo "$image qemu-system-x86_64 docker mmdebstrap" ;;
    dashboard-figures | dashboard-screenshots) echo "$image qemu-system-x86_64 chromium curl" ;;
    e2e | test) echo "$image qemu-system-x86_64 chromium curl docker docker-registry gcc mmdebstrap ps skopeo ss" ;;
    coverage | unit) echo "debugfs mke2fs qemu-img qemu-system-x86_64 xz zstd" ;;
    esac
}

# Prints the column of the table for this host's package manager, and the command that installs.
manager() {
    if command -v apt-get >/dev/null; then
        echo "2 apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends"
    elif command -v dnf >/dev/null; then
        echo "3 dnf install -y"
    elif command -v pacman >/dev/null; then
        echo "4 pacman -Sy --noconfirm"
    elif command -v apk >/dev/null; then
        echo "5 apk add"
    elif command -v zypper >/dev/null; then
        echo "6 zypper install -y"
    else
        echo "2 your package manager, to install:"
    fi
}

if ! command -v dotnet >/dev/null; then
    echo "error: The .NET SDK is not on PATH ('dotnet')." >&2
    echo "  try: Install the .NET 10 SDK, see https://dot.net/download." >&2
    exit 1
fi

missing=
for tool in $(needed "$1"); do
    command -v "$tool" >/dev/null || missing="$missing $tool"
done
[ -z "$missing" ] && exit 0

read -r column install <<END
$(manager)
END
packages=$(for tool in $missing; do echo "$tools" | awk -v tool="$tool" -v column="$column" '$1 == tool { print $column }'; done | sort -u | tr '\n' ' ')
command="$install $packages"

echo "Missing programs:$missing"
if [ "${install#your}" = "$install" ]; then
    if [ "$(id -u)" = 0 ]; then
        echo "Installing them: $command"
        exec sh -c "$command" >/dev/null
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        echo "Installing them: sudo sh -c '$command'"
        exec sudo -n sh -c "$command" >/dev/null
    fi
fi
echo "error: They cannot be installed from here: this is neither root nor a user whose sudo asks for no password." >&2
echo "  try: As root: $command" >&2
exit 1
