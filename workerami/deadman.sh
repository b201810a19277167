#!/usr/bin/env bash
# Fails when the worker has given no sign of life for too long, whatever the reason: it never started, it ends again and again, it hangs,
# or what it runs in is gone. systemd then switches the machine off, and its group replaces it. A worker that can't reach AWS is alive.
set -euo pipefail

limit=${DEADMAN_SECONDS:-120}
stamp=${RUNTIME_DIRECTORY:?}/alive
read -r now _ < /proc/uptime
now=${now%.*}

# bash's own way to a socket: there may be no curl.
alive() {
  exec 3<> "/dev/tcp/127.0.0.1/${Health__Port:-8080}" &&
    printf 'GET /life HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 &&
    read -r -t 5 _ status _ <&3 && [ "$status" = 200 ]
}

if (alive) 2> /dev/null; then
  echo "$now" > "$stamp"
elif [ ! -e "$stamp" ]; then
  # The machine has just started: its worker has twice the time.
  echo "$((now + limit))" > "$stamp"
elif silent=$((now - $(< "$stamp"))) && [ "$silent" -ge "$limit" ]; then
  echo "the worker has given no sign of life for $silent s: this machine is switched off" >&2
  exit 1
fi
