"""Writes arithmetic.json: squares and sines of NumPy's scalars where they differ from the plain operation.

    python3 -m pip install numpy==2.4.6
    python3 Tests/EnvironmentsTests/Golden/make_arithmetic.py

For a machine like that of continuous integration: x86-64 with FMA and glibc, whose `pow` NumPy calls.
"""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(0)


def doubles(count):
    return rng.uniform(-10, 10, count) * 10.0 ** rng.integers(-8, 8, count)


def floats(count):
    return np.concatenate([rng.uniform(-2, 2, count), rng.uniform(-200, 200, count)]).astype(np.float32)


def bits(number):
    return int(np.asarray(number).view(np.uint32 if number.dtype == np.float32 else np.uint64))


def squares(numbers):
    """Numbers and their squares: all where `x ** 2` is not `x * x`, and as many others."""
    pairs = [(x, x**2) for x in numbers]
    odd = [pair for pair in pairs if pair[0] * pair[0] != pair[1]][:80]
    return [[bits(x), bits(square)] for x, square in odd + pairs[: len(odd)]]


def waves(angles):
    """Angles with sine and cosine, the half of them not what double precision gives."""
    rows = [(x, np.sin(x), np.cos(x)) for x in angles]
    odd = [row for row in rows if np.float32(np.sin(float(row[0]))) != row[1] or np.float32(np.cos(float(row[0]))) != row[2]]
    return [[bits(number) for number in row] for row in odd[:80] + rows[:80]]


golden = {
    "squares": squares(doubles(200_000)),
    "float_squares": squares(floats(100_000)),
    "waves": waves(np.concatenate([rng.uniform(-0.1, 0.1, 100_000), rng.uniform(-30, 30, 500), rng.uniform(-7e4, 7e4, 500)]).astype(np.float32)),
    "turns": waves(rng.uniform(-1000, 1000, 300).astype(np.float32)),
}
lines = ",\n".join(f'"{name}":{json.dumps(rows, separators=(",", ":"))}' for name, rows in golden.items())
pathlib.Path(__file__).with_name("arithmetic.json").write_text("{\n" + lines + "\n}\n")
