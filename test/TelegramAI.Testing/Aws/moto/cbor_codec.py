"""The part of CBOR (https://www.rfc-editor.org/rfc/rfc8949) that Smithy RPC v2 uses. Moto's packages bring none."""

import struct

TEXT, BYTES, LIST, MAP, TAG = 3, 2, 4, 5, 6
UNIX_TIME = 1
INDEFINITE = 31
END = object()


class Timestamp(float):
    """Seconds since 1970, which have a tag of their own."""


def encode(value):
    """The bytes of a value. Whole floats stay floats, as the services write them."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, Timestamp):
        return head(TAG, UNIX_TIME) + encode(float(value))
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return head(TEXT, len(text)) + text
    if isinstance(value, bytes):
        return head(BYTES, len(value)) + value
    if isinstance(value, dict):
        return head(MAP, len(value)) + b"".join(encode(key) + encode(item) for key, item in value.items())
    return head(LIST, len(value)) + b"".join(map(encode, value))


def head(major, number):
    """A data item's type and its length or value, in as few bytes as possible."""
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in range(4) if number < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + number.to_bytes(1 << size, "big")


def decode(data):
    """The value that all of the bytes are."""
    value, end = item_at(data, 0)
    if end != len(data):
        raise ValueError("There is more than one CBOR item.")
    return value


def item_at(data, at):
    """The item that begins there, and where it ends."""
    major, low = data[at] >> 5, data[at] & 31
    at += 1
    if low == INDEFINITE:
        return (END, at) if major == 7 else unbounded_at(data, at, major)
    if low > 27:
        raise ValueError("This is no CBOR.")
    size = 1 << low - 24 if low >= 24 else 0
    number, raw, at = int.from_bytes(data[at : at + size], "big") if size else low, data[at : at + size], at + size
    if major == 0:
        return number, at
    if major == 1:
        return -1 - number, at
    if major in (BYTES, TEXT):
        part = data[at : at + number]
        return part.decode() if major == TEXT else part, at + number
    if major in (LIST, MAP):
        items = []
        for _ in range(number if major == LIST else 2 * number):
            item, at = item_at(data, at)
            items.append(item)
        return joined(major, items), at
    if major == TAG:
        value, at = item_at(data, at)
        return Timestamp(value) if number == UNIX_TIME else value, at
    if size >= 2:
        return struct.unpack({2: ">e", 4: ">f", 8: ">d"}[size], raw)[0], at
    return {20: False, 21: True}.get(number), at


def unbounded_at(data, at, major):
    """The items up to the end mark, as one."""
    items = []
    while True:
        item, at = item_at(data, at)
        if item is END:
            return joined(major, items), at
        items.append(item)


def joined(major, items):
    """What a list, a map, or a text in pieces is made of."""
    if major == LIST:
        return items
    return dict(zip(items[::2], items[1::2])) if major == MAP else ("" if major == TEXT else b"").join(items)
