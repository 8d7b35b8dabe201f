"""One of several processes that use the same directories at once; says what it is about to do, with '?', and what it has done, with '!'.

Arguments: the directory of the cache whose contents are counted, that of the one in which all is cleared now and then, that of the fanout cache, and a name."""

import random
import sys
import threading

from diskcache import Cache, FanoutCache, Lock

LEASE = 8
LARGE = 100_000

counted = Cache(sys.argv[1], eviction_policy='none')
cleared = Cache(sys.argv[2])
sharded = FanoutCache(sys.argv[3], shards=4, timeout=60, eviction_policy='none')
line = sharded.deque('line')
name = sys.argv[4]
guard = Lock(counted, 'guard', expire=LEASE)
finishing = threading.Event()
numbers = iter(range(1_000_000_000))


def say(*words):
    """In one piece: a process that is killed must not leave half a line."""
    sys.stdout.write(' '.join(words) + '\n')
    sys.stdout.flush()


def content(identity):
    """A value that lies in its row or in a file, and that shows whether it is whole."""
    return identity + '|' + identity[-1] * random.choice((0, 10, LARGE)) + '|' + identity


def identity_of(value):
    first, middle, last = value.split('|')
    assert first == last and set(middle) <= {first[-1]}, 'a value that is not whole'
    return first


def increment():
    say('increment?')
    counted.incr('sum')
    say('increment!')


def add():
    key = 'race %d' % random.randrange(3_000)
    say('add?', key)
    won = counted.add(key, name)
    say('add!', key, 'won' if won else 'lost')


def locked():
    say('locked?')
    with guard:
        counted['guarded'] = counted.get('guarded', 0) + 1
    say('locked!')


def push():
    identity = '%s-%d' % (name, next(numbers))
    say('push?', identity)
    counted.push(content(identity), prefix='jobs', side=random.choice(('front', 'back')))
    say('push!', identity)


def pull():
    say('pull?')
    key, value = counted.pull(prefix='jobs', side=random.choice(('front', 'back')))
    say('pull!', '-' if key is None else identity_of(value))


def count():
    key = 'count %d' % random.randrange(20)
    say('count?', key)
    sharded.incr(key, retry=True)
    say('count!', key)


def append():
    identity = '%s-%d' % (name, next(numbers))
    say('append?', identity)
    random.choice((line.append, line.appendleft))(content(identity))
    say('append!', identity)


def take():
    say('take?')
    try:
        taken = identity_of(random.choice((line.pop, line.popleft))())
    except IndexError:
        taken = '-'
    say('take!', taken)


def look():
    value = counted.get('value %d' % random.randrange(10))
    if value is not None:
        identity_of(value)


def replace():
    counted['value %d' % random.randrange(10)] = content(name)


def store():
    key = '%s %d' % (name, random.randrange(200))
    cleared.set(key, content(name), expire=random.choice((None, 0.05, 60)), tag=random.choice((None, 'a tag', 7)))


def tidy():
    random.choice(
        (
            lambda: cleared.evict('a tag'),
            lambda: cleared.evict(7),
            cleared.expire,
            cleared.cull,
            cleared.clear,
            lambda: cleared.reset('cull_limit', random.choice((0, 10, 20))),
            lambda: cleared.reset('size_limit', random.choice((2**22, 2**30))),
        )
    )()


deeds = (increment, add, push, pull, count, append, take, look, replace, store, store) * 3 + (tidy, locked)
threading.Thread(target=lambda: (sys.stdin.readline(), finishing.set()), daemon=True).start()
say('ready')
while not finishing.is_set():
    random.choice(deeds)()
counted.close()
cleared.close()
line._cache.close()
sharded.close()
say('done')
