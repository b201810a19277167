#!/usr/bin/env bash
# Starts the worker on the machine that is being baked, as it will start at boot, and asks it how it is. Packer runs it as root.
# There is no queue to ask here, no bucket and no bot: the settings name some that nobody answers for.
set -euo pipefail
: "${VARIANT:?}" "${WORKER_VERSION:?}" "${FFMPEG_VERSION:?}"

# Any port that is likely free, and not the one that a worker has: the machine may share its network in a rehearsal.
port=$((20000 + RANDOM % 10000))
(umask 0077 && cat > /etc/telegramai/worker.env) << EOF
AWS_REGION=eu-west-1
AWS_ENDPOINT_URL=http://127.0.0.1:9
AWS_ACCESS_KEY_ID=smoke
AWS_SECRET_ACCESS_KEY=smoke
AWS_EC2_METADATA_DISABLED=true
Jobs__QueueUrl=http://127.0.0.1:9/000000000000/smoke
Videos__Bucket=smoke
Telegram__Token=1000000001:smoke-test-of-the-bake-no-bot-at-all-000
Telegram__BaseUrl=http://127.0.0.1:9
Fleet__GroupName=smoke
Worker__Slots=1
Instance__Watch=false
Health__Port=$port
EOF

unit=telegramai-worker.service
complain() {
  echo "the smoke test failed: $1" >&2
  journalctl --unit "$unit" --no-pager --lines 40 >&2 || true
  exit 1
}

case $VARIANT in
docker) health=(docker exec telegramai-worker /opt/telegramai/worker/TelegramAI.Worker.Ec2 --health) ;;
*) health=(env "Health__Port=$port" /opt/telegramai/worker/TelegramAI.Worker.Ec2 --health) ;;
esac

systemctl start "$unit" || complain "the worker does not start"
answer=""
for ((second = 0; second < 60; second++)); do
  if answer=$("${health[@]}" 2>&1); then break; fi
  # systemd starts it again and again, for a while.
  [ "$(systemctl show --property NRestarts --value "$unit")" = 0 ] || complain "the worker ended"
  sleep 1
done
case $answer in
*"\"worker\":\"$WORKER_VERSION\""*"\"ffmpeg\":\"$FFMPEG_VERSION\""*) echo "the worker answers: $answer" ;;
*) complain "the worker answers '$answer', not with worker $WORKER_VERSION and ffmpeg $FFMPEG_VERSION" ;;
esac

# What looks for its sign of life sees it too.
systemctl start telegramai-deadman.service || complain "it gives no sign of life"

# It also has to end in order, for that is how each of its machines will.
systemctl stop "$unit"
result=$(systemctl show --property Result --value "$unit")
[ "$result" = success ] || complain "the worker ended with '$result' when it was told to stop"
rm /etc/telegramai/worker.env
