"""The mix through Python's DiskCache: mix.py DIRECTORY SECONDS KEYS VALUE_BYTES; speaks as ProcessWorker does."""
import random
import sys
import time

import diskcache

directory, seconds, keys, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
names = ['key:%d' % n for n in range(keys)]
value = b'\0' * size
operations = longest = 0
with diskcache.Cache(directory) as cache:
    print('ready', flush=True)
    if not sys.stdin.readline():
        sys.exit()
    before = time.perf_counter_ns()
    end = before + seconds * 1000000000
    while before < end:
        key = names[random.randrange(keys)]
        draw = random.randrange(100)
        if draw < 90:
            cache.get(key)
        elif draw < 99:
            cache.set(key, value)
        else:
            cache.delete(key)
        after = time.perf_counter_ns()
        longest = max(longest, after - before)
        before = after
        operations += 1
print(operations, longest)
