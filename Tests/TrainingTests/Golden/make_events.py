"""Writes events.tfevents with TensorBoard's own record writer and messages.

    python3 -m pip install tensorboard==2.21.0
    python3 Tests/TrainingTests/Golden/make_events.py
"""

import math
import pathlib

from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.hparams import plugin_data_pb2, summary_v2
from tensorboard.summary.writer.record_writer import RecordWriter

START = 1234567890.5
SCALARS = {"eval/return": -200, "time/seconds": 1 / 3, "train/epsilon": 1e-9, "train/loss": math.nan}
SETTINGS = {"agent": "sarsa", "discount": 1.0, "isSlippery": True, "preset": "", "seed": "18446744073709551615"}
PNG = bytes.fromhex("89504e470d0a1a0a0000000d494844520000012c000000020802000000")


def settings() -> summary_pb2.Summary:
    summary = summary_v2.hparams_pb(SETTINGS, trial_id="", start_time_secs=START)
    plugin = summary.value[0].metadata.plugin_data
    # The order of the settings is left open; here it is that of their names.
    content = plugin_data_pb2.HParamsPluginData.FromString(plugin.content)
    plugin.content = content.SerializeToString(deterministic=True)
    return summary


def scalars() -> summary_pb2.Summary:
    return summary_pb2.Summary(
        value=[summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in SCALARS.items()]
    )


def picture() -> summary_pb2.Summary:
    image = summary_pb2.Summary.Image(height=2, width=300, colorspace=3, encoded_image_string=PNG)
    return summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag="eval/curve", image=image)])


EVENTS = [
    event_pb2.Event(wall_time=START, file_version="brain.Event:2"),
    event_pb2.Event(
        wall_time=START, step=129, session_log=event_pb2.SessionLog(status=event_pb2.SessionLog.START)
    ),
    event_pb2.Event(wall_time=START, step=129, summary=settings()),
    event_pb2.Event(wall_time=START + 1, step=2**40, summary=scalars()),
    event_pb2.Event(wall_time=START + 2, step=2**40 + 1, summary=picture()),
]

with open(pathlib.Path(__file__).with_name("events.tfevents"), "wb") as file:
    writer = RecordWriter(file)
    for event in EVENTS:
        writer.write(event.SerializeToString(deterministic=True))
