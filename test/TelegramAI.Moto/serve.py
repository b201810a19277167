"""Serves moto on a free loopback port, writes the port to standard output, and ends when standard input closes."""

import logging
import os
import sys

from moto.moto_server.threaded_moto_server import ThreadedMotoServer

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
