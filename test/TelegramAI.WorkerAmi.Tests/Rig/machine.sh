#!/usr/bin/env bash
# Boots a tree of files as a machine of its own, on the network of this one. Usage: machine.sh LOWER FOLDER NAME
# What the machine writes goes into FOLDER/upper. Prints the process id of the machine's first process. The machine is powered off
# when standard input closes, and so when whoever started this ends. The mount is seen in here only.
set -euo pipefail
lower=$1 folder=$2 name=$3

mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
systemd-nspawn --quiet --directory "$folder/root" --boot --register=no --keep-unit --machine="$name" \
  < /dev/null > "$folder/console.log" 2>&1 &
nspawn=$!
until init=$(pgrep --parent "$nspawn"); do
  kill -0 "$nspawn"
  sleep 0.1
done
echo "$init"

cat > /dev/null || true
# systemd's signal for "power off": https://www.freedesktop.org/software/systemd/man/latest/systemd.html#Signals
kill -s RTMIN+4 "$init" 2> /dev/null || true
for ((tenth = 0; tenth < 200; tenth++)); do
  kill -0 "$nspawn" 2> /dev/null || exit 0
  sleep 0.1
done
kill -s KILL "$init" "$nspawn" 2> /dev/null || true
