#!/bin/sh
# Makes the helper's image without a container engine, from this machine's own files (Debian).
# usage: agent-image.sh OUT.tar MKIMAGE [TAG]
set -eu
out=$1 mkimage=$2 tag=${3:-lacuna/lacuna:dev}
packages="dash coreutils grep nftables iptables iproute2 util-linux netcat-openbsd"
missing=
for p in $packages; do dpkg -s "$p" > /dev/null 2>&1 || missing="$missing $p"; done
if [ -n "$missing" ]; then
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
fi
entries="/usr/bin/dash=/bin/sh /usr/sbin/xtables-nft-multi=/usr/sbin/xtables-nft-multi"
for tool in cat cut date head ls mkdir mkfifo rm sleep tail timeout tr grep unshare nsenter; do entries="$entries $(readlink -f "$(command -v "$tool")")=/usr/bin/$tool"; done
for tool in nft tc ip; do entries="$entries $(readlink -f "$(command -v "$tool")")=/usr/sbin/$tool"; done
entries="$entries $(readlink -f "$(command -v nc)")=/usr/bin/nc"
for link in iptables ip6tables iptables-save ip6tables-save iptables-restore ip6tables-restore; do entries="$entries /usr/sbin/$link->xtables-nft-multi"; done
xtables=$(find /usr/lib -type d -name xtables | head -n 1)
# shellcheck disable=SC2086
exec python3 "$mkimage" "$out" "$tag" $entries "$xtables"
