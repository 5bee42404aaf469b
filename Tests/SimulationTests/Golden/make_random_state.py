"""Writes random_state.json: what numpy.random.RandomState draws.

    python3 -m pip install numpy==2.4.6
    python3 Tests/SimulationTests/Golden/make_random_state.py

64-bit integers are written as text, because JSON readers may round them.
"""

import json
import pathlib

import numpy as np


def state(seed):
    low, high = seed % 2**32, seed >> 32
    return np.random.RandomState([low, high] if high else low)


def raw(random, count):
    return random.randint(0, 2**32, size=count, dtype=np.uint32)


def checksum(words):
    """Weighs the words by their places, so that order counts."""
    weights = 2 * np.arange(len(words), dtype=np.uint64) + 1
    return str(int((words.astype(np.uint64) * weights).sum(dtype=np.uint64)))


RANGES = [(0, 1), (0, 2), (1, 6), (1, 9), (-7, 200), (0, 2**32), (0, 2**32 + 1), (-(2**62), 2**62)]


def mixed(random):
    """Draws of all kinds in turn, as games draw them."""
    for _ in range(40):
        yield float(random.rand())
        yield float(random.randint(2))
        yield float(random.choice(7))
        yield from map(float, random.randint(1, 6, 8))
        yield float(random.random_sample())


def stream(seed):
    return {
        "seed": str(seed),
        "words": raw(state(seed), 6).tolist(),
        "checksum": checksum(raw(state(seed), 5000)),
        "random": state(seed).random_sample(5).tolist(),
        "integers": [[str(state(seed).randint(low, high, size=4).tolist()[k]) for k in range(4)] for low, high in RANGES],
        "mixed": list(mixed(state(seed))),
    }


seeds = [0, 1, 42, 2**32 - 1, 2**32, 5 * 2**32 + 3, 2**64 - 1]
golden = {"ranges": [[str(low), str(high)] for low, high in RANGES], "streams": [stream(seed) for seed in seeds]}
pathlib.Path(__file__).with_name("random_state.json").write_text(json.dumps(golden) + "\n")
