"""Serves moto on a free loopback port, writes the port to standard output, and ends when standard input closes."""

import io
import json
import logging
import os
import re
import sys
from threading import Lock
from urllib.parse import parse_qs, unquote

from moto.autoscaling.models import autoscaling_backends
from moto.moto_server.werkzeug_app import DomainDispatcherApplication
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.responses import S3Response

from cbor_bridge import bridged


def one_at_a_time(call, lock=Lock()):
    """Lets no other such call in before it has ended."""

    def alone(*args, **kwargs):
        with lock:
            return call(*args, **kwargs)

    return alone


# S3 checks a write's condition and writes in one step, and moto in two: of two writers with the same condition both would succeed.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
S3Response.put_object = one_at_a_time(S3Response.put_object)
S3Response.delete_object = one_at_a_time(S3Response.delete_object)

calls = []
CREDENTIAL = re.compile(r"Credential=([^/]+)/[0-9]+/([^/]+)/([^/]+)/aws4_request")


def s3_action(method, has_key, query):
    """The permission that a call of S3 needs. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html"""
    if not has_key:
        return "ListBucketMultipartUploads" if "uploads" in query else "ListBucket"
    if "uploadId" in query and method in ("GET", "DELETE"):
        return "ListMultipartUploadParts" if method == "GET" else "AbortMultipartUpload"
    return {"GET": "GetObject", "HEAD": "GetObject", "DELETE": "DeleteObject"}.get(method, "PutObject")


def group_of(region, instance):
    """The group of an instance: what a call that names the instance alone needs its permission for."""
    groups = autoscaling_backends["123456789012"][region].autoscaling_groups if instance else {}
    return next((name for name, group in groups.items() if any(state.instance.id == instance for state in group.instance_states)), None)


def note(environ):
    """Notes who (by the access key) needs which permission on what for a call."""
    query = environ.get("QUERY_STRING", "")
    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", "") or unquote(query))
    if not signed:
        return
    key, region, service = signed.groups()
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)) if service != "s3" else b""
    if service != "s3":
        environ["wsgi.input"] = io.BytesIO(body)
    target = environ.get("HTTP_X_AMZ_TARGET")
    if service == "s3":
        bucket, _, name = environ["PATH_INFO"].lstrip("/").partition("/")
        action = s3_action(environ["REQUEST_METHOD"], bool(name), parse_qs(query, keep_blank_values=True))
        resource = f"arn:aws:s3:::{bucket}" + (f"/{name}" if name else "")
    elif target:
        action = target.rsplit(".", 1)[-1]
        fields = json.loads(body or b"{}")
        queue = fields.get("QueueUrl", "").rsplit("/", 1)[-1]
        resource = f"arn:aws:sqs:{region}:123456789012:{queue}" if queue else fields.get("SecretId", "*")
        # A batch needs the permission of its single calls.
        action = action.removesuffix("Batch") if service == "sqs" else action
    else:
        fields = parse_qs(body.decode(errors="replace"))
        action = fields.get("Action", ["?"])[0]
        group = fields.get("AutoScalingGroupName", [None])[0] or group_of(region, fields.get("InstanceId", [None])[0])
        resource = f"arn:aws:autoscaling:{region}:123456789012:autoScalingGroup:id:autoScalingGroupName/{group}" if group else "*"
    prefix = "cloudwatch" if service == "monitoring" else service
    calls.append({"key": key, "action": f"{prefix}:{action}", "resource": resource})


def noting(serve):
    """Serves requests, notes them, and answers what was noted under a path of its own."""

    def call(self, environ, start_response):
        if environ["PATH_INFO"] == "/noted-calls":
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(calls).encode()]
        note(environ)
        return serve(self, environ, start_response)

    return call


DomainDispatcherApplication.__call__ = bridged(noting(DomainDispatcherApplication.__call__))

# Otherwise every request is a line of standard error.
logging.getLogger("werkzeug").setLevel(logging.ERROR)

server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
os.environ["MOTO_PORT"] = str(port)
print(port, flush=True)

# The other end of this pipe is the specs' process. It closes when that process ends, however it ends.
sys.stdin.buffer.read()
os._exit(0)
