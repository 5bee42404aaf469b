"""Writes catalog.json: what Gymnasium's registry says of the tasks that Palaestra has.

    python3 -m pip install "gymnasium[box2d]==1.4.0" numpy==2.4.6
    python3 Tests/EnvironmentsTests/Golden/make_catalog.py
"""

import json
import math
import pathlib

import gymnasium as gym
from gymnasium import spaces

IDS = [
    "CartPole-v0", "CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1", "Pendulum-v1",
    "Blackjack-v1", "FrozenLake-v1", "FrozenLake8x8-v1", "CliffWalking-v1", "CliffWalkingSlippery-v1", "Taxi-v4",
    "LunarLander-v3", "LunarLanderContinuous-v3", "BipedalWalker-v3", "BipedalWalkerHardcore-v3", "CarRacing-v3",
]


def bound(number):
    """A bound; JSON has no infinities."""
    return float(number) if math.isfinite(number) else ("-Infinity" if number < 0 else "Infinity")


def bounds(numbers):
    """All bounds; of pictures, which have many equal ones, the first."""
    is_picture = numbers.ndim == 3 and (numbers == numbers.ravel()[0]).all()
    return [bound(number) for number in (numbers.ravel()[:1] if is_picture else numbers.ravel())]


def describe(space):
    if isinstance(space, spaces.Box):
        low, high = bounds(space.low), bounds(space.high)
        return {"type": "Box", "dtype": str(space.dtype), "shape": list(space.shape), "low": low, "high": high}
    if isinstance(space, spaces.Discrete):
        return {"type": "Discrete", "n": int(space.n), "start": int(space.start)}
    assert isinstance(space, spaces.Tuple)
    return {"type": "Tuple", "subspaces": [describe(part) for part in space]}


def row(id):
    specification = gym.spec(id)
    environment = specification.make()
    return {
        "id": id,
        "max_episode_steps": specification.max_episode_steps,
        "reward_threshold": specification.reward_threshold,
        "observation_space": describe(environment.observation_space),
        "action_space": describe(environment.action_space),
    }


path = pathlib.Path(__file__).with_name("catalog.json")
path.write_text("[\n" + ",\n".join(json.dumps(row(id)) for id in IDS) + "\n]\n")
