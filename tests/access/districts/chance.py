"""Chance that can be had again: ids and references drawn from a seed."""

import os
import random
from contextlib import contextmanager


@contextmanager
def seeded(seed):
    """Inside, whatever is drawn at random is drawn from this seed.

    Draws of each length have a stream of their own, so that what a library draws for itself
    (SQLAlchemy, ten bytes, now and then) moves no id.
    """
    streams = {}

    def drawn(length):
        if length not in streams:
            streams[length] = random.Random(f"{seed} {length}")
        return streams[length].randbytes(length)

    before = os.urandom, random._urandom
    os.urandom = random._urandom = drawn
    try:
        yield
    finally:
        os.urandom, random._urandom = before
