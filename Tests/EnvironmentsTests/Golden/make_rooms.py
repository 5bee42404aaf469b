"""Writes rooms.json: checksums of what the Python package MiniGrid shows, step by step.

    pip install minigrid==3.2.0 numpy==2.4.6 gymnasium==1.4.0
    python Tests/EnvironmentsTests/Golden/make_rooms.py [--seeds 2 --steps 240 --every 80 --out FILE]

Actions are random, with more steps forward than turns. A checksum is the CRC-32 of all observations so far: a byte for
the direction, the picture, and after a step the reward as a double and a byte for the status, 1 terminated, 2 truncated;
after an end comes the first observation of the next episode. `RoomsParityTests` plays the same actions. To compare more:

    python Tests/EnvironmentsTests/Golden/make_rooms.py --seeds 20 --steps 1000 --out /tmp/rooms.json
    PALAESTRA_ROOMS=/tmp/rooms.json swift test --filter RoomsParityTests
"""

import argparse
import json
import pathlib
import struct
import zlib

import gymnasium as gym
import minigrid  # noqa: F401
import numpy as np

IDS = [
    *(f"EmptyRoom-{size}-v0" for size in ["5x5", "6x6", "8x8", "16x16", "Random-5x5", "Random-6x6"]),
    *(f"DoorKey-{size}-v0" for size in ["5x5", "6x6", "8x8", "16x16"]),
    "FourRooms-v0", "MultiRoom-N2-S4-v0", "MultiRoom-N4-S5-v1", "MultiRoom-N6-v0", "DistShift1-v0", "DistShift2-v0",
    *(f"{kind}Crossing{size}-v0" for kind in ["Lava", "Simple"] for size in ["S9N1", "S9N2", "S9N3", "S11N5"]),
    *(f"LavaGapS{size}-v0" for size in [5, 6, 7]),
    *(f"Memory{size}-v0" for size in ["S7", "S9", "S11", "S13", "S13Random", "S17Random"]),
    "Unlock-v0", "UnlockPickup-v0", "RedBlueDoors-6x6-v0", "RedBlueDoors-8x8-v0",
    *(f"KeyCorridor{size}-v0" for size in ["S3R1", "S3R2", "S3R3", "S4R3", "S5R3", "S6R3"]),
    *(f"DynamicObstacles-{size}-v0" for size in ["5x5", "6x6", "8x8", "16x16", "Random-5x5", "Random-6x6"]),
]


def theirs(name):
    return "MiniGrid-" + name.replace("EmptyRoom", "Empty").replace("DynamicObstacles", "Dynamic-Obstacles")


def shown(observation):
    return bytes([observation["direction"]]) + observation["image"].tobytes()


def run(name, seed, steps, every):
    random = np.random.default_rng(1000 + seed)
    environment = gym.make(theirs(name), disable_env_checker=True)
    count = environment.action_space.n
    weights = np.array([2, 2, 5, 2, 1, 2, 0.5][:count])
    observation, _ = environment.reset(seed=seed)
    checksum = zlib.crc32(shown(observation))
    actions, checksums, total, episodes = [], [], 0.0, 0
    for step in range(1, steps + 1):
        action = int(random.choice(count, p=weights / weights.sum()))
        observation, reward, terminated, truncated, _ = environment.step(action)
        actions.append(str(action))
        status = 1 if terminated else 2 if truncated else 0
        checksum = zlib.crc32(shown(observation) + struct.pack("<dB", reward, status), checksum)
        total += float(reward)
        if status:
            observation, _ = environment.reset()
            checksum = zlib.crc32(shown(observation), checksum)
            episodes += 1
        if step % every == 0:
            checksums.append(checksum)
    return {
        "id": name, "seed": seed, "actions": "".join(actions), "every": every, "checksums": checksums,
        "reward": total, "episodes": episodes,
    }


parser = argparse.ArgumentParser()
parser.add_argument("--seeds", type=int, default=2)
parser.add_argument("--steps", type=int, default=240)
parser.add_argument("--every", type=int, default=80)
parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).with_name("rooms.json"))
arguments = parser.parse_args()
runs = []
for name in IDS:
    made = [run(name, seed, arguments.steps, arguments.every) for seed in range(arguments.seeds)]
    print(name, sum(m["episodes"] for m in made), round(sum(m["reward"] for m in made), 2), flush=True)
    runs += made
arguments.out.write_text(json.dumps(runs, separators=(",", ":")) + "\n")
