"""Writes spaces.json: what Gymnasium's spaces sample and flatten.

    python3 -m pip install gymnasium==1.4.0 numpy==2.4.6
    python3 Tests/SimulationTests/Golden/make_spaces.py

Beside the samples stands the word that the space's generator gives next: that tells how much was consumed.
"""

import json
import pathlib

import numpy as np
from gymnasium import spaces

INF = np.inf
SEEDS = [0, 1, 42, 2**32 + 5]

SPACES = {
    "box": spaces.Box(np.array([-1, -2, 0], np.float32), np.array([1, 0.5, 1e-3], np.float32)),
    "box of every kind": spaces.Box(
        np.array([0.1, -INF, -INF, -3, 2, -INF], np.float32), np.array([INF, INF, 0.7, 3, INF, INF], np.float32)
    ),
    "box with axes": spaces.Box(-5, 5, (2, 3), np.float32),
    "picture": spaces.Box(0, 255, (2, 3, 3), np.uint8),
    "bytes": spaces.Box(np.array([0, 7, 200], np.uint8), np.array([1, 7, 255], np.uint8), dtype=np.uint8),
    "discrete": spaces.Discrete(6),
    "discrete from -3": spaces.Discrete(5, start=-3),
    "one value": spaces.Discrete(1, start=4),
    "multi-discrete": spaces.MultiDiscrete([3, 2, 7]),
    "multi-discrete from": spaces.MultiDiscrete([3, 2, 7], start=[1, -2, 10]),
    "bits": spaces.MultiBinary(5),
    "many bits": spaces.MultiBinary(37),
}


def flat(values):
    return np.asarray(values, dtype=np.float64).ravel().tolist()


def samples(name, space):
    for seed in SEEDS:
        space.seed(seed)
        drawn = [space.sample() for _ in range(5)]
        yield {
            "space": name,
            "seed": seed,
            "samples": [flat(sample) for sample in drawn],
            "flattened": [flat(spaces.flatten(space, sample)) for sample in drawn],
            "next": str(space.np_random.bit_generator.random_raw()),
        }


def chosen():
    """Samples of Discrete(5, start=2) under masks and probabilities."""
    masks = [[1, 1, 1, 1, 1], [0, 1, 0, 1, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    weights = [[0.2] * 5, [0, 0.5, 0, 0.25, 0.25], [1, 0, 0, 0, 0]]
    for kind, rows in (("mask", masks), ("probability", weights)):
        for row in rows:
            space = spaces.Discrete(5, start=2, seed=11)
            argument = np.array(row, np.int8 if kind == "mask" else np.float64)
            drawn = [int(space.sample(**{kind: argument})) for _ in range(5)]
            yield {"kind": kind, "row": row, "samples": drawn, "next": str(space.np_random.bit_generator.random_raw())}


def tuples():
    """Blackjack's observations flattened; Gymnasium seeds each part of a tuple apart, so samples are not compared."""
    space = spaces.Tuple([spaces.Discrete(n) for n in (32, 11, 2)])
    for element in [(0, 0, 0), (31, 10, 1), (14, 3, 1)]:
        yield {"element": list(element), "flattened": flat(spaces.flatten(space, element))}


golden = {
    "samples": [row for name, space in SPACES.items() for row in samples(name, space)],
    "chosen": list(chosen()),
    "tuples": list(tuples()),
    "descriptions": {
        name: str(SPACES[name])
        for name in ["discrete", "discrete from -3", "multi-discrete", "bits", "picture", "box with axes"]
    },
}
path = pathlib.Path(__file__).parent / "spaces.json"
path.write_text(json.dumps(golden, separators=(",", ":")).replace("},{", "},\n{") + "\n")
