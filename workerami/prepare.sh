#!/usr/bin/env bash
# Makes what Packer takes to the machine: build/<variant>/payload.tar.gz. Usage: prepare.sh [docker|systemd]
#
# It can be told by its environment to take what is there already:
#   worker_folder     a published worker, instead of publishing one
#   ffmpeg            an ffmpeg, instead of the one that versions.auto.pkrvars.hcl names
#   publish_options   more for `dotnet publish`; without it the published packages are used
#   container_engine  what builds the container image; docker without it
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# It is read where it is, wherever the check runs.
# shellcheck source=/dev/null
. ./versions.sh

variant=${1:-docker}
case $variant in docker | systemd) ;; *) echo "the variant is docker or systemd, not $variant" >&2; exit 2 ;; esac

build=${build_folder:-build}/$variant
rm -rf "$build"
mkdir -p "$build/payload" "$build/context"
trap 'rm -rf "$build/context" "$build/payload"' EXIT

if [ -n "${worker_folder:-}" ]; then
  cp -r "$worker_folder" "$build/context/worker"
else
  read -ra options <<< "${publish_options:--p:StandIns=false}"
  dotnet publish ../src/TelegramAI.Worker.Ec2 --configuration Release --runtime linux-x64 --self-contained \
    -p:Version="${worker_version:?}" "${options[@]}" --output "$build/context/worker"
fi
[ -x "$build/context/worker/TelegramAI.Worker.Ec2" ] || { echo "there is no TelegramAI.Worker.Ec2 in the published folder" >&2; exit 1; }

if [ -n "${ffmpeg:-}" ]; then
  cp "$ffmpeg" "$build/context/ffmpeg"
else
  curl --fail --silent --show-error --location --retry 3 --output "$build/context/ffmpeg" "${ffmpeg_url:?}"
  echo "${ffmpeg_sha256:?}  $build/context/ffmpeg" | sha256sum --check --quiet
fi

# The files belong to root on the machine, and another user runs them.
chmod -R u=rwX,go=rX "$build/context"
chmod 0755 "$build/context/ffmpeg"

if [ "$variant" = docker ]; then
  engine=${container_engine:-docker}
  # The name in full: other engines than Docker take a short one for a name of their own.
  image=docker.io/library/telegramai-worker:$worker_version
  "$engine" build --file worker.Dockerfile --build-arg BASE_IMAGE="${base_image:?}" --build-arg WORKER_VERSION="$worker_version" \
    --tag "$image" "$build/context"
  "$engine" save --output "$build/payload/image.tar" "$image"
  cp docker/run-container.sh "$build/payload/"
else
  mv "$build/context/worker" "$build/context/ffmpeg" "$build/payload/"
fi

cp "$variant/telegramai-worker.service" telegramai-deadman.service telegramai-deadman.timer deadman.sh "$build/payload/"
tar --create --owner=0 --group=0 --numeric-owner --directory "$build/payload" . | gzip --fast > "$build/payload.tar.gz"
echo "$build/payload.tar.gz: worker $worker_version, $(du -h "$build/payload.tar.gz" | cut -f1)"
