#!/usr/bin/env bash
# Boots a tree of files as a machine of its own, on the network of this one. Usage: machine.sh LOWER FOLDER NAME
# What the machine writes goes into FOLDER/upper. Prints the process id of the machine's first process once it answers systemctl. The
# machine is powered off when standard input closes, and so when whoever started this ends. The mount is seen in here only.
set -euo pipefail
lower=$1 folder=$2 name=$3

# Cgroups of its own, below the ones that this is in: without, every machine would have its services in the same ones.
groups=()
leave() {
  for group in "${groups[@]}"; do
    echo $$ > "${group%/*}/cgroup.procs"
    find "$group" -depth -type d -exec rmdir {} + || true
  done
}
trap leave EXIT
while IFS=: read -r _ controllers path; do
  case $controllers in
  ?*) parent=/sys/fs/cgroup/${controllers#name=}${path%/} ;;
  *) parent=$(findmnt --noheadings --first-only --types cgroup2 --output TARGET)${path%/} ;;
  esac
  mkdir "$parent/$name"
  groups+=("$parent/$name")
  # A new one of version 1 has no processor and no memory, and takes no process.
  for limits in cpuset.cpus cpuset.mems; do
    [ "$controllers" != cpuset ] || cat "$parent/$limits" > "$parent/$name/$limits"
  done
  echo $$ > "$parent/$name/cgroup.procs"
done <<< "$(cat /proc/self/cgroup)"

# Docker keeps its images on an overlay, which can't be on another. It sets up networks for its containers, and asks whether the kernel
# keeps keys: the machine's filter of system calls says "not permitted", which for Docker is no answer.
options=()
if [ -d "$folder/docker" ]; then
  options=("--bind=$folder/docker:/var/lib/docker" --capability=CAP_NET_ADMIN --system-call-filter=@keyring)
fi

mount -t overlay overlay -o "lowerdir=$lower,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
systemd-nspawn --quiet --directory "$folder/root" --boot --register=no --keep-unit --machine="$name" "${options[@]}" \
  < /dev/null > "$folder/console.log" 2>&1 &
nspawn=$!

# Its first children set the machine up and are gone; the machine's own first process is number 1 in there.
first_process() {
  local children child
  mapfile -t children < <(pgrep --parent "$nspawn")
  for child in "${children[@]}"; do
    if awk '$1 == "NSpid:" { found = NF > 2 && $NF == 1 } END { exit !found }' "/proc/$child/status" 2> /dev/null; then
      echo "$child"
      return
    fi
  done
  return 1
}

# On a busy machine the first process runs for a while before it listens, and systemctl has nothing to connect to.
until init=$(first_process) && [ -S "/proc/$init/root/run/systemd/private" ]; do
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
wait "$nspawn" || true
