"""Answers each line of standard input, a JSON object, with a line of JSON.

A request has a value and, as hexadecimal digits, the pickle that was made of it elsewhere. The answer says what CPython makes of
the value: its key where no two parts are one object, its key where all equal parts are, its pickle in each protocol; and
whether the pickle that came is the value.
"""

import json
import pickle
import pickletools
import struct
import sys
import uuid
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

LAST_PROTOCOL = 5


def offset(seconds, pool):
    if seconds is None:
        return None
    zone = timezone(timedelta(seconds=seconds))
    return zone if pool is None else pool.setdefault(seconds, zone)


def clock(node):
    return node["hour"], node["minute"], node["second"], node["micro"]


def leaf(kind, node, pool):
    if kind == "none":
        return None
    if kind == "bool":
        return node["v"]
    if kind in ("int", "bigint"):
        return int(node["v"])
    if kind == "float":
        return struct.unpack(">d", bytes.fromhex(node["bits"]))[0]
    if kind == "str":
        # Decoded, as what comes from outside is: CPython keeps one object for each Latin-1 character.
        return node["v"].encode().decode()
    if kind == "bytes":
        return bytes.fromhex(node["hex"])
    if kind == "bytearray":
        return bytearray.fromhex(node["hex"])
    if kind == "date":
        return date(node["year"], node["month"], node["day"])
    if kind == "time":
        return time(*clock(node), tzinfo=offset(node["offset"], pool))
    if kind == "datetime":
        return datetime(node["year"], node["month"], node["day"], *clock(node), tzinfo=offset(node["offset"], pool))
    if kind == "timedelta":
        return timedelta(seconds=node["seconds"], microseconds=node["micros"])
    if kind == "timezone":
        return offset(node["offset"], pool)
    if kind == "decimal":
        return Decimal(node["v"])
    if kind == "uuid":
        return uuid.UUID(node["v"])
    raise ValueError(kind)


def build(node, pool):
    """The value of a node. With a pool equal immutable parts are one object, else none are."""
    kind = node["t"]
    if kind in ("tuple", "list", "set", "frozenset"):
        items = [build(item, pool) for item in node["items"]]
        value = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}[kind](items)
    elif kind == "dict":
        value = {build(key, pool): build(item, pool) for key, item in node["pairs"]}
    else:
        value = leaf(kind, node, pool)
        if kind == "str" and pool is not None and len(value) > 1:
            value = sys.intern(value)
    if pool is None or kind in ("list", "dict", "set", "bytearray", "timezone"):
        return value
    return pool.setdefault(json.dumps(node), value)


def spelt(value):
    """A text that is the same for values that are equal, with everything in them of the same type and in the same order."""
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, dict):
        return "{" + ", ".join(spelt(key) + ": " + spelt(item) for key, item in value.items()) + "}"
    if isinstance(value, (tuple, list, set, frozenset)):
        parts = map(spelt, value)
        parts = parts if isinstance(value, (tuple, list)) else sorted(parts)
        return type(value).__name__ + "(" + ", ".join(parts) + ")"
    return repr(value)


for line in sys.stdin.buffer:
    request = json.loads(line)
    value = build(request["value"], None)
    shared = build(request["value"], {})
    protocol = request["protocol"]
    answer = {
        "key": pickletools.optimize(pickle.dumps(value, protocol)).hex(),
        "shared": pickletools.optimize(pickle.dumps(shared, protocol)).hex(),
        "pickles": [pickle.dumps(value, older).hex() for older in range(LAST_PROTOCOL + 1)],
        "same": spelt(pickle.loads(bytes.fromhex(request["pickle"]))) == spelt(value),
    }
    print(json.dumps(answer), flush=True)
