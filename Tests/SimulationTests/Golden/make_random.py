"""Writes random.json: what numpy.random.Generator draws, beyond the streams in pcg64.json.

    python3 -m pip install numpy==2.4.6
    python3 Tests/SimulationTests/Golden/make_random.py

64-bit integers are written as text, because JSON readers may round them.
"""

import json
import pathlib

import numpy as np


def rng(seed):
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed)))


def text(values):
    return [str(v) for v in np.asarray(values).tolist()]


def checksum(values):
    """Weighs the bit patterns by their places, so that order counts."""
    bits = np.asarray(values, dtype=np.float64).view(np.uint64)
    weights = 2 * np.arange(len(bits), dtype=np.uint64) + 1
    return str(int((bits * weights).sum(dtype=np.uint64)))


def integers():
    """low, the last value, eight draws, and the word that follows: that tells how much was consumed."""
    ranges = [(0, 2), (0, 2**31), (5, 5 + 2**32 - 2), (5, 5 + 2**32 - 1), (5, 5 + 2**32), (5, 5 + 2**32 + 1)]
    ranges += [(-7, -3), (-(2**31), 2**31), (-(2**40), 2**41), (0, 2**62 + 1), (0, 2**63 - 1), (-5, 2**63 - 1)]
    ranges += [(-(2**63), 2**63 - 1), (-(2**63), 2**63), (-(2**63), -(2**63) + 3), (0, 3 * 2**30), (0, 3 * 2**61)]
    for k, (low, high) in enumerate(ranges):
        g = rng(100 + k)
        draws = [g.integers(low, high) for _ in range(4)] + g.integers(low, high, size=4).tolist()
        yield {"seed": 100 + k, "low": str(low), "last": str(high - 1), "draws": text(draws), "next": str(g.bit_generator.random_raw())}


def narrow():
    bounds = {
        "uint8": [(0, 1), (0, 255), (0, 254), (17, 99), (3, 3)],
        "int8": [(0, 1), (-128, 127), (-5, 100)],
        "uint16": [(0, 65535), (0, 65534), (1000, 50000)],
        "int16": [(-32768, 32767), (-9, 9)],
        "uint32": [(0, 2**32 - 1), (0, 2**32 - 2), (7, 3 * 2**30)],
        "int32": [(-(2**31), 2**31 - 1), (-1, 1)],
        "uint64": [(0, 2**64 - 1), (2**63, 2**63 + 9), (1, 2**64 - 1)],
        "int64": [(-(2**63), 2**63 - 1), (-3, 2**33)],
        "bool": [(0, 1)],
    }
    for dtype, pairs in bounds.items():
        for low, last in pairs:
            g = rng(7)
            draw = lambda n: np.asarray(g.integers(low, last, size=n, dtype=dtype, endpoint=True)).astype(object)
            parts = [draw(count).tolist() for count in (37, 1, 3)]
            g.random()
            after = g.integers(0, 2**32, dtype=np.uint32)
            yield {"type": dtype, "low": str(low), "last": str(last), "draws": [str(int(v)) for part in parts for v in part], "next": int(after)}


def floats():
    """Long streams by checksum; the smallest, the largest and the last values; the next word."""
    draws = {
        "standard_normal": lambda g, n: g.standard_normal(n),
        "normal_3_2.5": lambda g, n: g.normal(3, 2.5, n),
        "exponential": lambda g, n: g.standard_exponential(n),
        "exponential_0.7": lambda g, n: g.exponential(0.7, n),
        "random_float": lambda g, n: g.random(n, dtype=np.float32).astype(np.float64),
    }
    for name, draw in draws.items():
        count = 1_000_000 if name in ("standard_normal", "exponential") else 1000
        g = rng(2024)
        values = draw(g, count)
        yield {
            "name": name, "count": count, "checksum": checksum(values), "last": values[-5:].tolist(),
            "minimum": float(values.min()), "maximum": float(values.max()), "next": str(g.bit_generator.random_raw()),
        }


def choices():
    p = [0.1, 0, 0.3, 0.25, 0.05, 0.3]
    for count, size in [(10, 5), (10, 10), (1, 1), (5, 0), (1000, 30), (10000, 300), (10001, 200), (10001, 201), (20000, 9000), (12000, 12000)]:
        g = rng(count + size)
        picked = g.choice(count, size, replace=False)
        yield {"kind": "distinct", "count": count, "picking": size, "picked": picked[:400].tolist(),
               "checksum": checksum(picked), "next": str(g.bit_generator.random_raw())}
    for kind, count, size, options in [
        ("replacing", 13, 40, {}), ("weighted", 6, 60, {"p": p}), ("weightedDistinct", 6, 4, {"p": p, "replace": False}),
        ("weightedDistinct", 6, 5, {"p": p, "replace": False}),
    ]:
        for seed in range(3):
            g = rng(seed)
            picked = g.choice(count, size, **options)
            yield {"kind": kind, "seed": seed, "count": count, "picking": size, "picked": picked.tolist(),
                   "checksum": checksum(picked), "next": str(g.bit_generator.random_raw())}


def orders():
    for count in [0, 1, 2, 3, 4, 5, 16, 17, 100, 1000]:
        g = rng(count)
        order = g.permutation(count)
        letters = [f"item {k}" for k in range(count)]
        g.shuffle(letters)
        yield {"count": count, "permutation": order.tolist()[:100], "checksum": checksum(order),
               "shuffled": letters[:20], "next": str(g.bit_generator.random_raw())}


def seeds():
    entropies = [0, 1, 2**32 - 1, 2**32, 2**64 - 1, 2**64, 2**127 + 12345, 2**128, 2**160 - 1, 0xDEADBEEF << 300 | 7]
    for entropy in entropies:
        words = np.asarray(np.random.bit_generator._coerce_to_uint32_array(entropy)).tolist()
        for key in [(), (0,), (3,), (1, 2, 2**32 - 1)]:
            s = np.random.SeedSequence(entropy, spawn_key=key)
            children = [text(c.generate_state(3)) for c in s.spawn(3)[1:]]
            yield {"entropy": words, "key": list(key), "state": text(s.generate_state(5)), "state64": text(s.generate_state(3, np.uint64)),
                   "children": children, "first": float(np.random.Generator(np.random.PCG64(s)).random())}


def interleaved():
    """Every kind of draw in turn from one generator, thirty rounds."""
    g, values = rng(99), []
    for k in range(30):
        values += [g.random(), int(g.integers(0, 10)), float(g.random(dtype=np.float32)), g.standard_normal()]
        values += [int(g.integers(0, 2**40)), int(g.integers(0, 200, dtype=np.uint8)), g.uniform(-2, 5)]
        values += g.permutation(k % 5).tolist() + [g.standard_exponential(), int(g.choice(3, p=[0.2, 0.5, 0.3]))]
        values += g.integers(0, 2, size=k % 4, dtype=np.int8).tolist() + [int(g.integers(-4, -3))]
        values += g.choice(9, 3, replace=False).tolist()
    return [float(v) for v in values]


def spawned():
    g = rng(5)
    g.random()
    children = g.spawn(2) + g.spawn(1)
    return [float(c.random()) for c in children] + [float(children[1].spawn(1)[0].random()), float(g.random())]


golden = {
    "numpy": np.__version__,
    "integers": list(integers()), "narrow": list(narrow()), "floats": list(floats()), "choices": list(choices()),
    "orders": list(orders()), "seeds": list(seeds()), "interleaved": interleaved(), "spawned": spawned(),
}
path = pathlib.Path(__file__).with_name("random.json")
path.write_text("{\n" + ",\n".join(f'"{k}": {json.dumps(v, separators=(",", ":"))}' for k, v in golden.items()) + "\n}\n")
