#!/usr/bin/env bash
# Stands in for Amazon Linux's package manager, of which the bake asks one thing: Docker, of a version of that distribution. What comes is
# this distribution's Docker, whose packages make-tree.sh left here. As on Amazon Linux it is neither started nor enabled by that.
# https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-docker.html
set -euo pipefail
[[ "$*" =~ ^--assumeyes\ --quiet\ install\ docker-[0-9]+\.[0-9]+\.[0-9*]+$ ]] || { echo "dnf: no match for: $*" >&2; exit 1; }

# https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt
trap 'rm -f /usr/sbin/policy-rc.d' EXIT
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 0755 /usr/sbin/policy-rc.d

DEBIAN_FRONTEND=noninteractive dpkg --force-unsafe-io --install /var/lib/rehearsal/*.deb > /dev/null
systemctl --quiet disable docker.service docker.socket containerd.service
