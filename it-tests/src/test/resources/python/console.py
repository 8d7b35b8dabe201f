"""Evaluates each line of standard input, with a DiskCache in the directory named by the argument, and prints what came of it."""

import sys
from collections import OrderedDict

from diskcache import Averager, BoundedSemaphore, Cache, Deque, Index, Lock, RLock, throttle

cache = Cache(sys.argv[1])


def increment(lock, times):
    """Increments a counter, in two steps, so many times."""
    for _ in range(times):
        with lock:
            cache['counter'] = cache.get('counter', 0) + 1


print('ready', flush=True)
for line in sys.stdin:
    print(repr(eval(line)), flush=True)
