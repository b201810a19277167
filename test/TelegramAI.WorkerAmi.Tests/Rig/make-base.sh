#!/usr/bin/env bash
# Makes the tar file that stands in for the container's base image. Like that it has no shell and no package manager: only the libraries
# that .NET needs of a system, and, because this ffmpeg is no static one, ffmpeg's. Usage: make-base.sh TREE FILE
set -euo pipefail
tree=$1 file=$2

# In the tree, where its links lead to its own files. A line of ldd is "name => /path (address)", and "/path (address)" for the loader.
libraries=$(chroot "$tree" ldd /usr/bin/ffmpeg | awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }')
libc=$(chroot "$tree" dpkg-query --listfiles libc6 | grep -E '/lib[^/]+\.so\.[0-9]+$')
openssl=$(chroot "$tree" find /usr/lib -name libssl.so.3 -o -name libcrypto.so.3)
printf '%s\n' "$libraries" "$libc" "$openssl" /etc/ld.so.cache /etc/ssl/certs/ca-certificates.crt | sed 's#^/##' | sort --unique |
  chroot "$tree" tar --create --dereference --directory=/ --files-from=- > "$file"
