#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether the packages run where there is no Java, and nothing else but a C library, bash and a few of its companions: each
# is put into a bare root, asked for help, and given the reference study; its report must be that of the launcher among
# the sources, byte for byte. The Debian package is installed and removed again. Needs root and util-linux.
#   check.sh [--debian [ROOT]]
#     --debian  the bare root is a whole Debian whose package manager installs the package: a copy of ROOT, or a minimal
#               one that debootstrap makes
set -euo pipefail
studies=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
target=$studies/target
[ "$(id -u)" = 0 ] || { echo "check: only root can enter another root" >&2; exit 2; }
if ! archive=$(ls "$target"/sextant-*-linux-*.tar.gz) || ! package=$(ls "$target"/sextant_*.deb) || ! jar=$(ls "$target"/sextant-*-all.jar); then
  echo "check: not all packages are in $target; make them: mvn -P packages package -Dmaven.test.skip" >&2
  exit 2
fi

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
# The study stands at the same place inside and outside, since reports say where it was.
study=$scratch/study
mkdir -p "$study" "$root"
cp -r "$studies/reference.json" "$studies/datasets" "$study"

if [ -n "${2:-}" ]; then
  cp -a "$2/." "$root"
elif [ "${1:-}" = --debian ]; then
  debootstrap --variant=minbase stable "$root" >"$scratch/debootstrap.log" || { tail "$scratch/debootstrap.log" >&2; exit 1; }
else
  mkdir -p "$root"/{usr/bin,tmp,dev,proc}
  ln -s usr/bin "$root/bin"
  for program in bash cat readlink ls rm mktemp; do
    cp "$(readlink -f "$(command -v "$program")")" "$root/usr/bin/$program"
    ldd "$root/usr/bin/$program" | grep -oE '/[^ ]+' | while read -r library; do
      mkdir -p "$root${library%/*}"
      cp -Ln "$library" "$root$library"
    done
  done
  # A JVM asks for these, too.
  for name in libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1; do
    from=$(ldd "$(command -v bash)" | awk '$1 == "libc.so.6" { print $3 }')
    if [ -f "${from%/*}/$name" ]; then cp -Ln "${from%/*}/$name" "$root${from%/*}/$name"; fi
  done
fi
mkdir -p "$root$study" "$root/opt" "$root/etc"
cp -L /etc/resolv.conf "$root/etc"
cp -r "$study/." "$root$study"

inside() {
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp LANG=C.UTF-8 /usr/bin/unshare --mount --pid --fork /bin/bash -euc '
    mount -t proc proc "$1/proc"
    mount --rbind /dev "$1/dev"
    exec /usr/sbin/chroot "$1" /bin/bash -euc "cd \"\$1\"; shift; exec \"\$@\"" bash "${@:2}"
  ' bash "$root" "$study" "$@"
}
if inside bash -c 'command -v java'; then echo "check: there is a Java in the bare root" >&2; exit 1; fi

# What a launcher makes of the reference study, and how it greets.
try() {
  inside "$1" --help >"$scratch/help.txt"
  head -n 2 "$scratch/help.txt"
  inside "$1" run reference.json --dir "$2" --quiet >/dev/null
  cp "$root$study/$2/report.json" "$scratch/$2.json"
}
tar -xzf "$archive" -C "$root/opt" --strip-components=1 --one-top-level=sextant
echo "tar.gz: $(du -h "$archive" | cut -f1) packed, $(du -sh "$root/opt/sextant" | cut -f1) unpacked"
try /opt/sextant/bin/sextant archive
inside /opt/sextant/bin/sextant cluster init --dir lab --members 127.0.0.1 >/dev/null
rm -rf "$root/opt/sextant"

echo "deb: $(du -h "$package" | cut -f1)"
if [ "${1:-}" = --debian ]; then
  cp "$package" "$root/tmp"
  inside dpkg -i "/tmp/${package##*/}" >/dev/null
else
  mkdir -p "$root/var/lib/dpkg/info" && touch "$root/var/lib/dpkg/status"
  dpkg --root="$root" --force-depends --force-script-chrootless -i "$package" >/dev/null 2>"$scratch/dpkg.txt" ||
    { cat "$scratch/dpkg.txt" >&2; exit 1; }
fi
try sextant package
for file in bash-completion/completions/sextant zsh/vendor-completions/_sextant fish/vendor_completions.d/sextant.fish \
  man/man1/sextant.1.gz doc/sextant/copyright; do
  # A minimal Debian is told to leave some of them out.
  [ -s "$root/usr/share/$file" ] || [ "${1:-}" = --debian ] || { echo "check: $file is missing" >&2; exit 1; }
done
if [ "${1:-}" = --debian ]; then inside dpkg -r sextant >/dev/null; else dpkg --root="$root" -r sextant >/dev/null; fi
for left in usr/lib/sextant usr/bin/sextant usr/share/doc/sextant; do
  if [ -e "$root/$left" ]; then echo "check: $left is left behind" >&2; exit 1; fi
done

# Outside: the launcher among the sources, and the one jar.
cd "$study"
"$studies/../sextant" run reference.json --dir outside --quiet >/dev/null
"$target/package/runtime/bin/java" -jar "$jar" run reference.json --dir jar --quiet >/dev/null
for report in "$scratch/archive.json" "$scratch/package.json" "$study/jar/report.json"; do
  cmp "$report" "$study/outside/report.json" ||
    { echo "check: ${report##"$scratch/"} is not what the launcher among the sources reports" >&2; exit 1; }
done
echo "check: tar.gz and deb run without a Java, and with the jar report the reference study byte for byte as the launcher does"
