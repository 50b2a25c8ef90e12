#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether the container image runs: unpacks its layers into a folder, as a container engine does, and runs Sextant there
# with nothing else in sight, as the image's user, on a root that cannot be written. Then the same study outside of it
# and of a cluster: the rankings must be equal, byte for byte. Needs root, tar, jq and util-linux.
#   check.sh [IMAGE]   default: target/sextant-image.tar, made by mvn -P image package -Dmaven.test.skip
set -euo pipefail
studies=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
image=${1:-$studies/target/sextant-image.tar}
[ "$(id -u)" = 0 ] || { echo "check: only root can enter another root" >&2; exit 2; }
[ -f "$image" ] || { echo "check: there is no $image; make it: mvn -P image package -Dmaven.test.skip" >&2; exit 2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/image" "$scratch/root" "$scratch/outside"
tar -xf "$image" -C "$scratch/image"
said() { jq -r "$1" "$scratch/image/$2"; }
config=$(said '.[0].Config' manifest.json)
# Jib's layers carry a time that GNU tar does not know of.
for layer in $(said '.[0].Layers[]' manifest.json); do
  tar --warning=no-unknown-keyword -xzf "$scratch/image/$layer" -C "$scratch/root"
done
user=$(said .config.User "$config")
mapfile -t environment < <(said '.config.Env[]' "$config")
mapfile -t entry < <(said '.config.Entrypoint[]' "$config")
echo "image: $(du -h "$image" | cut -f1) packed, $(du -sh "$scratch/root" | cut -f1) unpacked, user $user"
[ "$user" = 65532:65532 ] || { echo "check: the image runs as $user" >&2; exit 1; }

# What an engine does: the root without a way to write it; proc, devices, and two volumes of which one holds the study.
inside() {
  env -i "${environment[@]}" /usr/bin/unshare --mount --pid --fork /bin/bash -euc '
    export_path=$PATH; PATH=/usr/sbin:/usr/bin:/sbin:/bin
    root=$1 user=$2 studies=$3; shift 3
    mount --bind "$root" "$root"
    mkdir -p "$root/proc" "$root/dev"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount --bind "$root/../volume" "$root/runs"
    mount -o remount,bind,ro "$root"
    PATH=$export_path exec /usr/bin/unshare --root="$root" --wd=/runs --setgid="${user#*:}" --setuid="${user%:*}" "$@"
  ' bash "$scratch/root" "$user" "$studies" /opt/java/bin/"${entry[0]}" "${entry[@]:1}" "$@"
}
mkdir -p "$scratch/volume"
cp -r "$studies/reference.json" "$studies/datasets" "$scratch/volume"
chown -R "$user" "$scratch/volume"

inside --help | head -n 3
inside cluster init --dir lab --members 127.0.0.1 >/dev/null
inside cluster check --cluster lab/cluster.json
# As a coordinator in a cluster of one, so that the membership and the bus are begun, too.
inside run reference.json --dir run --quiet --cluster lab/cluster.json >"$scratch/inside.txt"
inside rank run --format json >"$scratch/inside.json"
# The database's driver is there, and finds nobody to talk to.
inside run reference.json --store postgres://nobody@127.0.0.1:1/none >/dev/null 2>"$scratch/database.txt" &&
  { echo "check: a database where there is none" >&2; exit 1; }
grep -q 'nobody listens at' "$scratch/database.txt" || { cat "$scratch/database.txt" >&2; exit 1; }
java=$studies/target/image/runtime/bin/java
outside() { "$java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -jar "$studies/target/sextant.jar" "$@"; }
(cd "$scratch/outside" && outside run "$studies/reference.json" --dir run --quiet >/dev/null &&
  outside rank run --format json >"$scratch/outside.json")
cmp "$scratch/inside.json" "$scratch/outside.json" ||
  { echo "check: the image ranks otherwise than the same version outside of it" >&2; exit 1; }
echo "check: the image runs on a root that cannot be written, as $user, and ranks as outside of it"
