#!/usr/bin/env bash
# Tells the account about the image that was made: Packer runs it on this computer, after the bake.
set -euo pipefail
: "${MANIFEST:?}" "${AWS_REGION:?}"

# The last of the manifest's builds is this one: "artifact_id": "eu-west-1:ami-0123456789abcdef0".
image=$(sed -n 's/.*"artifact_id": *"[^":]*:\(ami-[0-9a-f]*\)".*/\1/p' "$MANIFEST" | tail -n 1)
[ -n "$image" ] || { echo "there is no image in $MANIFEST" >&2; exit 1; }

# Machines of this image answer to version 2 of instance metadata only, however they are started.
aws ec2 modify-image-attribute --region "$AWS_REGION" --image-id "$image" --imds-support v2.0

if [ -z "${AMI_PARAMETER:-}" ]; then
  echo "image $image is in no parameter"
  exit
fi

aws ssm put-parameter --region "$AWS_REGION" --name "$AMI_PARAMETER" --type String --data-type aws:ec2:image \
  --value "$image" --overwrite --output text > /dev/null
echo "image $image is in the parameter $AMI_PARAMETER"
