#!/usr/bin/env bash
# Prints the stack's template with the functions' zip in place of their source, so that it deploys without a build.
# Usage: release-template.sh ZIP
set -euo pipefail

zip=${1:?the name of the functions\' zip, which lies beside the template}
template=$(sed "s|\"CodeUri\": \"src/TelegramAI.Functions\"|\"CodeUri\": \"$zip\"|" "$(dirname "${BASH_SOURCE[0]}")/../../serverless.template")
if ! [[ $template == *"$zip"* ]] || [[ $template == *src/TelegramAI.Functions* ]]; then
  echo "serverless.template names the functions' source in another way than this script knows" >&2
  exit 1
fi
printf '%s\n' "$template"
