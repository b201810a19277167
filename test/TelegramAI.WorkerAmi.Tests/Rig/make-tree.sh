#!/usr/bin/env bash
# Makes the tree of files that stands in for Amazon Linux: this machine's own distribution, from where this machine has its packages,
# with what Amazon's images have too: systemd, cloud-init, sshd, sudo, curl, and the user ec2-user. It also has ffmpeg, whose program is
# taken from it as the one to bake in, and something like dnf, with the packages of Docker to install. Usage: make-tree.sh FOLDER
set -euo pipefail
folder=$1 rig=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=/dev/null
. /etc/os-release

# The first source of this distribution's own suite, in either of apt's forms.
shopt -s nullglob
lists=(/etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources)
[ -e "${lists[0]}" ] || unset "lists[0]"
source=$(awk -v suite="$VERSION_CODENAME" '
  /^[[:space:]]*#/ { next }
  /^deb / { sub(/\[[^]]*\][[:space:]]*/, ""); if ($3 == suite) { uri = $2; $1 = $2 = $3 = ""; print uri, $0; exit } }
  tolower($1) == "uris:" { uri = $2 }
  tolower($1) == "suites:" { mine = 0; for (i = 2; i <= NF; i++) mine = mine || $i == suite }
  tolower($1) == "components:" && mine { $1 = ""; print uri, $0; exit }' "${lists[@]}")
read -r mirror components <<< "$source"
[ -n "$mirror" ] || { echo "apt has no source of $VERSION_CODENAME here" >&2; exit 1; }

# Graphics drivers and papers are never used, and make up half of it.
unused=(/usr/share/doc /usr/share/man /usr/share/locale /usr/share/icons /usr/share/fonts '/usr/lib/*/libLLVM-*' '/usr/lib/*/dri')
options=("--dpkgopt=force-unsafe-io")
for path in "${unused[@]}"; do options+=("--dpkgopt=path-exclude=$path/*" "--dpkgopt=path-exclude=$path"); done

# mmdebstrap fills in $1 itself, and cleans apt's own folder of packages at the end.
# shellcheck disable=SC2016
mmdebstrap --quiet --variant=minbase --components="${components// /,}" \
  --include=systemd,systemd-sysv,dbus,ca-certificates,openssh-server,sudo,curl,cloud-init,ffmpeg "${options[@]}" \
  --customize-hook='chroot "$1" useradd --create-home --shell /bin/bash ec2-user' \
  --customize-hook='echo "ec2-user ALL=(ALL) NOPASSWD: ALL" > "$1/etc/sudoers.d/ec2-user"' \
  --customize-hook='echo "datasource_list: [ NoCloud, None ]" > "$1/etc/cloud/cloud.cfg.d/99-rehearsal.cfg"' \
  --customize-hook="upload $rig/dnf.sh /usr/bin/dnf" --customize-hook='chmod 0755 "$1/usr/bin/dnf"' \
  --customize-hook='mkdir -p "$1/var/lib/rehearsal/partial" "$1/etc/docker" "$1/etc/systemd/system/docker.service.d"' \
  --customize-hook='APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get -qq -o Dir::Cache::archives="$1/var/lib/rehearsal" \
    install --download-only --yes --no-install-recommends docker.io' \
  --customize-hook="upload $rig/docker-daemon.json /etc/docker/daemon.json" \
  --customize-hook="upload $rig/docker-service.conf /etc/systemd/system/docker.service.d/rehearsal.conf" \
  "$VERSION_CODENAME" "$folder" "$mirror"
