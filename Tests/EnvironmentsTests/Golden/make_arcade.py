"""Writes arcade.json: checksums of what the Python package MinAtar shows, step by step.

    pip install MinAtar==1.0.15 numpy==2.4.6 gymnasium==1.4.0
    python Tests/EnvironmentsTests/Golden/make_arcade.py [--seeds 2 --steps 1500 --every 250 --out FILE]

Half of the runs act at random, the others by scripts that come farther. A checksum is the CRC-32 of all observations so
far, each followed by a byte for the reward and one for the end; after an end comes the first observation of the next
episode. `ArcadeParityTests` plays the same actions. To compare whole runs:

    python Tests/EnvironmentsTests/Golden/make_arcade.py --seeds 10 --steps 100000 --every 1000 --out /tmp/arcade.json
    PALAESTRA_ARCADE=/tmp/arcade.json swift test --filter ArcadeParityTests
"""

import argparse
import json
import pathlib
import zlib

import numpy as np
from minatar import Environment

STAY, LEFT, UP, RIGHT, DOWN, FIRE = range(6)


def towards(x, target):
    return LEFT if target < x else RIGHT if target > x else STAY


def breakout(game, random):
    """Goes where the ball comes down."""
    flags = game.state()
    y, x = np.argwhere(flags[:, :, 1])[0]
    trail = np.argwhere(flags[:, :, 2])[0]
    dx = 1 if x > trail[1] else -1
    landing = x + dx * (9 - y) if y > trail[0] else x
    landing = -1 - landing if landing < 0 else 19 - landing if landing > 9 else landing
    return towards(np.argmax(flags[9, :, 0]), landing)


def asterix(game, random):
    """Keeps out of rows where an enemy is near."""
    flags = game.state()
    y, x = np.argwhere(flags[:, :, 0])[0]

    def is_safe(row):
        return 1 <= row <= 8 and not flags[row, max(x - 2, 0) : x + 3, 1].any()

    gold = np.argwhere(flags[:, :, 3])
    if not is_safe(y):
        return UP if is_safe(y - 1) else DOWN if is_safe(y + 1) else random.integers(5)
    if len(gold):
        row, column = gold[0]
        step = -1 if row < y else 1
        if row == y:
            return towards(x, column)
        if is_safe(y + step):
            return UP if step < 0 else DOWN
    return STAY


def freeway(game, random):
    return UP


def seaquest(game, random):
    """Fetches divers, shoots a lot, and comes up before the air is used."""
    flags = game.state()
    y, x = np.argwhere(flags[:, :, 0])[0]
    air, aboard = flags[9, :, 7].sum(), flags[9, :, 8].sum()
    if aboard == 6 or air < 4 and aboard:
        return UP
    if random.random() < 0.4:
        return FIRE
    divers = np.argwhere(flags[1:9, :, 9])
    if len(divers):
        row, column = divers[0] + [1, 0]
        if random.random() < 0.6 and row != y:
            return UP if row < y and y > 1 else DOWN
        return towards(x, column)
    return random.choice([LEFT, RIGHT, DOWN, FIRE])


def space_invaders(game, random):
    """Shoots, and steps aside when a bullet comes down."""
    flags = game.state()
    x = np.argmax(flags[9, :, 0])
    if flags[6:9, x, 5].any():
        return random.choice([LEFT, RIGHT])
    if random.random() < 0.5:
        return FIRE
    columns = np.flatnonzero(flags[:, :, 1].any(axis=0))
    return towards(x, random.choice(columns))


SCRIPTS = {script.__name__: script for script in [breakout, asterix, freeway, seaquest, space_invaders]}
NAMES = {
    "breakout": "Bricks-v0", "asterix": "Treasure-v0", "freeway": "Crossing-v0", "seaquest": "Submarine-v0",
    "space_invaders": "Raiders-v0",
}


def run(name, seed, steps, every, script=None, sticky=0.1, ramp=True):
    random = np.random.default_rng(seed)
    game = Environment(name, sticky_action_prob=sticky, difficulty_ramping=ramp)
    # As `gymnasium.make("MinAtar/…").reset(seed=seed)` does.
    game.seed(seed)
    game.reset()
    checksum = zlib.crc32(game.state().tobytes())
    actions, checksums, total, episodes = [], [], 0, 0
    for step in range(1, steps + 1):
        action = int(script(game, random) if script else random.integers(6))
        reward, end = game.act(action)
        actions.append(str(action))
        checksum = zlib.crc32(game.state().tobytes() + bytes([int(reward), int(end)]), checksum)
        total += int(reward)
        if end:
            game.reset()
            checksum = zlib.crc32(game.state().tobytes(), checksum)
            episodes += 1
        if step % every == 0:
            checksums.append(checksum)
    return {
        "game": NAMES[name], "seed": seed, "script": script is not None, "stickyActionProbability": sticky,
        "difficultyRamp": ramp, "actions": "".join(actions), "every": every, "checksums": checksums,
        "reward": total, "episodes": episodes,
    }


parser = argparse.ArgumentParser()
parser.add_argument("--games", nargs="*", default=list(SCRIPTS))
parser.add_argument("--seeds", type=int, default=2)
parser.add_argument("--steps", type=int, default=1500)
parser.add_argument("--every", type=int, default=250)
parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).with_name("arcade.json"))
arguments = parser.parse_args()
runs = []
for name in arguments.games:
    script = SCRIPTS[name]
    for seed in range(arguments.seeds):
        runs.append(run(name, seed, arguments.steps, arguments.every, script if seed % 2 else None))
    runs.append(run(name, 1000, arguments.steps, arguments.every, script, sticky=0, ramp=False))
    for made in runs[-arguments.seeds - 1 :]:
        print(name, made["seed"], made["episodes"], made["reward"], flush=True)
arguments.out.write_text(json.dumps(runs, separators=(",", ":")) + "\n")
