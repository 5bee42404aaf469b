"""Lets Minari's DataCollector record pictures as JPEG, and writes down what Minari reads of them.

    python3 -m pip install "minari[create,hdf5]==0.5.4" gymnasium==1.4.0
    python3 Tests/DemonstrationsTests/Golden/make_pictures.py

What is in colour moves, so that its files differ in length and Minari stores them as such; what is grey stands still.
The metadata, which tells the bounds of every pixel, is left out; pictures.json has what the tests need of it.
"""

import json
import os
import pathlib
import shutil
import tempfile
import zlib

import gymnasium as gym
import numpy as np

HERE = pathlib.Path(__file__).parent
# Neither is a multiple of the blocks of 8 or 16 pixels that JPEG works on.
SHAPES = {"colour": (35, 45, 3), "grey": (33, 37)}
STEPS = 3


class Film(gym.Env):
    """Shows soft waves with a sharp square on them."""

    def __init__(self, shape):
        self.observation_space = gym.spaces.Box(0, 255, shape, dtype=np.uint8)
        self.action_space = gym.spaces.Discrete(3)

    def picture(self) -> np.ndarray:
        shape = self.observation_space.shape
        rows, columns, colors = np.meshgrid(
            np.arange(shape[0]), np.arange(shape[1]), np.arange(3 if len(shape) == 3 else 1), indexing="ij")
        picture = 120 + 80 * np.sin(rows / 9 + colors * self.time) + 40 * np.cos(columns / 5 - self.time)
        place = 5 + 4 * self.time
        picture[place:place + 9, place:place + 9] = [250, 20, 60][: picture.shape[2]]
        return picture.clip(0, 255).astype(np.uint8).reshape(shape)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.time = 1
        return self.picture(), {}

    def step(self, action):
        self.time += len(self.observation_space.shape) == 3
        return self.picture(), float(action), False, False, {}


def main() -> None:
    described = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINARI_DATASETS_PATH"] = folder
        import minari
        for name, shape in SHAPES.items():
            collector = minari.DataCollector(gym.wrappers.TimeLimit(Film(shape), STEPS))
            collector.reset(seed=7)
            for action in range(STEPS):
                collector.step(action)
            dataset = collector.create_dataset(f"{name}-v0")
            described[name] = {"shape": shape, "checksum": zlib.crc32(dataset[0].observations.tobytes())}
            shutil.copy(pathlib.Path(folder) / f"{name}-v0/data/main_data.hdf5", HERE / f"{name}.hdf5")
    (HERE / "pictures.json").write_text(json.dumps(described) + "\n")


main()
