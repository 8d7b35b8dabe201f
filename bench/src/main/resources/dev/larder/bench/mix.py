"""The mix through Python's DiskCache: mix.py DIRECTORY WARM_UP_SECONDS SECONDS KEYS VALUE_BYTES; speaks as ProcessWorker does."""
import random
import sys
import time

import diskcache

directory = sys.argv[1]
warm_up, seconds, keys, size = (int(argument) for argument in sys.argv[2:6])
names = ['key:%d' % n for n in range(keys)]
value = b'\0' * size
with diskcache.Cache(directory) as cache:
    print('ready', flush=True)
    if not sys.stdin.readline():
        sys.exit()
    for duration in warm_up, seconds:
        operations = longest = 0
        before = time.perf_counter_ns()
        end = before + duration * 1000000000
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
