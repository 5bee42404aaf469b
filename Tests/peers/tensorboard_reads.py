"""Reads run folders with TensorBoard, and compares every number with metrics.csv.

    pip install tensorboard==2.21.0
    python Tests/peers/tensorboard_reads.py runs/CartPole-v1/q-learning-0-1 ...

Both of TensorBoard's readers are asked: the one that scripts use, and the one behind its pages. Each must show every
number of metrics.csv once, at its steps, as the same float32, and nothing else, whether or not the run was stopped and
resumed; the learning curve must have the bytes of curve.png, and the settings must be those of config.json. Prints a
table; exits with 1 if anything differs.
"""

import csv
import json
import pathlib
import sys

import numpy as np
from tensorboard.backend.event_processing import event_accumulator, plugin_event_accumulator
from tensorboard.plugins.hparams import metadata as hparams
from tensorboard.util import tensor_util

DERIVED = "time/steps_per_second"
CURVE = "eval/curve"


def metrics(run: pathlib.Path) -> dict[str, list[tuple[int, np.float32]]]:
    """The points of metrics.csv by tag."""
    points: dict[str, list[tuple[int, np.float32]]] = {}
    with open(run / "metrics.csv", newline="") as file:
        for row in csv.DictReader(file):
            step = int(row.pop("steps"))
            for name, text in row.items():
                if text:
                    tag = name if "/" in name else f"time/{name}"
                    points.setdefault(tag, []).append((step, np.float32(text)))
    return points


def read_by_scripts(run: pathlib.Path) -> tuple[dict, list[bytes], dict]:
    reader = event_accumulator.EventAccumulator(str(run), {"scalars": 0, "images": 0, "tensors": 0})
    reader.Reload()
    scalars = {
        tag: [(event.step, np.float32(event.value)) for event in reader.Scalars(tag)]
        for tag in reader.Tags()["scalars"]
    }
    pictures = [event.encoded_image_string for tag in reader.Tags()["images"] for event in reader.Images(tag)]
    return scalars, pictures, reader.SummaryMetadata


def read_by_pages(run: pathlib.Path) -> tuple[dict, list[bytes], dict]:
    reader = plugin_event_accumulator.EventAccumulator(str(run), {"tensors": 0})
    reader.Reload()
    points = {
        tag: [(event.step, tensor_util.make_ndarray(event.tensor_proto)) for event in reader.Tensors(tag)]
        for tag in reader.Tags()["tensors"]
    }
    points.pop(hparams.SESSION_START_INFO_TAG)
    # A picture is its width, its height and its bytes.
    pictures = [tensor[2] for _, tensor in points.pop(CURVE, [])]
    scalars = {tag: [(step, np.float32(value)) for step, value in series] for tag, series in points.items()}
    return scalars, pictures, reader.SummaryMetadata


def settings(metadata) -> dict:
    content = metadata(hparams.SESSION_START_INFO_TAG).plugin_data.content
    values = hparams.parse_session_start_info_plugin_data(content).hparams
    return {name: getattr(value, value.WhichOneof("kind")) for name, value in values.items()}


def same(left: list, right: list) -> bool:
    """Whether the points agree in step and bits, which NaN does too."""
    return [(step, value.tobytes()) for step, value in left] == [(step, value.tobytes()) for step, value in right]


def differences(run: pathlib.Path, scalars: dict, pictures: list[bytes], metadata) -> list[str]:
    expected = metrics(run)
    found = dict(scalars)
    rates = found.pop(DERIVED)
    result = [f"{tag} is not in both" for tag in sorted(expected.keys() ^ found.keys())]
    result += [f"{tag} differs" for tag in sorted(expected.keys() & found.keys()) if not same(expected[tag], found[tag])]
    if [step for step, _ in rates] != [step for step, _ in expected["time/seconds"]]:
        result.append(f"{DERIVED} has other steps")
    curve = run / "curve.png"
    if curve.exists() and (not pictures or pictures[-1] != curve.read_bytes()):
        result.append("the picture is not curve.png")
    config, known = json.loads((run / "config.json").read_text()), settings(metadata)
    if (known["agent"], known["environment"]) != (config["agent"], config["environment"]):
        result.append("the settings are not those of config.json")
    return result


def main() -> int:
    status = 0
    for run in map(pathlib.Path, sys.argv[1:] or sys.exit(__doc__)):
        files = len(list(run.glob("events.out.tfevents.*")))
        for name, read in (("scripts", read_by_scripts), ("pages", read_by_pages)):
            scalars, pictures, metadata = read(run)
            found = differences(run, scalars, pictures, metadata)
            points = sum(map(len, scalars.values()))
            print(f"{run}, {files} files, reader of {name}: {len(scalars)} tags, {points} points, "
                  f"{len(pictures)} pictures: {'; '.join(found) or 'as metrics.csv has them'}")
            status = status or bool(found)
    return int(status)


sys.exit(main())
