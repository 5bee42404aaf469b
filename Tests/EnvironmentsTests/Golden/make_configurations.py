"""Writes configurations.json, tables.json and maps.json: Gymnasium under other arguments than the defaults.

    python3 -m pip install gymnasium==1.4.0 numpy==2.4.6
    python3 Tests/EnvironmentsTests/Golden/make_configurations.py

configurations.json holds one short run per set of arguments, spelled as both sides spell them, with the generator's
state at its end; tables.json checksums of the transition tables and Taxi's action masks; maps.json random maps.
"""

import json
import pathlib
import struct
import sys

import numpy as np
from gymnasium.envs.toy_text.frozen_lake import generate_random_map

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1] / "parity"))
from gymnasium_parity import LAKE, Scenario, sample, skilled  # noqa: E402

CART = {
    "gravity": 3.7, "cartMass": 0.7, "poleMass": 0.3, "halfPoleLength": 0.8, "forceMagnitude": 6.5, "timeStep": 0.03,
    "angleThreshold": 0.5, "positionThreshold": 1.5,
}
CART_ATTRIBUTES = {
    "gravity": 3.7, "masscart": 0.7, "masspole": 0.3, "length": 0.8, "force_mag": 6.5, "tau": 0.03,
    "theta_threshold_radians": 0.5, "x_threshold": 1.5, "total_mass": 0.3 + 0.7, "polemass_length": 0.3 * 0.8,
}
ACROBOT = {
    "length1": 1.2, "length2": 0.9, "mass1": 1.1, "mass2": 0.7, "center1": 0.6, "center2": 0.45, "inertia": 0.8,
    "timeStep": 0.1,
}
ACROBOT_ATTRIBUTES = {
    "LINK_LENGTH_1": 1.2, "LINK_LENGTH_2": 0.9, "LINK_MASS_1": 1.1, "LINK_MASS_2": 0.7, "LINK_COM_POS_1": 0.6,
    "LINK_COM_POS_2": 0.45, "LINK_MOI": 0.8, "dt": 0.1,
}


def bounds(low, high):
    return {"settings": {"resetLow": low, "resetHigh": high}, "options": {"low": low, "high": high}}


def rules(natural, sab):
    return Scenario(
        "Blackjack-v1", {"natural": str(natural).lower(), "suttonBartoRules": str(sab).lower()},
        {"natural": natural, "sab": sab})


# Each with its number of steps.
CASES = [
    (Scenario("CartPole-v1", {"suttonBartoReward": "true"}, {"sutton_barto_reward": True}), 60),
    (Scenario("CartPole-v1", **bounds(-0.2, 0.15)), 60),
    (Scenario(
        "CartPole-v1", {"usesSemiImplicitEuler": "true"}, attributes={"kinematics_integrator": "semi-implicit euler"}), 60),
    (Scenario("CartPole-v1", CART, attributes=CART_ATTRIBUTES), 80),
    (Scenario("MountainCar-v0", {"goalVelocity": 0.03}, {"goal_velocity": 0.03}), 200),
    (Scenario("MountainCar-v0", **bounds(-1.1, 0.3)), 150),
    (Scenario(
        "MountainCar-v0", {"force": 0.0013, "gravity": 0.003, "goalPosition": 0.4},
        attributes={"force": 0.0013, "gravity": 0.003, "goal_position": 0.4}), 150),
    (Scenario("MountainCarContinuous-v0", {"goalVelocity": 0.03}, {"goal_velocity": 0.03}), 200),
    (Scenario("MountainCarContinuous-v0", **bounds(-1.1, 0.3)), 150),
    (Scenario(
        "MountainCarContinuous-v0", {"power": 0.002, "goalPosition": 0.4},
        attributes={"power": 0.002, "goal_position": 0.4}), 150),
    (Scenario("Pendulum-v1", {"gravity": 9.81}, {"g": 9.81}), 100),
    (Scenario("Pendulum-v1", {"resetAngle": 0.5, "resetSpeed": 6.0}, options={"x_init": 0.5, "y_init": 6.0}), 60),
    (Scenario(
        "Pendulum-v1", {"mass": 1.3, "length": 0.8, "timeStep": 0.04, "maximumSpeed": 6.0, "maximumTorque": 3.0},
        attributes={"m": 1.3, "l": 0.8, "dt": 0.04, "max_speed": 6.0, "max_torque": 3.0}), 100),
    (Scenario("Acrobot-v1", **bounds(-2.0, 3.0)), 100),
    (Scenario("Acrobot-v1", {"torqueNoise": 0.5}, attributes={"torque_noise_max": 0.5}), 70),
    (Scenario("Acrobot-v1", {"usesPaperEquations": "true"}, attributes={"book_or_nips": "nips"}), 70),
    (Scenario("Acrobot-v1", ACROBOT, attributes=ACROBOT_ATTRIBUTES), 70),
    (rules(natural=False, sab=False), 200),
    (rules(natural=True, sab=False), 700),
    (rules(natural=False, sab=True), 500),
    (rules(natural=True, sab=True), 250),
    (Scenario("FrozenLake-v1", {"isSlippery": "false"}, {"is_slippery": False}), 150),
    (Scenario("FrozenLake-v1", {"successRate": 0.8}, {"success_rate": 0.8}), 150),
    (Scenario("FrozenLake-v1", {"rewardSchedule": "10,-5,-0.5"}, {"reward_schedule": (10, -5, -0.5)}), 150),
    (Scenario("FrozenLake-v1", {"map": "8x8"}, {"map_name": "8x8"}), 150),
    (Scenario("FrozenLake-v1", {"map": "/".join(LAKE)}, {"desc": LAKE}), 200),
    (Scenario("FrozenLake-v1", {"map": "random:6:0.75:11"}, {"desc": generate_random_map(6, 0.75, 11)}), 150),
    (Scenario("CliffWalking-v1", {"isSlippery": "true"}, {"is_slippery": True}), 200),
    (Scenario("Taxi-v4", {"isRainy": "true"}, {"is_rainy": True}), 200),
    (Scenario("Taxi-v4", {"isRainy": "true", "rainyProbability": 0.5}, {"is_rainy": True, "rainy_probability": 0.5}), 200),
    (Scenario("Taxi-v4", {"ficklePassenger": "true"}, {"fickle_passenger": True}), 200),
    (Scenario(
        "Taxi-v4", {"ficklePassenger": "true", "fickleProbability": 0.9, "isRainy": "true"},
        {"fickle_passenger": True, "fickle_probability": 0.9, "is_rainy": True}), 250),
]


def shortest(number):
    """The shortest decimal that reads back as the same float32."""
    if not isinstance(number, np.float32):
        return int(number)
    short = float(str(number))
    assert np.float32(short) == number
    return short


def flat(observation):
    return [shortest(number) for number in np.atleast_1d(np.asarray(observation))]


def run(scenario, steps, index):
    rng = np.random.default_rng(index)
    environment = scenario.make().unwrapped
    observation, _ = environment.reset(seed=index, options=scenario.options)
    observations, probabilities = flat(observation), []
    actions, rewards, ends = [], [], ""
    for _ in range(steps):
        # A pole that never falls would test nothing of the fall.
        is_skilled = scenario.id != "CartPole-v1" and rng.random() < 0.9
        action = skilled(scenario, environment, observation, rng) if is_skilled else sample(environment.action_space, rng)
        observation, reward, terminated, truncated, info = environment.step(action)
        assert not truncated
        actions.append(action if isinstance(action, int) else shortest(action[0]))
        observations += flat(observation)
        rewards.append(float(reward) if reward % 1 else int(reward))
        probabilities.append(float(info.get("prob", 1)))
        ends += "T" if terminated else "."
        if terminated:
            observation, _ = environment.reset(options=scenario.options)
            observations += flat(observation)
    generator = environment.np_random.bit_generator.state
    return {
        "id": scenario.id, "settings": {key: str(value) for key, value in scenario.settings.items()}, "seed": index,
        "actions": actions, "observations": observations, "rewards": rewards, "ends": ends,
        # Only where an outcome was not certain.
        "probabilities": probabilities if set(probabilities) != {1.0} else None,
        "state": hex(generator["state"]["state"]), "spare": generator["uinteger"] if generator["has_uint32"] else None,
    }


def bits(number):
    return struct.unpack("<Q", struct.pack("<d", number))[0]


def checksum(words):
    """FNV-1a with words of 64 bits in the place of bytes."""
    value = 0xCBF29CE484222325
    for word in words:
        value = ((value ^ word) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def table(scenario):
    environment = scenario.make().unwrapped
    states, actions = len(environment.P), len(environment.P[0])
    return {
        "id": scenario.id, "settings": {key: str(value) for key, value in scenario.settings.items()}, "states": states,
        "initial": checksum(bits(number) for number in environment.initial_state_distrib),
        "actions": [
            checksum(
                word
                for state in range(states)
                for probability, following, reward, terminated in environment.P[state][action]
                for word in (bits(probability), int(following), bits(reward), int(terminated)))
            for action in range(actions)
        ],
    }


MAPS = [
    (2, 0.5, 0), (3, 0.6, 1), (4, 0.8, 2), (4, 0.35, 3), (5, 0.7, 4), (8, 0.8, 5), (8, 0.65, 6), (8, 1.0, 7),
    (10, 0.9, 2**63), (13, 0.75, 2**32), (20, 0.8, 123456789),
]


def write(name, rows):
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    (FOLDER / name).write_text(f"[\n{lines}\n]\n")


def main():
    write("configurations.json", [run(scenario, steps, index) for index, (scenario, steps) in enumerate(CASES)])
    toys = [Scenario("FrozenLake-v1"), Scenario("CliffWalking-v1"), Scenario("Taxi-v4")]
    toys += [case for case, _ in CASES if case.id in {"FrozenLake-v1", "CliffWalking-v1", "Taxi-v4"}]
    write("tables.json", [table(scenario) for scenario in toys])
    taxi = Scenario("Taxi-v4").make().unwrapped
    write("masks.json", ["".join(str(int(bit)) for bit in taxi.action_mask(state)) for state in range(500)])
    maps = [(size, frozen, seed, generate_random_map(size, frozen, seed)) for size, frozen, seed in MAPS]
    write("maps.json", [dict(zip(("size", "frozen", "seed", "rows"), map)) for map in maps])


if __name__ == "__main__":
    main()
