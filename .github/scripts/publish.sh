#!/usr/bin/env bash
# Publishes a program with the runtime in it, and packs it: artifacts/release/telegramai-<program>-<version>-<runtime>.tar.gz, or .zip for
# Windows. Usage: publish.sh local|worker RUNTIME VERSION
#
# publish_options in the environment is more for `dotnet publish`; without it the published packages are used.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

program=${1:?local or worker} runtime=${2:?a runtime, such as linux-x64} version=${3:?a version, such as 1.2.3}
case $program in
  local) project=TelegramAI.Local ;;
  worker) project=TelegramAI.Worker.Ec2 ;;
  *) echo "the program is local or worker, not $program" >&2; exit 2 ;;
esac
read -ra options <<< "${publish_options:--p:StandIns=false}"

name=telegramai-$program-$version-$runtime
folder=artifacts/release/$name
rm -rf "$folder" "$folder.tar.gz" "$folder.zip"
dotnet publish "src/$project" --configuration Release --runtime "$runtime" --self-contained \
  -p:Version="$version" -p:SatelliteResourceLanguages=en -p:DebugType=none \
  -p:PublishDocumentationFiles=false -p:PublishReferencesDocumentationFiles=false \
  "${options[@]}" --output "$folder"
cp LICENSE "$folder/"

cd artifacts/release
if [[ $runtime == win-* ]]; then
  7z a -bso0 "$name.zip" "$name"
  archive=$name.zip
else
  tar --create --gzip --file "$name.tar.gz" "$name"
  archive=$name.tar.gz
fi
echo "artifacts/release/$archive: $(du -h "$archive" | cut -f1)"
