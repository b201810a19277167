#!/usr/bin/env bash
# Runs the worker's container until it ends. Its settings are in the environment, and in the file that they came from.
set -euo pipefail

# Docker's daemon writes to CloudWatch with the machine's own role. Log lines are dropped where CloudWatch is slower than the worker:
# a worker does not wait for its log. Without a log group, as while the image is baked, lines go to the journal.
logs=(--log-driver=journald)
if [ -n "${Logs__Group:-}" ]; then
  logs=(
    --log-driver=awslogs
    --log-opt "awslogs-region=${AWS_REGION:?}"
    --log-opt "awslogs-group=$Logs__Group"
    --log-opt "awslogs-stream=$(cat /var/lib/cloud/data/instance-id)"
    --log-opt mode=non-blocking
    --log-opt max-buffer-size=8m
  )
  # Where AWS is elsewhere for the worker it is for its log, but the daemon does not read the worker's settings.
  if [ -n "${AWS_ENDPOINT_URL:-}" ]; then logs+=(--log-opt "awslogs-endpoint=$AWS_ENDPOINT_URL"); fi
fi

# What the machine itself and Docker need is left to them: 85 % of the memory are the container's, and no swap.
while read -r name kilobytes _; do
  if [ "$name" = MemTotal: ]; then memory=$((kilobytes * 85 / 100))k; fi
done < /proc/meminfo

# The host's network: instance metadata answers over one hop only, and /health is on the loopback address.
# Scratch is on the machine's disk, which is as large as the stack says; a container's tmpfs would be its memory.
exec /usr/bin/docker run --rm --name telegramai-worker --pull=never \
  --env-file /etc/telegramai/worker.env \
  --network=host --read-only --mount type=bind,source=/var/lib/telegramai/scratch,target=/tmp \
  --cap-drop=ALL --security-opt=no-new-privileges --pids-limit=512 --memory="${memory:?}" --memory-swap="$memory" \
  "${logs[@]}" telegramai-worker:baked
