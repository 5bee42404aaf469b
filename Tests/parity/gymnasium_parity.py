"""Plays random episodes in Palaestra and in an installed Gymnasium, and compares every number.

    pip install gymnasium==1.4.0 numpy==2.4.6
    python Tests/parity/gymnasium_parity.py [--palaestra ./palaestra] [--rounds N] [--seed S] [ID ...]

Each round draws a seed, a length and a way of acting, plays it in Gymnasium, and has `palaestra rollout` play the same
actions. Observations must have the same bits as float32 (or be the same integers), rewards the same bits as double,
and episodes must end and begin on the same lines. Every task is held to that, Acrobot too: it is chaotic, so that one
bit lost anywhere would show within some dozen steps. That takes the C library and the kind of processor that
Gymnasium runs with, for both use its `sin`, `cos` and `pow`: x86-64 Linux with FMA. Prints a table; exits with 1 if
anything differs.
"""

import argparse
import dataclasses
import json
import math
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

import gymnasium as gym
import numpy as np


@dataclasses.dataclass
class Scenario:
    """A task, with arguments as both sides spell them."""

    id: str
    settings: dict = dataclasses.field(default_factory=dict)
    arguments: dict = dataclasses.field(default_factory=dict)
    options: dict | None = None
    attributes: dict = dataclasses.field(default_factory=dict)
    plan: np.ndarray | None = None

    @property
    def name(self) -> str:
        return " ".join([self.id, *(f"{key}={value}" for key, value in self.settings.items())])

    def make(self) -> gym.Env:
        environment = gym.make(self.id, disable_env_checker=True, **self.arguments)
        for name, value in self.attributes.items():
            assert hasattr(environment.unwrapped, name), name
            setattr(environment.unwrapped, name, value)
        return environment


LAKE = ["SFHF", "FSFF", "HFFS", "FFGF", "FHFF"]

SCENARIOS = [
    Scenario("CartPole-v0"),
    Scenario("CartPole-v1"),
    Scenario("MountainCar-v0"),
    Scenario("MountainCarContinuous-v0"),
    Scenario("Acrobot-v1"),
    Scenario("Pendulum-v1"),
    Scenario("Blackjack-v1"),
    Scenario("FrozenLake-v1"),
    Scenario("FrozenLake8x8-v1"),
    Scenario("CliffWalking-v1"),
    Scenario("CliffWalkingSlippery-v1"),
    Scenario("Taxi-v4"),
    Scenario("CartPole-v1", {"suttonBartoReward": "true"}, {"sutton_barto_reward": True}),
    Scenario("CartPole-v1", {"resetLow": -0.2, "resetHigh": 0.15}, options={"low": -0.2, "high": 0.15}),
    Scenario(
        "CartPole-v1", {"usesSemiImplicitEuler": "true", "gravity": 1.6},
        attributes={"kinematics_integrator": "semi-implicit euler", "gravity": 1.6}),
    Scenario("MountainCar-v0", {"goalVelocity": 0.03}, {"goal_velocity": 0.03}),
    Scenario("MountainCarContinuous-v0", {"goalVelocity": 0.03}, {"goal_velocity": 0.03}),
    Scenario("Pendulum-v1", {"gravity": 9.81}, {"g": 9.81}),
    Scenario(
        "Pendulum-v1", {"resetAngle": 0.5, "resetSpeed": 6.0}, options={"x_init": 0.5, "y_init": 6.0}),
    Scenario("Acrobot-v1", {"resetLow": -3.0, "resetHigh": 2.0}, options={"low": -3.0, "high": 2.0}),
    Scenario("Acrobot-v1", {"torqueNoise": 0.5}, attributes={"torque_noise_max": 0.5}),
    Scenario("Acrobot-v1", {"usesPaperEquations": "true"}, attributes={"book_or_nips": "nips"}),
    Scenario("Blackjack-v1", {"natural": "true", "suttonBartoRules": "false"}, {"natural": True, "sab": False}),
    Scenario("FrozenLake-v1", {"isSlippery": "false"}, {"is_slippery": False}),
    Scenario(
        "FrozenLake-v1", {"map": "/".join(LAKE), "successRate": 0.7, "rewardSchedule": "2,-1,-0.25"},
        {"desc": LAKE, "success_rate": 0.7, "reward_schedule": (2, -1, -0.25)}),
    Scenario("Taxi-v4", {"isRainy": "true", "rainyProbability": 0.6}, {"is_rainy": True, "rainy_probability": 0.6}),
    Scenario(
        "Taxi-v4", {"ficklePassenger": "true", "fickleProbability": 0.7},
        {"fickle_passenger": True, "fickle_probability": 0.7}),
]


def sample(space, rng):
    """An action; for numbers also one beyond the bounds, or on them."""
    if isinstance(space, gym.spaces.Discrete):
        return int(rng.integers(space.n))
    low, high = float(space.low[0]), float(space.high[0])
    wide = rng.uniform(1.5 * low, 1.5 * high) if rng.random() < 0.2 else rng.uniform(low, high)
    number = rng.choice([low, high, 0.0]) if rng.random() < 0.1 else wide
    return np.array([number], dtype=np.float32)


def plan(scenario, environment):
    """The best action in every state of a task that has a table, by value iteration."""
    if scenario.plan is not None:
        return scenario.plan
    table = environment.unwrapped.P
    width = max(len(outcomes) for actions in table.values() for outcomes in actions.values())
    rows = np.zeros((len(table), len(table[0]), width, 4))
    for state, actions in table.items():
        for action, outcomes in actions.items():
            rows[state, action, : len(outcomes)] = outcomes
    probability, following, reward, over = np.moveaxis(rows, 3, 0)
    values = np.zeros(len(table))
    for _ in range(400):
        paid = reward + 0.98 * (1 - over) * values[following.astype(int)]
        values = (probability * paid).sum(axis=2).max(axis=1)
    scenario.plan = (probability * paid).sum(axis=2).argmax(axis=1)
    return scenario.plan


def skilled(scenario, environment, observation, rng):
    """An action that gets somewhere, so that goals and time limits are reached."""
    if scenario.id.startswith("CartPole"):
        return int(observation[2] + 0.3 * observation[3] + 0.05 * observation[0] + 0.1 * observation[1] > 0)
    if scenario.id == "MountainCar-v0":
        return 0 if observation[1] < 0 else 2
    if scenario.id == "MountainCarContinuous-v0":
        return np.array([math.copysign(rng.uniform(0.4, 1.1), observation[1])], dtype=np.float32)
    if scenario.id == "Acrobot-v1":
        return 0 if observation[4] >= 0 else 2
    if hasattr(environment.unwrapped, "P"):
        return int(plan(scenario, environment)[observation])
    return sample(environment.action_space, rng)


def play(scenario, seed, count, rng):
    """Plays in Gymnasium; returns the actions and what came of them."""
    environment = scenario.make()
    style = rng.choice(["random", "sticky", "skilled"])
    observation, _ = environment.reset(seed=seed, options=scenario.options)
    actions, lines = [], [("reset", observation)]
    for _ in range(count):
        if style == "skilled" and rng.random() < 0.95:
            action = skilled(scenario, environment, observation, rng)
        elif style == "sticky" and actions and rng.random() < 0.9:
            action = actions[-1]
        else:
            action = sample(environment.action_space, rng)
        actions.append(action)
        observation, reward, terminated, truncated, _ = environment.step(action)
        lines.append(("step", observation, float(reward), bool(terminated), bool(truncated)))
        if terminated or truncated:
            observation, _ = environment.reset(options=scenario.options)
            lines.append(("reset", observation))
    return actions, lines


def rollout(program, scenario, seed, actions):
    """Has Palaestra play the actions; returns its lines."""
    plain = [action if isinstance(action, int) else [float(number) for number in action] for action in actions]
    settings = [f"--env-set={key}={value}" for key, value in scenario.settings.items()]
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(plain, file)
        file.flush()
        command = [program, "rollout", scenario.id, "--actions", file.name, "--seed", str(seed), "--json", *settings]
        result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)} failed:\n{result.stderr}")
    return [json.loads(line) for line in result.stdout.splitlines()]


def bits(observation):
    """An observation as bytes: float32 for numbers, int64 for states."""
    array = np.atleast_1d(np.asarray(observation))
    return array.astype(np.float32 if array.dtype.kind == "f" else np.int64).tobytes()


def same(expected, line):
    """Whether a line of Palaestra says what Gymnasium says."""
    floating = np.asarray(expected[1]).dtype.kind == "f"
    observation = np.array(line["observation"], dtype=np.float32 if floating else np.int64)
    if bits(observation) != bits(expected[1]):
        return False
    if expected[0] == "reset":
        return line.get("reset") is True
    reward = struct.pack("d", expected[2] + 0.0) == struct.pack("d", line["reward"] + 0.0)
    return reward and (line["terminated"], line["truncated"]) == expected[3:]


def compare(expected, lines):
    """Where the first difference is, or None."""
    for index, (theirs, ours) in enumerate(zip(expected, lines)):
        if not same(theirs, ours):
            return f"line {index}: Gymnasium {theirs[0]} {[np.asarray(part).tolist() for part in theirs[1:]]}, Palaestra {ours}"
    if len(expected) != len(lines):
        return f"{len(expected)} lines of Gymnasium, {len(lines)} of Palaestra"
    return None


def check(scenario, program, rounds, rng):
    """Plays some rounds; prints a row of the table and returns the differences."""
    differences, steps, terminated, truncated = [], 0, 0, 0
    for number in range(rounds):
        # Every length of seed, from one 32-bit word to two.
        seed = int(rng.integers(2 ** int(rng.integers(1, 64))))
        actions, expected = play(scenario, seed, int(rng.integers(1, 1200)), rng)
        difference = compare(expected, rollout(program, scenario, seed, actions))
        if difference:
            differences.append(f"{scenario.name}, round {number}, seed {seed}, {difference}")
        steps += len(actions)
        terminated += sum(line[0] == "step" and line[3] for line in expected)
        truncated += sum(line[0] == "step" and line[4] for line in expected)
    verdict = "equal" if not differences else f"{len(differences)} of {rounds} rounds differ"
    print(f"{scenario.name:<78.78} {steps:>9} {terminated:>11} {truncated:>10}  {verdict}", flush=True)
    return differences


def main():
    root = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description="Compares Palaestra with an installed Gymnasium, number by number.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="tasks to compare; all if none is named")
    parser.add_argument("--palaestra", default=str(root / "palaestra"), help="the command")
    parser.add_argument("--rounds", type=int, default=10, help="rounds per task and variant")
    parser.add_argument("--seed", type=int, help="of the seeds, lengths and actions; drawn if not given")
    arguments = parser.parse_args()
    scenarios = [one for one in SCENARIOS if not arguments.ids or one.id in arguments.ids]
    if unknown := set(arguments.ids) - {one.id for one in SCENARIOS}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    seed = int.from_bytes(os.urandom(4), "little") if arguments.seed is None else arguments.seed
    print(f"gymnasium {gym.__version__}, numpy {np.__version__}, --rounds {arguments.rounds} --seed {seed}")
    print(f"{'task':<78} {'steps':>9} {'terminated':>11} {'truncated':>10}  verdict")
    differences = []
    for index, scenario in enumerate(scenarios):
        rng = np.random.default_rng([seed, index])
        differences += check(scenario, arguments.palaestra, arguments.rounds, rng)
    for difference in differences:
        print(difference)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
