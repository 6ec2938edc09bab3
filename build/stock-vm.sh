#!/bin/sh
# stock-vm.sh DIRECTORY: makes the machine that startup.sh measures ours against, as a manager of virtual machines would give it to a
# user: Debian with systemd and docker.io, Debian's own kernel file and initramfs. Nothing is slowed down, nothing is tuned.
# Its dockerd answers at port 2375 of the machine, through systemd's own socket proxy: dockerd itself would wait there on purpose.
set -eu
target=$1
suite=trixie
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/$' | head -n 1)
mkdir -p "$target"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM

cat >"$work/setup" <<'SETUP'
#!/bin/sh
set -eu
root=$1
echo stock >"$root/etc/hostname"
printf 'auto lo eth0\niface lo inet loopback\niface eth0 inet static\n address 10.0.2.15/24\n gateway 10.0.2.2\n' >"$root/etc/network/interfaces"
printf '/dev/vda / ext4 defaults 0 1\n' >"$root/etc/fstab"
printf '[Socket]\nListenStream=2375\n[Install]\nWantedBy=sockets.target\n' >"$root/etc/systemd/system/dockerd-proxy.socket"
printf '[Unit]\nRequires=docker.service\nAfter=docker.service\n[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd /run/docker.sock\n' \
    >"$root/etc/systemd/system/dockerd-proxy.service"
chroot "$root" systemctl enable dockerd-proxy.socket
SETUP
chmod +x "$work/setup"

mmdebstrap --variant=minbase --format=directory \
    --include=systemd-sysv,udev,dbus,ifupdown,linux-image-amd64,initramfs-tools,docker.io,iptables,ca-certificates \
    --customize-hook="$work/setup" "$suite" "$work/root" "$mirror"
cp "$work"/root/boot/vmlinuz-* "$target/vmlinuz"
cp "$work"/root/boot/initrd.img-* "$target/initrd"
mke2fs -q -t ext4 -d "$work/root" "$work/disk.raw" 4G
qemu-img convert -f raw -O qcow2 "$work/disk.raw" "$target/disk.qcow2"
