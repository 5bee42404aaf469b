"""Writes wrappers.json: what Gymnasium's wrappers make of three tiny environments.

    python3 -m pip install gymnasium==1.4.0 numpy==2.4.6 opencv-python-headless
    python3 Tests/SimulationTests/Golden/make_wrappers.py

The environments are those of Tests/TestSupport, operation by operation.
"""

import json
import pathlib

import gymnasium as gym
import numpy as np
from gymnasium import spaces, wrappers


class Counter(gym.Env):
    """Observes how many steps it has had; terminates after `length`."""

    action_space = spaces.Discrete(3)
    observation_space = spaces.Box(0, np.inf, (1,), np.float32)

    def __init__(self, length):
        self.length = length

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        return np.array([0], np.float32), {}

    def step(self, action):
        self.count += 1
        reward = 1.5 * float(action) - 0.25 * self.count
        return np.array([self.count], np.float32), reward, self.count >= self.length, False, {}


class Drifter(gym.Env):
    """A point pushed about in the plane with some noise; terminates right of 3."""

    action_space = spaces.Box(np.array([-2, 0], np.float32), np.array([1, 0.5], np.float32))
    observation_space = spaces.Box(np.array([-8, -4], np.float32), np.array([8, 3], np.float32))

    def __init__(self, dtype=np.float32):
        self.dtype = dtype

    def observe(self):
        return np.array([self.x, self.y]).astype(np.float32).astype(self.dtype)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.x = self.np_random.uniform(-1, 1)
        self.y = self.np_random.uniform(-1, 1)
        return self.observe(), {}

    def step(self, action):
        self.x = 0.9 * self.x + float(action[0]) + self.np_random.uniform(-0.5, 0.5)
        self.y = 0.9 * self.y - float(action[1])
        return self.observe(), -(self.x * self.x + self.y * self.y), self.x > 3, False, {}


class Slides(gym.Env):
    """Pictures made by a rule, another one each step."""

    action_space = spaces.Discrete(2)

    def __init__(self, shape):
        self.observation_space = spaces.Box(0, 255, shape, np.uint8)

    def observe(self):
        pixels = np.arange(np.prod(self.observation_space.shape), dtype=np.int64)
        shown = (pixels * pixels * 31 + pixels * 17 + self.count * 101) % 256
        return shown.astype(np.uint8).reshape(self.observation_space.shape)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.count = 0
        return self.observe(), {}

    def step(self, action):
        self.count += 1
        return self.observe(), 0.0, False, False, {}


def flat(values):
    return np.asarray(values, dtype=np.float64).ravel().tolist()


def trace(name, env, actions):
    rows = []
    observation, _ = env.reset(seed=7)
    rows.append({"observation": flat(observation)})
    for action in actions:
        observation, reward, terminated, truncated, info = env.step(action)
        status = "terminated" if terminated else "truncated" if truncated else "running"
        row = {"observation": flat(observation), "reward": float(reward), "status": status}
        if "episode" in info:
            row["episode"] = {"return": float(info["episode"]["r"]), "length": int(info["episode"]["l"])}
        rows.append(row)
        if status != "running":
            observation, _ = env.reset()
            rows.append({"observation": flat(observation)})
    return {"name": name, "actions": [flat(action) for action in actions], "rows": rows}


rng = np.random.default_rng(20)
choices = rng.integers(0, 3, 20).tolist()
bins = rng.integers(0, 12, 30).tolist()
pushes = list(rng.uniform([-0.5, 0], [1, 0.5], (60, 2)).astype(np.float32))
wild = list(rng.uniform(-4, 4, (30, 2)).astype(np.float32))
unit = list(rng.uniform(-1, 1, (30, 2)).astype(np.float32))
still = [0, 0]

traces = [
    trace("TimeLimit 4", wrappers.TimeLimit(Counter(6), 4), choices),
    trace("TimeLimit 6", wrappers.TimeLimit(Counter(6), 6), choices),
    trace("TimeLimit 9", wrappers.TimeLimit(Counter(6), 9), choices),
    trace("ClipReward", wrappers.ClipReward(Counter(6), -0.75, 1.25), choices),
    trace("TransformReward", wrappers.TransformReward(Counter(6), lambda r: 2 * r + 1), choices),
    trace("NormalizeReward", wrappers.NormalizeReward(wrappers.TimeLimit(Drifter(), 8), gamma=0.9), pushes),
    trace("RepeatAction", wrappers.RepeatAction(Counter(7), 3), choices),
    trace("StickyAction", wrappers.StickyAction(wrappers.TimeLimit(Drifter(), 8), 0.4), pushes),
    trace("RecordEpisodeStatistics", wrappers.RecordEpisodeStatistics(wrappers.TimeLimit(Counter(6), 5)), choices),
    trace("FrameStack", wrappers.FrameStackObservation(wrappers.TimeLimit(Drifter(), 8), 3), pushes),
    # Given doubles, Gymnasium keeps its statistics in doubles too: then they differ from ours by nothing.
    trace("NormalizeObservation", wrappers.NormalizeObservation(wrappers.TimeLimit(Drifter(np.float64), 8)), pushes),
    trace("RescaleObservation", wrappers.RescaleObservation(wrappers.TimeLimit(Drifter(), 8), -1.0, 3.0), pushes),
    trace("DiscretizeObservation", wrappers.DiscretizeObservation(wrappers.TimeLimit(Drifter(), 8), (9, 5)), pushes),
    trace("ClipAction", wrappers.ClipAction(wrappers.TimeLimit(Drifter(), 8)), wild),
    trace("RescaleAction", wrappers.RescaleAction(wrappers.TimeLimit(Drifter(), 8), -1.0, 1.0), unit),
    trace("DiscretizeAction", wrappers.DiscretizeAction(wrappers.TimeLimit(Drifter(), 8), (4, 3)), bins),
    trace("GrayscaleObservation", wrappers.GrayscaleObservation(Slides((6, 5, 3))), still),
    trace("GrayscaleObservation with axis", wrappers.GrayscaleObservation(Slides((6, 5, 3)), True), still),
    trace("ResizeObservation halved", wrappers.ResizeObservation(Slides((8, 12, 3)), (4, 6)), still),
    trace("ResizeObservation by 3 and 4", wrappers.ResizeObservation(Slides((9, 16)), (3, 4)), still),
    trace("ResizeObservation by fractions", wrappers.ResizeObservation(Slides((10, 13, 3)), (7, 5)), still),
    trace("ResizeObservation of one axis", wrappers.ResizeObservation(Slides((10, 13, 1)), (10, 4)), still),
    trace("ResizeObservation to one pixel", wrappers.ResizeObservation(Slides((7, 11, 3)), (1, 1)), still),
]


def edges():
    """Bins of numbers on, just below and just above every edge."""
    space = spaces.Box(np.float32(-1.2), np.float32(0.6), (1,), np.float32)
    for count in (1, 3, 7, 10, 40):
        space_env = Counter(1)
        space_env.observation_space = space
        wrapper = wrappers.DiscretizeObservation(space_env, (count,))
        on = np.linspace(space.low[0], space.high[0], count + 1).astype(np.float32)
        numbers = np.concatenate([on, np.nextafter(on, -9), np.nextafter(on, 9), np.array([-1e9, 1e9], np.float32)])
        numbers = numbers.astype(np.float32)
        yield {"count": count, "numbers": flat(numbers), "bins": [int(wrapper.observation(n[None])) for n in numbers]}


golden = {"traces": traces, "edges": list(edges())}
path = pathlib.Path(__file__).parent / "wrappers.json"
path.write_text(json.dumps(golden, separators=(",", ":")).replace('},{"name"', '},\n{"name"') + "\n")
