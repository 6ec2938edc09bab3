#!/bin/sh
# baseline-vm.sh stock|reference DIRECTORY: makes a machine that './build.sh bench' measures ours against, of the same packages of Debian's, with
# Debian's own kernel file and initramfs. Nothing is slowed down, nothing is tuned.
#   stock      as a manager of virtual machines gives it to a user: systemd starts docker.io. Its dockerd answers at port 2375 of the machine,
#              through systemd's own socket proxy: dockerd itself would wait there on purpose.
#   reference  init scripts start docker.io, and then the guest agent, from a disk of its own; the agent answers at port 7080.
# It needs root, or a kernel and a user that may have user namespaces.
set -eu
kind=$1
target=$2
suite=trixie
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep '/debian/$' | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
# In a user namespace, what is done with the packages is done by another user.
chmod 777 "$work"

cat >"$work/common" <<'COMMON'
#!/bin/sh
set -eu
root=$1
echo baseline >"$root/etc/hostname"
printf 'auto lo eth0\niface lo inet loopback\niface eth0 inet static\n address 10.0.2.15/24\n gateway 10.0.2.2\n' >"$root/etc/network/interfaces"
printf '/dev/vda / ext4 defaults 0 1\n' >"$root/etc/fstab"
COMMON

cat >"$work/stock" <<'STOCK'
#!/bin/sh
set -eu
root=$1
printf '[Socket]\nListenStream=2375\n[Install]\nWantedBy=sockets.target\n' >"$root/etc/systemd/system/dockerd-proxy.socket"
printf '[Unit]\nRequires=docker.service\nAfter=docker.service\n[Service]\nExecStart=/usr/lib/systemd/systemd-socket-proxyd /run/docker.sock\n' \
    >"$root/etc/systemd/system/dockerd-proxy.service"
chroot "$root" systemctl enable dockerd-proxy.socket
STOCK

cat >"$work/reference" <<'REFERENCE'
#!/bin/sh
set -eu
root=$1
mkdir -p "$root/opt/guest-agent"
printf 'cgroup2 /sys/fs/cgroup cgroup2 defaults 0 0\n/dev/vdb /opt/guest-agent ext4 ro 0 0\n' >>"$root/etc/fstab"
cat >"$root/etc/init.d/guest-agent" <<'SCRIPT'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          guest-agent
# Required-Start:    $local_fs $network docker
# Required-Stop:     $local_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: REST API of the machine
### END INIT INFO
case $1 in
start) start-stop-daemon --start --background --make-pidfile --pidfile /run/guest-agent.pid --exec /opt/guest-agent/guest-agent ;;
stop) start-stop-daemon --stop --pidfile /run/guest-agent.pid ;;
esac
SCRIPT
chmod 755 "$root/etc/init.d/guest-agent"
chroot "$root" update-rc.d guest-agent defaults
REFERENCE

# What is mounted in the root while packages are set up is not to be on the disk.
cat >"$work/take" <<TAKE
#!/bin/sh
set -eu
cp -a --one-file-system "\$1" "$work/root"
cp "$work"/root/boot/vmlinuz-* "$work/vmlinuz"
cp "$work"/root/boot/initrd.img-* "$work/initrd"
mke2fs -q -t ext4 -d "$work/root" "$work/disk.raw" 4G
chmod 644 "$work/vmlinuz" "$work/initrd" "$work/disk.raw"
rm -rf "$work/root"
TAKE
chmod 755 "$work/common" "$work/stock" "$work/reference" "$work/take"

case $kind in
stock) init=systemd-sysv,dbus ;;
reference) init=sysvinit-core,initscripts,orphan-sysvinit-scripts,e2fsprogs,libstdc++6 ;;
esac
mmdebstrap --quiet --variant=minbase --format=null \
    --include="$init,udev,ifupdown,linux-image-amd64,initramfs-tools,docker.io,iptables,ca-certificates" \
    --customize-hook="$work/common" --customize-hook="$work/$kind" --customize-hook="$work/take" "$suite" - "$mirror"
mkdir -p "$target"
cp "$work/vmlinuz" "$work/initrd" "$target"
# Last, as it tells that all is there.
qemu-img convert -f raw -O qcow2 "$work/disk.raw" "$work/disk.qcow2"
mv "$work/disk.qcow2" "$target/disk.qcow2"
