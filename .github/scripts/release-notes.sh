#!/usr/bin/env bash
# Prints what CHANGELOG.md says about a version, and fails where it says nothing. Usage: release-notes.sh VERSION [CHANGELOG]
set -euo pipefail

version=${1:?a version, such as 1.2.3} changelog=${2:-$(dirname "${BASH_SOURCE[0]}")/../../CHANGELOG.md}
if ! [[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; then
  echo "$version is no version: it has to be like 1.2.3 or 1.2.3-rc.1" >&2
  exit 2
fi

# The section goes to the next heading of its level, or to the addresses of links at the file's end.
notes=$(awk -v heading="## [$version]" '
  /^## / || /^\[[^]]*\]: / { inside = index($0, heading) == 1 }
  inside && !/^## /' "$changelog" | sed '/[^[:space:]]/,$!d')
if [ -z "$notes" ]; then
  echo "CHANGELOG.md says nothing about $version: it needs a section \"## [$version] - <date>\"" >&2
  exit 1
fi
printf '%s\n' "$notes"
