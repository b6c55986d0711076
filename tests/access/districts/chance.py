"""Chance that can be had again: ids and references drawn from a seed."""

import os
import random
from contextlib import contextmanager


@contextmanager
def seeded(seed):
    """Inside, whatever is drawn at random is drawn from this seed."""
    drawn = random.Random(seed)
    before = os.urandom, random._urandom
    os.urandom = random._urandom = drawn.randbytes
    try:
        yield
    finally:
        os.urandom, random._urandom = before
