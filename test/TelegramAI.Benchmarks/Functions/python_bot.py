"""The bot's work as a plain Python function on a runtime loop of its own: the secret is read once, the link is found, the bucket
is asked whether the chat has its video, the jobs before it are counted, the job is sent, and the fleet is woken every two seconds at most."""

import hmac
import http.client
import json
import math
import os
import re
import time

import boto3
import botocore.exceptions

LINK = re.compile(r"(?:youtube\.com/watch\?v=|youtu\.be/)([A-Za-z0-9_-]{11})")
BASE = "/2018-06-01/runtime/invocation/"

sqs = boto3.client("sqs")
s3 = boto3.client("s3")
secrets = boto3.client("secretsmanager")
fleet = boto3.client("autoscaling")
queue = os.environ["Jobs__QueueUrl"]
bucket = os.environ["Videos__Bucket"]
group = os.environ["Fleet__GroupName"]
target = int(os.environ["Fleet__TargetBacklog"])
secret = secrets.get_secret_value(SecretId=os.environ["Telegram__WebhookSecretId"])["SecretString"]
woken = -math.inf


def wake(jobs):
    global woken
    if time.monotonic() - woken < 2:
        return
    woken = time.monotonic()
    state = fleet.describe_auto_scaling_groups(AutoScalingGroupNames=[group])["AutoScalingGroups"][0]
    want = min(state["MaxSize"], math.ceil(jobs / target))
    if want > state["DesiredCapacity"]:
        fleet.set_desired_capacity(AutoScalingGroupName=group, DesiredCapacity=want, HonorCooldown=False)


def read(key):
    try:
        return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    except botocore.exceptions.ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchKey":
            raise
        return None


def handle(event):
    if not hmac.compare_digest(event["headers"].get("x-telegram-bot-api-secret-token", ""), secret):
        return {"statusCode": 401}
    message = json.loads(event["body"])["message"]
    chat = message["chat"]["id"]
    video = LINK.search(message["text"])
    if video is None:
        return {"statusCode": 200}
    if any(read(f"videos/{video[1]}/1080p.{kind}") for kind in ("json", "choice")):
        return {"statusCode": 200}
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    waiting, in_flight = (int(counts[name]) for name in names)
    job = {
        "Id": "0",
        "MessageBody": json.dumps({"chat": chat, "message": message["message_id"], "user": message["from"]["id"], "video": video[1]}),
        "MessageAttributes": {"chat_id": {"DataType": "String", "StringValue": str(chat)}},
    }
    if sqs.send_message_batch(QueueUrl=queue, Entries=[job]).get("Failed"):
        return {"statusCode": 503}
    wake(1 + waiting + in_flight)
    reply = {"method": "sendMessage", "chat_id": chat, "text": f"Queued, {waiting + in_flight} before you."}
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(reply)}


runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
while True:
    runtime.request("GET", BASE + "next")
    invocation = runtime.getresponse()
    event = json.loads(invocation.read())
    answer = json.dumps(handle(event))
    runtime.request("POST", f"{BASE}{invocation.headers['Lambda-Runtime-Aws-Request-Id']}/response", answer)
    runtime.getresponse().read()
