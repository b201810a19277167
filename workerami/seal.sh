#!/usr/bin/env bash
# Takes away what belongs to this one machine, so that each machine that starts from the image is a new one. Packer runs it as root, last.
set -euo pipefail

# The bake's key pair, and this machine's identity: cloud-init and systemd make new ones.
rm -f /home/*/.ssh/authorized_keys /root/.ssh/authorized_keys /etc/ssh/ssh_host_*
truncate --size 0 /etc/machine-id
rm -rf /var/lib/cloud/* /var/log/cloud-init*.log /var/lib/systemd/random-seed /var/log/journal/*
# Docker's name for this machine, in either place.
rm -f /var/lib/docker/engine-id /etc/docker/key.json
rm -f /root/.bash_history /home/*/.bash_history /etc/telegramai/worker.env
sync
