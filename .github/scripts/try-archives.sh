#!/usr/bin/env bash
# Unpacks the archives that publish.sh has made, which have to be for this machine, and starts what is in them.
# Usage: try-archives.sh VERSION ARCHIVE...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

version=${1:?a version, such as 1.2.3}
shift
# Within the repository, because the 7z of Windows knows no other folder by the name that a shell gives it.
folder=artifacts/try
rm -rf "$folder"
mkdir -p "$folder"
trap 'rm -rf "$folder"' EXIT

for archive; do
  case $archive in
    *.zip) 7z x -bso0 -o"$folder" "$archive" ;;
    *) tar --extract --gzip --file "$archive" --directory "$folder" ;;
  esac
  name=${archive##*/}
  program=$folder/${name%.tar.gz}
  program=${program%.zip}
  case $name in
    telegramai-local-*)
      program=$program/TelegramAI.Local
      said=$("$program" --version)
      [[ $said == "$version"* ]] || { echo "$archive is of another version: $said" >&2; exit 1; }
      ;;
    telegramai-worker-*)
      # Without settings it ends, and says which are missing.
      program=$program/TelegramAI.Worker.Ec2
      if said=$(AWS_REGION=eu-west-1 "$program" 2>&1); then
        echo "$archive: the worker works without settings" >&2
        exit 1
      fi
      [[ $said == *Jobs:QueueUrl* ]] || { echo "$archive does not start: $said" >&2; exit 1; }
      ;;
    *) echo "$archive is not of publish.sh" >&2; exit 2 ;;
  esac
  echo "$archive starts"
done
