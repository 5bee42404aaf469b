"""Computes the ziggurat tables of the normal and the exponential distribution and writes them as Swift.

Run from the root of the package, with any Python 3:

    python3 Tests/SimulationTests/Golden/make_ziggurat.py           writes Sources/Simulation/Random/Ziggurat+*.swift
    python3 Tests/SimulationTests/Golden/make_ziggurat.py --check   also looks the tables up in the installed NumPy

A ziggurat of 256 layers covers the density f by 255 rectangles of equal area v and a base of area v that holds the tail
beyond r. Layer edges x[255] = r, x[i-1] = f⁻¹(f(x[i]) + v/x[i]), x[0] = 0. Source: G. Marsaglia, W. W. Tsang, "The
Ziggurat Method for Generating Random Variables", 2000; with the order and the scaling of NumPy's tables.

NumPy's numbers are not the exact ones rounded once, and equal draws need equal numbers:

* normal: the recursion was run in double precision, and one density came out a unit in the last place too high;
* exponential: widths and densities are the exact ones rounded, but about half of the bounds are one too low. Which
  ones follows no rule that we found, so they are listed.
"""

import math
import pathlib
import struct
import sys
from decimal import Decimal, getcontext

getcontext().prec = 50
LAYERS = 256

NORMAL_EDGE = 3.654152885361009
NORMAL_AREA = 0.004928673233974652
NORMAL_HIGH_DENSITY = 38

EXPONENTIAL_LOW_BOUNDS = (
    "1010001111111000100001010000110000011001010101001011010010010010"
    "1111011001111010101001101010100010110011101101011001110011010101"
    "0011101010010100001011100100111100111101000011101000000011011111"
    "0100011001110100011011100111100100111111111011100011001000101010"
)


def normal():
    """Edge of the tail, bounds, widths, densities: in double precision with a correctly rounded exp and log."""

    def exp(x):
        return float(Decimal(x).exp())

    def log(x):
        return float(Decimal(x).ln())

    unit = 2.0**52
    x, density = NORMAL_EDGE, exp(-0.5 * NORMAL_EDGE * NORMAL_EDGE)
    bound, width, height = [0] * LAYERS, [0.0] * LAYERS, [1.0] * LAYERS
    bound[0] = int(x * density / NORMAL_AREA * unit)
    width[0] = NORMAL_AREA / density / unit
    width[-1], height[-1] = x / unit, density
    for i in range(LAYERS - 2, 0, -1):
        outer, x = x, math.sqrt(-2 * log(NORMAL_AREA / x + density))
        density = exp(-0.5 * x * x)
        if i == NORMAL_HIGH_DENSITY:
            density = math.nextafter(density, 1)
        bound[i + 1], width[i], height[i] = round(x / outer * unit), x / unit, density
    return NORMAL_EDGE, bound, width, height


def exponential_edges(r):
    """The edges from r down to x[1], the area of a layer, and by how much the topmost layer misses the peak."""
    area = (r + 1) * (-r).exp()
    xs = [r]
    while len(xs) < LAYERS - 1:
        density = (-xs[-1]).exp() + area / xs[-1]
        if density >= 1:
            return xs, area, 1
        xs.append(-density.ln())
    return xs, area, (-xs[-1]).exp() + area / xs[-1] - 1


def exponential():
    """The same columns, exact before rounding; r is where the topmost layer ends at the peak."""
    low, high = Decimal("7.69"), Decimal("7.70")
    for _ in range(130):
        r = (low + high) / 2
        low, high = (r, high) if exponential_edges(r)[2] > 0 else (low, r)
    xs, area, _ = exponential_edges(r)
    xs = [Decimal(0)] + xs[::-1]
    unit, base = Decimal(2) ** 53, area * r.exp()
    ratios = [r / base] + [inner / outer for inner, outer in zip(xs, xs[1:])]
    bound = [int(ratio * unit) - int(low) for ratio, low in zip(ratios, EXPONENTIAL_LOW_BOUNDS)]
    width = [float(x / unit) for x in [base] + xs[1:]]
    return r, bound, width, [float((-x).exp()) for x in xs]


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def swift(name, density, r, bound, width, height):
    lines = [
        "// Written by Tests/SimulationTests/Golden/make_ziggurat.py; change that script, not this file.",
        "",
        "extension Ziggurat {",
        f"  /// Layers of {density}; the tail begins at {r}.",
        "  ///",
        "  /// Three words a layer: the mantissas below which a point is surely inside, and the bit patterns of the",
        "  /// layer's width per unit of mantissa and of the density at its edge.",
        f"  static let {name}: [UInt64] = [",
    ]
    for row in zip(bound, map(bits, width), map(bits, height)):
        lines.append("    " + ", ".join(f"0x{word:016x}" for word in row) + ",")
    return "\n".join(lines + ["  ]", "}", ""])


def check(name, bound, width, height):
    import numpy.random

    library = next(pathlib.Path(numpy.random.__file__).parent.glob("_generator*.so")).read_bytes()
    for what, words in ("bounds", bound), ("widths", map(bits, width)), ("densities", map(bits, height)):
        print(name, what, "are NumPy's" if struct.pack("<256Q", *words) in library else "DIFFER FROM NUMPY'S")


for make, density in (normal, "exp(-x²/2), one side of the normal density"), (exponential, "the density exp(-x)"):
    r, *columns = make()
    path = pathlib.Path("Sources/Simulation/Random") / f"Ziggurat+{make.__name__.title()}.swift"
    path.write_text(swift(make.__name__, density, f"{r:.16g}", *columns))
    if "--check" in sys.argv:
        check(make.__name__, *columns)
