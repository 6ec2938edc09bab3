#!/bin/sh
# deb.sh PROGRAM VERSION IMAGE OUTPUT: a Debian package of the published program and of an image, for amd64. Once it is installed, 'pockr up'
# needs nothing more. The same files make the same bytes.
set -eu
cd "$(dirname "$0")/../.."
program=$1 version=$2 image=$3 output=$4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
doc=$root/usr/share/doc/pockr
umask 022
mkdir -p "$root/DEBIAN" "$doc"
install -D -m 755 "$program" "$root/usr/bin/pockr"

# The image, under the name the launcher gives it.
id=$(sed -n 's/^ *"\(distro\|architecture\|buildId\)": *"\([^"]*\)",*$/\2/p' "$image/manifest.json" | paste -s -d -)
mkdir -p "$root/usr/share/pockr/images/$id"
install -m 644 "$image"/* "$root/usr/share/pockr/images/$id/"

# Scripts for shells ask the program by the path it had when it printed them.
for shell in bash:bash-completion/completions/pockr zsh:zsh/vendor-completions/_pockr fish:fish/vendor_completions.d/pockr.fish; do
    script=$root/usr/share/${shell#*:}
    mkdir -p "$(dirname "$script")"
    "$program" completion "${shell%%:*}" | sed "s#$program#/usr/bin/pockr#g" >"$script"
done

install -m 644 README.md docs/launcher.md "$doc/"
gzip -n -9 <CHANGELOG.md >"$doc/changelog.gz"
cat >"$doc/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: pockr
Comment: The image in /usr/share/pockr/images holds packages of a distribution. Each one's licence is in the machine, under
 /usr/share/doc, and the packages and their licences are listed in licenses.md beside
 the image.

Files: *
Copyright: The Pockr authors
License: MIT
$(sed 's/^$/./; s/^/ /' LICENSE)
END

cat >"$root/DEBIAN/control" <<END
Package: pockr
Version: $version
Architecture: amd64
Maintainer: The Pockr authors <maintainers@pockr.invalid>
Installed-Size: $(du -k -s "$root/usr" | cut -f 1)
Depends: libc6 (>= 2.27), libgcc-s1, libssl3t64 | libssl3, libstdc++6, qemu-system-x86, qemu-utils
Recommends: ca-certificates
Section: utils
Priority: optional
Description: pocket Docker host in a virtual machine, without root
 One command gives a person or a program real Docker in a virtual machine of
 its own, on any machine with QEMU, with or without KVM.
END

find "$root" -print0 | xargs -0 touch -h -d "@$SOURCE_DATE_EPOCH"

# The image's disk is not compressed by itself. The highest level has the dictionary that programs of one origin want.
dpkg-deb --root-owner-group -Zxz -z9 --build "$root" "$work/package" >/dev/null
mv "$work/package" "$output/pockr_${version}_amd64.deb"
chmod 644 "$output/pockr_${version}_amd64.deb"
