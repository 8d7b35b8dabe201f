"""Answers each line of standard input, a JSON object, with the pickles that CPython makes of the call in it.

The key is DiskCache's own where DiskCache is installed, and spelt out here where it is not.
"""

import json
import pickle
import pickletools
import struct
import sys

try:
    from diskcache.core import args_to_key
except ImportError:

    def args_to_key(base, args, kwargs, typed, ignore):
        args = tuple(arg for index, arg in enumerate(args) if index not in ignore)
        return base + args + (None,) + (tuple(map(type, args)) if typed else ())


def leaf(kind, node):
    if kind == "none":
        return None
    if kind == "bool":
        return node["v"]
    if kind == "int":
        return int(node["v"])
    if kind == "float":
        return struct.unpack(">d", bytes.fromhex(node["bits"]))[0]
    if kind == "str":
        # Decoded, as what comes from outside is: CPython keeps one object for each Latin-1 character.
        return node["v"].encode().decode()
    if kind == "bytes":
        return bytes.fromhex(node["hex"])
    raise ValueError(kind)


def build(node, pool):
    """The value of a node, and what tells it from others. With a pool equal parts are one object, else none are."""
    kind = node["t"]
    if kind == "tuple":
        parts = [build(item, pool) for item in node["items"]]
        value = tuple(part for part, _ in parts)
        identity = (kind, *(identity for _, identity in parts))
    else:
        value = leaf(kind, node)
        if kind == "str" and pool is not None and len(value) > 1:
            value = sys.intern(value)
        identity = (kind, json.dumps(node))
    return (value if pool is None else pool.setdefault(identity, value)), identity


def key(request, pool):
    call = [build(node, pool)[0] for node in request["args"]]
    name = build(request["name"], pool)[0]
    return args_to_key((name,), tuple(call), {}, request["typed"], set(request["ignore"]))


for line in sys.stdin.buffer:
    request = json.loads(line)
    protocol = request["protocol"]
    plain = pickle.dumps(key(request, None), protocol)
    shared = pickle.dumps(key(request, {}), protocol)
    print(pickletools.optimize(plain).hex(), pickletools.optimize(shared).hex(), plain.hex(), shared.hex())
