"""Serves moto on a free loopback port, writes the port to standard output, and ends when standard input closes."""

import logging
import os
import sys
from threading import Lock

from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.responses import S3Response


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
