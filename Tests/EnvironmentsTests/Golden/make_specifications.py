"""Writes specifications.json: Gymnasium's EnvSpec of the tasks that Palaestra has, plain and with arguments.

    python3 -m pip install "gymnasium[box2d]==1.4.0"
    python3 Tests/EnvironmentsTests/Golden/make_specifications.py
"""

import json
import pathlib

import gymnasium as gym

# Palaestra's changes of the configuration, and Gymnasium's arguments that mean the same.
CHANGED = [
    ("CartPole-v1", {"suttonBartoReward": "true"}, {"sutton_barto_reward": True}),
    ("Pendulum-v1", {"gravity": "9.81"}, {"g": 9.81}),
    ("Blackjack-v1", {"natural": "true", "suttonBartoRules": "false"}, {"natural": True, "sab": False}),
    ("FrozenLake-v1", {"isSlippery": "false", "map": "8x8"}, {"is_slippery": False, "map_name": "8x8"}),
    ("FrozenLake-v1", {"map": "SFF/FHF/FFG"}, {"desc": ["SFF", "FHF", "FFG"]}),
    ("FrozenLake-v1", {"rewardSchedule": "2,-1,0"}, {"reward_schedule": [2, -1, 0]}),
    ("Taxi-v4", {"isRainy": "true", "rainyProbability": "0.5"}, {"is_rainy": True, "rainy_probability": 0.5}),
    ("LunarLander-v3", {"continuous": "true", "enableWind": "1", "gravity": "-4"},
     {"continuous": True, "enable_wind": True, "gravity": -4}),
    ("BipedalWalker-v3", {"hardcore": "true"}, {"hardcore": True}),
    ("CarRacing-v3", {"domainRandomize": "true", "continuous": "false"},
     {"domain_randomize": True, "continuous": False}),
]


def specification(identifier, arguments):
    spec = gym.make(identifier, **arguments).spec
    # What a wrapper of gymnasium.make adds is made again with the environment.
    return json.loads(spec.to_json())


def main():
    folder = pathlib.Path(__file__).parent
    identifiers = [entry["id"] for entry in json.loads((folder / "catalog.json").read_text())]
    plain = [(identifier, {}, {}) for identifier in identifiers]
    entries = [{"id": identifier, "overrides": overrides, "specification": specification(identifier, arguments)}
               for identifier, overrides, arguments in plain + CHANGED]
    (folder / "specifications.json").write_text(json.dumps(entries, indent=1) + "\n")


main()
