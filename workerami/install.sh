#!/usr/bin/env bash
# Installs the worker on the machine that is being baked. Packer runs it as root.
set -euo pipefail
: "${VARIANT:?}" "${PAYLOAD:?}" "${WORKER_VERSION:?}" "${FFMPEG_VERSION:?}"

install -d -m 0755 /opt/telegramai
install -d -m 0700 /etc/telegramai
tar --extract --gzip --file "$PAYLOAD" --directory /opt/telegramai --no-same-owner

case $VARIANT in
docker)
  command -v docker > /dev/null || dnf --assumeyes --quiet install "docker-${DOCKER_VERSION:?}"
  systemctl enable --now docker.service
  docker load --quiet --input /opt/telegramai/image.tar
  rm /opt/telegramai/image.tar
  docker tag "telegramai-worker:$WORKER_VERSION" telegramai-worker:baked
  chmod 0755 /opt/telegramai/run-container.sh
  # The user of worker.Dockerfile.
  install -d -m 0755 /var/lib/telegramai
  install -d -m 0700 -o 10001 -g 10001 /var/lib/telegramai/scratch
  ffmpeg=(docker run --rm --network=none --entrypoint=/opt/telegramai/ffmpeg telegramai-worker:baked)
  ;;
systemd)
  id -u telegramai > /dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /sbin/nologin telegramai
  ffmpeg=(/opt/telegramai/ffmpeg)
  ;;
*)
  echo "the variant is docker or systemd, not $VARIANT" >&2
  exit 2
  ;;
esac

# An ffmpeg that can't be run here, or that is another one, is found now and not by the first job.
read -r _ _ version _ < <("${ffmpeg[@]}" -version)
[ "$version" = "$FFMPEG_VERSION" ] || { echo "ffmpeg is '$version', not $FFMPEG_VERSION" >&2; exit 1; }

units=(telegramai-worker.service telegramai-deadman.service telegramai-deadman.timer)
for unit in "${units[@]}"; do
  install -m 0644 "/opt/telegramai/$unit" "/etc/systemd/system/$unit"
  rm "/opt/telegramai/$unit"
done
rm "$PAYLOAD"
chmod 0755 /opt/telegramai/deadman.sh
systemctl daemon-reload
systemctl enable telegramai-worker.service telegramai-deadman.timer
