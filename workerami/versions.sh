#!/usr/bin/env bash
# Read by the other scripts: makes a variable of each line of versions.auto.pkrvars.hcl. One that is set already keeps its value.
while IFS='=' read -r name value; do
  name=${name//[[:space:]]/} value=${value#*\"} value=${value%\"*}
  [[ $name =~ ^[a-z0-9_]+$ ]] || continue
  [ -n "${!name:-}" ] || printf -v "$name" '%s' "$value"
done < "$(dirname "${BASH_SOURCE[0]}")/versions.auto.pkrvars.hcl"
