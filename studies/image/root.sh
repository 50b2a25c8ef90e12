#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The root directory of the container image, which begins from nothing: the Java runtime that jlink made, the system's C
# library that the runtime was linked against, SQLite's library, and the few files that they look for. No shell, no
# package manager, no Python: what is not here cannot be abused.
#   root.sh RUNTIME LIBRARIES ROOT
#     RUNTIME    as jlink made it
#     LIBRARIES  the folder with the jar files of everything that Sextant needs
#     ROOT       to make
set -euo pipefail
runtime=$1 libraries=$2 root=$3

rm -rf "$root"
mkdir -p "$root"/opt "$root"/etc "$root"/tmp "$root"/runs "$root"/opt/sextant/native
# Licences that are the same for several modules are links to one another, which an image made by Jib cannot hold.
cp -rL "$runtime" "$root/opt/java"
# One program is enough.
find "$root/opt/java/bin" -type f ! -name java -delete

# The loader's path stands in every program; the rest is found beside the C library. Names of machines are looked up by
# libnss_dns and libresolv, which no program names: they are loaded when first needed.
loader=$(ldd "$runtime/bin/java" | awk '$1 ~ /^\/.*ld-linux/ { print $1 }')
library=$(dirname "$(ldd "$runtime/bin/java" | awk '$1 == "libc.so.6" { print $3 }')")
[ -n "$loader" ] && [ -f "$library/libc.so.6" ] || { echo "image: no GNU C library was found by ldd" >&2; exit 1; }
mkdir -p "$root$(dirname "$loader")" "$root$library"
cp -L "$loader" "$root$loader"
for name in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_files.so.2 libnss_dns.so.2; do
  # Newer C libraries hold some of them within libc.so.6.
  if [ -f "$library/$name" ]; then cp -L "$library/$name" "$root$library/$name"; fi
done

# As the launcher does: SQLite's driver would otherwise unpack its library at every start, into a folder that may forbid it.
case $(uname -m) in x86_64) machine=x86_64 ;; aarch64 | arm64) machine=aarch64 ;; *) machine=$(uname -m) ;; esac
(cd "$root/opt/sextant/native" && unzip -qoj "$libraries"/sqlite-jdbc-*.jar "org/sqlite/native/Linux/$machine/*") ||
  { echo "image: SQLite's driver has no library for $machine" >&2; exit 1; }

# A person's name for the user, and where names of machines are looked up. No home directory: nothing is to be written.
cat > "$root/etc/passwd" <<'TEXT'
root:x:0:0:root:/:/sbin/nologin
sextant:x:65532:65532:sextant:/tmp:/sbin/nologin
TEXT
cat > "$root/etc/group" <<'TEXT'
root:x:0:
sextant:x:65532:
TEXT
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
