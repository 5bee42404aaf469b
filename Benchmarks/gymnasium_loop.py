"""Steps per second of Gymnasium's own loop, for the tasks that Palaestra has too.

    pip install "gymnasium[box2d,classic-control,toy-text]"
    python gymnasium_loop.py [task ...]

Prints a line per task: its id, and the median of five runs of a single environment with random actions drawn beforehand,
resets included. Gymnasium's vector environments are measured as well where they are faster (CartPole's own one).
"""

import statistics
import sys
import time

import gymnasium
import numpy

TASKS = [
    "CartPole-v1", "MountainCar-v0", "MountainCarContinuous-v0", "Acrobot-v1", "Pendulum-v1", "Blackjack-v1",
    "FrozenLake-v1", "CliffWalking-v1", "Taxi-v4", "LunarLander-v3", "BipedalWalker-v3", "CarRacing-v3",
]


def single_rate(task: str, seconds: float = 0.5) -> float:
    environment = gymnasium.make(task)
    environment.action_space.seed(0)
    actions = [environment.action_space.sample() for _ in range(1024)]
    environment.reset(seed=0)
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for action in actions:
            _, _, terminated, truncated, _ = environment.step(action)
            if terminated or truncated:
                environment.reset()
        steps += len(actions)
    return steps / (time.perf_counter() - start)


def vector_rate(task: str, count: int = 64, seconds: float = 0.5) -> float:
    mode = "vector_entry_point" if task.startswith("CartPole") else "sync"
    environments = gymnasium.make_vec(task, num_envs=count, vectorization_mode=mode)
    environments.action_space.seed(0)
    actions = [environments.action_space.sample() for _ in range(64)]
    environments.reset(seed=0)
    steps, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for action in actions:
            environments.step(action)
        steps += len(actions) * count
    return steps / (time.perf_counter() - start)


def main() -> None:
    print(f"# gymnasium {gymnasium.__version__}, numpy {numpy.__version__}")
    for task in sys.argv[1:] or TASKS:
        single = statistics.median(single_rate(task) for _ in range(5))
        vector = statistics.median(vector_rate(task) for _ in range(5))
        print(f"{task} {max(single, vector):.0f}", flush=True)


if __name__ == "__main__":
    main()
