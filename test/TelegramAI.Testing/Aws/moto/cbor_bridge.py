"""
CloudWatch's CBOR for moto, which speaks its JSON only (https://github.com/getmoto/moto/issues/9195): requests of Smithy RPC v2 become JSON,
and the answers to them become CBOR. https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
"""

import base64
import gzip
import io
import json
import re

from moto.core.utils import get_service_model

from cbor_codec import Timestamp, decode, encode

ADDRESS = re.compile(r"/service/(GraniteServiceVersion20100801)/operation/(\w+)")
JSON = "application/x-amz-json-1.0"


def bridged(serve):
    """Translates such requests and their answers, and passes on all others as they are."""

    def call(self, environ, start_response):
        address = ADDRESS.fullmatch(environ["PATH_INFO"])
        if not address or environ.get("HTTP_SMITHY_PROTOCOL") != "rpc-v2-cbor":
            return serve(self, environ, start_response)
        begun = []
        parts = serve(self, as_json(environ, *address.groups()), lambda *begin: begun.append(begin))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        status, headers, *_ = begun[0]
        headers, body = as_cbor(status, headers, body, address[2])
        start_response(status, headers)
        return [body]

    return call


def as_json(environ, service, operation):
    """The same request in JSON 1.0. Its signature does not fit any more; moto reads no more than the scope of it."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ.get("HTTP_CONTENT_ENCODING") == "gzip":
        body = gzip.decompress(body)
    text = json.dumps(decode(body) if body else {}).encode()
    rest = {name: value for name, value in environ.items() if name not in ("HTTP_CONTENT_ENCODING", "HTTP_SMITHY_PROTOCOL", "HTTP_ACCEPT")}
    return rest | {
        "PATH_INFO": "/",
        "REQUEST_URI": "/",
        "RAW_URI": "/",
        "CONTENT_TYPE": JSON,
        "CONTENT_LENGTH": str(len(text)),
        "HTTP_X_AMZ_TARGET": f"{service}.{operation}",
        "wsgi.input": io.BytesIO(text),
    }


def as_cbor(status, headers, body, operation):
    """The same answer in CBOR. What is not JSON, such as an error of moto itself, stays what it is."""
    try:
        # Moto calls such JSON "text".
        value = json.loads(body)
    except ValueError:
        return headers, body
    kept = [(name, value) for name, value in headers if name.lower() not in ("content-type", "content-length")]
    # Moto can't say of an operation's errors which members they have, but none has other members than texts.
    shape = get_service_model("cloudwatch").operation_model(operation).output_shape if status.startswith("200") else None
    if status.startswith("200") and shape is None:
        # Such an answer has no body, and no type of it.
        return [*kept, ("smithy-protocol", "rpc-v2-cbor"), ("Content-Length", "0")], b""
    coded = encode(typed(value, shape) if shape else value)
    return [*kept, ("smithy-protocol", "rpc-v2-cbor"), ("Content-Type", "application/cbor"), ("Content-Length", str(len(coded)))], coded


def typed(value, shape):
    """A value of JSON with the types of CBOR, which JSON lacks."""
    if shape.type_name == "structure":
        return {name: typed(item, shape.members[name]) for name, item in value.items() if name in shape.members}
    if shape.type_name == "map":
        return {name: typed(item, shape.value) for name, item in value.items()}
    if shape.type_name == "list":
        return [typed(item, shape.member) for item in value]
    return {"timestamp": Timestamp, "double": float, "float": float, "blob": base64.b64decode}.get(shape.type_name, lambda same: same)(value)
