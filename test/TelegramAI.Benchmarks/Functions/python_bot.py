"""The bot's work as a plain Python function on a runtime loop of its own: the secret is read once, the link is found, the job is sent."""

import hmac
import http.client
import json
import os
import re

import boto3

LINK = re.compile(r"(?:youtube\.com/watch\?v=|youtu\.be/)([A-Za-z0-9_-]{11})")
BASE = "/2018-06-01/runtime/invocation/"

sqs = boto3.client("sqs")
secrets = boto3.client("secretsmanager")
queue = os.environ["Jobs__QueueUrl"]
secret = json.loads(secrets.get_secret_value(SecretId=os.environ["Telegram__SecretId"])["SecretString"])["webhookSecret"]


def handle(event):
    if not hmac.compare_digest(event["headers"].get("x-telegram-bot-api-secret-token", ""), secret):
        return {"statusCode": 401}
    message = json.loads(event["body"])["message"]
    chat = message["chat"]["id"]
    video = LINK.search(message["text"])
    if video is None:
        return {"statusCode": 200}
    sqs.send_message(
        QueueUrl=queue,
        MessageBody=json.dumps({"chat": chat, "message": message["message_id"], "user": message["from"]["id"], "video": video[1]}),
        MessageAttributes={"chat_id": {"DataType": "String", "StringValue": str(chat)}},
    )
    reply = {"method": "sendMessage", "chat_id": chat, "text": "Queued."}
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(reply)}


runtime = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
while True:
    runtime.request("GET", BASE + "next")
    invocation = runtime.getresponse()
    event = json.loads(invocation.read())
    answer = json.dumps(handle(event))
    runtime.request("POST", f"{BASE}{invocation.headers['Lambda-Runtime-Aws-Request-Id']}/response", answer)
    runtime.getresponse().read()
