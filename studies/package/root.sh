#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Puts a package together: Sextant with a Java of its own, in a folder, as a tar.gz, and as the files of a Debian package.
# The JVM's cache of classes is made last, in the folder as it will be: it knows its jars by size and time, so these are
# given the time of the version, which archives keep.
#   root.sh RUNTIME TARGET VERSION TIME PARTS
#     RUNTIME  as jlink made it
#     TARGET   where the build left sextant.jar and lib, and where the packages go
#     VERSION  of Sextant
#     TIME     that of all files
#     PARTS    the list of parts, or a file that is not there
set -euo pipefail
runtime=$1 target=$2 version=$3 time=$4 parts=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
studies=${here%/*}
sources=${studies%/*}
work=$target/package
case $(uname -m) in x86_64) machine=x86_64 debian=amd64 ;; aarch64 | arm64) machine=aarch64 debian=arm64 ;;
  *) echo "package: no package is known for a $(uname -m)" >&2 && exit 1 ;;
esac
root=$work/sextant-$version
launch() { "$runtime/bin/java" -cp "$target/sextant.jar" "dev.sextant.studies.launch.$1" "${@:2}"; }

rm -rf "$root" "$work/debian" "$work/control"
mkdir -p "$root"/{bin,app/native,share/man/man1} "$root"/share/{bash-completion/completions,zsh/site-functions,fish/vendor_completions.d}

# Licences that are the same for several modules are links to one another: not every way to unpack knows links.
cp -rL "$runtime" "$root/runtime"
find "$root/runtime/bin" -type f ! -name java -delete
# For JVMs with a heap above 32 GB: half as large as all the rest, and a start without it takes a little longer.
rm -f "$root/runtime/lib/server/classes_nocoops.jsa"

cp "$target/sextant.jar" "$root/app"
cp -r "$target/lib" "$root/app"
launch NewerClasses "$root/app/lib"
launch StoredJars "$root/app/lib" "Linux/$machine"
launch StoredJars "$root/app" "Linux/$machine"
(cd "$root/app/native" && unzip -qoj ../lib/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$machine/*")

# The launcher is the one among the sources; where it is installed, bash is in its place.
{ echo '#!/bin/bash' && tail -n +2 "$sources/sextant"; } >"$root/bin/sextant"
cp "$sources"/{LICENSE,NOTICE,NOTICE-DATA,README.md} "$root"
[ -f "$parts" ] && cp "$parts" "$root/parts.cdx.json"
mkdir "$root/studies"
cp -r "$studies"/{*.json,datasets,docs,clients,programs,examples-java} "$root/studies"
rm -rf "$root/studies/examples-java/target"
rm -f "$root/studies/docs/sextant.1"
gzip -9n <"$studies/docs/sextant.1" >"$root/share/man/man1/sextant.1.gz"
find "$root" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
chmod 755 "$root"/bin/sextant "$root"/runtime/bin/java "$root"/runtime/lib/jspawnhelper
for file in "$root"/studies/programs/* "$root"/studies/clients/*; do
  case $(head -c 2 "$file") in '#!') chmod 755 "$file" ;; esac
done

# From here on it runs as it will at its users'.
"$root/bin/sextant" completion bash >"$root/share/bash-completion/completions/sextant"
"$root/bin/sextant" completion zsh >"$root/share/zsh/site-functions/_sextant"
"$root/bin/sextant" completion fish >"$root/share/fish/vendor_completions.d/sextant.fish"
find "$root" -exec touch -h -d "$time" {} +
# The launcher's own options; the cache is for them alone.
options=()
eval "$(sed -n '/^options=(/,/false)$/p' "$sources/sextant")"
scratch=$(mktemp -d)
SEXTANT_TERMINAL=80 SEXTANT_ROWS=24 TERM=xterm "$root/runtime/bin/java" "${options[@]}" \
  -XX:ArchiveClassesAtExit="$root/app/sextant.jsa" -cp "$root/app/sextant.jar" dev.sextant.studies.launch.Rehearsal \
  run "$root/studies/digits.json" --trials 16 --set confirm.top=1 --dir "$scratch/run" >"$work/rehearsal.log" 2>&1 ||
  { cat "$work/rehearsal.log" >&2 && exit 1; }
rm -rf "$scratch"
touch -d "$time" "$root/app/sextant.jsa" "$root/app" "$root"

pack() { tar --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -c "${@:2}"; }
pack "$work" "sextant-$version" | gzip -9n >"$target/sextant-$version-linux-$machine.tar.gz"

# Debian's places. What is for a person goes where a person looks for it.
tree=$work/debian
mkdir -p "$tree"/usr/{bin,lib,share/doc/sextant/examples}
cp -a "$root" "$tree/usr/lib/sextant"
mv "$tree/usr/lib/sextant/share"/* "$tree/usr/share"
mkdir -p "$tree/usr/share/zsh/vendor-completions"
mv "$tree/usr/share/zsh/site-functions/_sextant" "$tree/usr/share/zsh/vendor-completions"
rmdir "$tree/usr/share/zsh/site-functions" "$tree/usr/lib/sextant/share"
mv "$tree/usr/lib/sextant/studies"/* "$tree/usr/share/doc/sextant/examples"
rmdir "$tree/usr/lib/sextant/studies"
mv "$tree/usr/lib/sextant"/{README.md,NOTICE,NOTICE-DATA} "$tree/usr/share/doc/sextant"
if [ -f "$tree/usr/lib/sextant/parts.cdx.json" ]; then mv "$tree/usr/lib/sextant/parts.cdx.json" "$tree/usr/share/doc/sextant"; fi
rm "$tree/usr/lib/sextant/LICENSE"
cp "$here/copyright" "$tree/usr/share/doc/sextant/copyright"
gzip -9n >"$tree/usr/share/doc/sextant/changelog.gz" <<TEXT
sextant ($version) stable; urgency=medium

  * What is new stands in examples/docs/changelog.md.

 -- The Sextant developers <developers@sextant.example>  $(LC_ALL=C date -u -R -d "$time")
TEXT
ln -s ../lib/sextant/bin/sextant "$tree/usr/bin/sextant"
find "$tree" -type d -exec chmod 755 {} +
chmod 644 "$tree"/usr/share/doc/sextant/{copyright,changelog.gz}
pack "$tree" ./usr >"$work/debian.tar"

# What the runtime is linked against, which depends on whose JDK it was made of.
mkdir "$work/control"
libc=$(find "$root/runtime" "$root/app/native" -name '*.so' -print0 | xargs -0 cat "$root/runtime/bin/java" |
  grep -aoE 'GLIBC_2\.[0-9]+' | sort -uV | tail -n 1)
depends="libc6 (>= ${libc#GLIBC_})"
if ldd "$root/runtime/lib/libzip.so" | grep -q 'libz\.so'; then depends+=", zlib1g"; fi
if ldd "$root/runtime/lib/server/libjvm.so" | grep -q 'libstdc++\.so'; then depends+=", libstdc++6"; fi
sed -e "s/@version@/$version/" -e "s/@architecture@/$debian/" -e "s/@depends@/$depends/" "$here/control" >"$work/control/control"
