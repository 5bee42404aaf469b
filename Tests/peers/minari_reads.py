"""Holds the datasets that Palaestra records and reads against Python's Minari.

    pip install "minari[create,hdf5]==0.5.4" "gymnasium[box2d]==1.4.0"
    python Tests/peers/minari_reads.py .build/release/palaestra

Records datasets of every kind of space, and checks that Minari lists, loads, samples, iterates and appends to them, with
the numbers that Palaestra says they have, and makes their environments again; recorded episodes of classic control and
toy text must come out the same in Gymnasium's environment. Then lets Minari's DataCollector record, and checks that
Palaestra reads the same numbers, plays them again, and goes on where it stopped. Prints a line for each check; exits with
1 if anything differs.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import warnings
import zlib

import gymnasium as gym
import h5py
import numpy as np

warnings.filterwarnings("ignore")

RECORDED = [
    # Environment, policy, episodes, more arguments; whether Gymnasium's physics is the same.
    ("CartPole-v1", "heuristic", 3, [], True), ("CartPole-v1", "random", 40, [], True),
    ("MountainCarContinuous-v0", "heuristic", 2, [], True), ("Pendulum-v1", "random", 2, ["gravity=9.81"], True),
    ("Acrobot-v1", "random", 2, [], False), ("Blackjack-v1", "heuristic", 30, [], True),
    ("FrozenLake-v1", "random", 10, ["isSlippery=false", "map=SFF/FHF/FFG"], True), ("Taxi-v4", "random", 2, [], True),
    ("CliffWalkingSlippery-v1", "random", 1, [], True), ("LunarLander-v3", "heuristic", 3, ["enableWind=true"], False),
    ("LunarLanderContinuous-v3", "heuristic", 2, [], False), ("BipedalWalker-v3", "heuristic", 1, [], False),
    ("CarRacing-v3", "heuristic", 1, [], False), ("CarRacing-v3", "random", 1, ["continuous=false"], False),
    ("CartPoleBox2D-v0", "heuristic", 1, [], None), ("CartPole-v1", "random", 2, ["gravity=1.6"], None),
]

failures = 0


def check(name: str, problem: str | None) -> None:
    global failures
    failures += problem is not None
    print(f"{name}: {problem or 'ok'}", flush=True)


def run(program: str, *arguments: str) -> str:
    result = subprocess.run([program, *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        raise RuntimeError(f"palaestra {' '.join(arguments)}: {result.stderr}")
    return result.stdout


def show(program: str, dataset: str) -> dict:
    return json.loads(run(program, "datasets", "show", dataset, "--json"))


def rows(values, space) -> np.ndarray:
    """Elements as Palaestra holds them: tuples side by side."""
    if isinstance(space, gym.spaces.Tuple):
        return np.stack([np.asarray(part) for part in values], axis=1)
    return np.asarray(values)


def checksum(values: np.ndarray, dtype) -> int:
    return zlib.crc32(np.ascontiguousarray(values, dtype=dtype).tobytes())


def in_memory(space):
    if isinstance(space, gym.spaces.Box):
        return np.uint8 if space.dtype == np.uint8 else np.float32
    return np.int64


def difference(dataset, description: dict) -> str | None:
    """What Minari reads otherwise than Palaestra."""
    if len(dataset) != description["total_episodes"] or dataset.total_steps != description["total_steps"]:
        return f"Minari counts {len(dataset)} episodes of {dataset.total_steps} steps"
    metadata = dataset.storage.get_episode_metadata(range(len(dataset)))
    for episode, extra, said in zip(dataset.iterate_episodes(), metadata, description["episodes"]):
        observations = rows(episode.observations, dataset.observation_space)
        ending = "terminated" if episode.terminations[-1] else "truncated" if episode.truncations[-1] else "running"
        found = (
            len(episode), extra.get("seed"), ending,
            checksum(observations, in_memory(dataset.observation_space)),
            checksum(rows(episode.actions, dataset.action_space), in_memory(dataset.action_space)),
            checksum(episode.rewards, np.float64))
        expected = tuple(said.get(key) for key in ("length", "seed", "ending", "observations", "actions", "rewards"))
        if found != expected:
            return f"episode {said['index']} is {found} to Minari and {expected} to Palaestra"
        if episode.terminations.dtype != bool or episode.truncations.dtype != bool:
            return f"the flags of episode {said['index']} are {episode.terminations.dtype}"
        if len(observations) != len(episode) + 1 or abs(episode.rewards.sum() - said["return"]) > 1e-6:
            return f"episode {said['index']} has {len(observations)} observations, return {episode.rewards.sum()}"
    return None


def replayed(dataset) -> str | None:
    """What comes out otherwise in Gymnasium's environment."""
    environment = dataset.recover_environment()
    for episode, extra in zip(dataset.iterate_episodes(), dataset.storage.get_episode_metadata(range(len(dataset)))):
        expected = rows(episode.observations, dataset.observation_space)
        observation, _ = environment.reset(seed=extra["seed"])
        for step, action in enumerate(episode.actions):
            if not np.array_equal(np.asarray(observation), expected[step]):
                return f"episode {episode.id}, step {step}: {observation} instead of {expected[step]}"
            observation, reward, terminated, truncated, _ = environment.step(action)
            if reward != episode.rewards[step]:
                return f"episode {episode.id}, step {step}: reward {reward} instead of {episode.rewards[step]}"
        if terminated != episode.terminations[-1]:
            return f"episode {episode.id} ends otherwise"
    return None


def recovered(dataset, has_counterpart: bool) -> str | None:
    if not has_counterpart:
        try:
            dataset.recover_environment()
        except gym.error.Error:
            return None
        return "Gymnasium makes an environment that is another task"
    environment = dataset.recover_environment()
    spaces = (environment.observation_space, environment.action_space)
    if spaces != (dataset.observation_space, dataset.action_space):
        return f"the environment exchanges {spaces}"
    return None


def recorded_here(program: str, minari) -> None:
    for index, (environment, policy, episodes, changes, is_same) in enumerate(RECORDED):
        name = f"{environment}/{policy}-v{index}"
        settings = [word for change in changes for word in ("--env-set", change)]
        run(program, "record", environment, "--policy", policy, "--out", name, "--episodes", str(episodes),
            "--seed", "11", "--author", "Zoë", *settings)
        dataset = minari.load_dataset(name)
        check(f"{name} is read", difference(dataset, show(program, name)))
        check(f"{name} is recovered", recovered(dataset, is_same is not None))
        if is_same:
            check(f"{name} comes out the same", replayed(dataset))
        sampled = dataset.sample_episodes(min(2, episodes))
        check(f"{name} is sampled", None if len(sampled) == min(2, episodes) else "too few")
    listed = minari.list_local_datasets()
    lines = json.loads(run(program, "datasets", "list", "--json"))
    said = {line["id"]: line for line in lines if not line["id"].startswith("bundled/")}
    same = listed.keys() == said.keys() and all(
        (listed[name]["total_episodes"], listed[name]["total_steps"]) == (line["episodes"], line["steps"])
        for name, line in said.items())
    check("all are listed", None if same and len(listed) == len(RECORDED) else f"{sorted(listed)} and {sorted(said)}")
    check("namespaces are known", None if "CartPole-v1" in minari.namespace.list_local_namespaces() else "they are not")


def edited_here(program: str, minari) -> None:
    run(program, "datasets", "merge", "CartPole-v1/random-v1", "CartPole-v1/heuristic-v0", "--out", "poles/all-v0")
    merged = minari.load_dataset("poles/all-v0")
    check("a merged dataset is read", difference(merged, show(program, "poles/all-v0")))
    parts = ["CartPole-v1/random-v1", "CartPole-v1/heuristic-v0"]
    check("it says what it is made of", None if merged.combined_datasets == parts else str(merged.combined_datasets))
    again = minari.combine_datasets([minari.load_dataset(part) for part in parts], "poles/theirs-v0")
    check("Minari merges the same", None if again.total_steps == merged.total_steps else str(again.total_steps))
    check("and is read", difference(again, show(program, "poles/theirs-v0")))


class Doubles(gym.ObservationWrapper):
    """Observes in double precision."""

    def __init__(self, environment):
        super().__init__(environment)
        space = environment.observation_space
        self.observation_space = gym.spaces.Box(space.low, space.high, dtype=np.float64)

    def observation(self, observation):
        return np.asarray(observation, dtype=np.float64)


def collected_there(program: str, minari) -> None:
    made = [
        ("CartPole-v1", {}, []), ("Pendulum-v1", {}, []), ("Blackjack-v1", {}, []), ("Taxi-v4", {}, []),
        ("LunarLander-v3", {}, []), ("CarRacing-v3", {"max_episode_steps": 60}, []), ("CartPole-v1", {}, [Doubles]),
    ]
    for index, (environment, arguments, wrappers) in enumerate(made):
        name = f"{environment}/collected-v{index}"
        inner = gym.make(environment, **arguments)
        for wrapper in wrappers:
            inner = wrapper(inner)
        collector = minari.DataCollector(inner, jpeg_encoding=False, record_infos=environment == "Taxi-v4")
        collector.action_space.seed(5)
        for seed in (3, 4, 2**62):
            collector.reset(seed=seed)
            done = False
            while not done:
                _, _, terminated, truncated, _ = collector.step(collector.action_space.sample())
                done = terminated or truncated
        collector.create_dataset(name, algorithm_name="chance")
        dataset = minari.load_dataset(name)
        check(f"{name}, which Minari wrote, is read", difference(dataset, show(program, name)))
        if environment in ("CartPole-v1", "Pendulum-v1", "Taxi-v4"):
            played = json.loads(run(program, "eval", environment, "--policy", f"{name}#2", "--json"))
            said = show(program, name)["episodes"][2]
            check(f"{name} comes out the same here", None if (played["mean_return"], played["mean_length"]) == (
                said["return"], said["length"]) else f"{played} instead of {said}")
        if not wrappers and not arguments:
            run(program, "record", environment, "--policy", "random", "--out", name, "--episodes", "12")
            dataset = minari.load_dataset(name)
            check(f"{name} is gone on with", difference(dataset, show(program, name)) or (
                None if len(dataset) == 15 else f"{len(dataset)} episodes"))
            buffer = minari.data_collector.EpisodeBuffer(
                id=None, observations=dataset[0].observations, actions=dataset[0].actions,
                rewards=list(dataset[0].rewards), terminations=list(dataset[0].terminations),
                truncations=list(dataset[0].truncations), infos=None)
            dataset.update_dataset_from_buffer([buffer])
            dataset = minari.load_dataset(name)
            check(f"{name} is gone on with there", difference(dataset, show(program, name)) or (
                None if len(dataset) == 16 else f"{len(dataset)} episodes"))


class Pictures(gym.ObservationWrapper):
    """Shows a part of the picture, in colour or grey, which may be always the first."""

    def __init__(self, environment, shape, stands_still=False):
        super().__init__(environment)
        self.observation_space = gym.spaces.Box(0, 255, shape, dtype=np.uint8)
        self.stands_still, self.first = stands_still, None

    def observation(self, observation):
        rows, columns, *colors = self.observation_space.shape
        picture = observation[-rows:, :columns] if colors else observation[-rows:, :columns].mean(axis=2).astype(np.uint8)
        self.first = picture if self.first is None else self.first
        return self.first if self.stands_still else picture


def pictures_there(program: str, minari) -> None:
    made = [((96, 96, 3), False, {}), ((96, 96), False, {}), ((67, 45, 3), False, {"continuous": False}),
            ((96, 90, 3), True, {}), ((33, 35), True, {}), ((32, 95, 3), False, {"lap_complete_percent": 0.5})]
    for index, (shape, stands_still, arguments) in enumerate(made):
        name = f"cars/jpeg-v{index}"
        inner = Pictures(gym.make("CarRacing-v3", max_episode_steps=400, **arguments), shape, stands_still)
        collector = minari.DataCollector(inner)
        collector.action_space.seed(index)
        for seed in range(2):
            collector.reset(seed=seed)
            done = False
            while not done:
                _, _, terminated, truncated, _ = collector.step(collector.action_space.sample())
                done = terminated or truncated
        collector.create_dataset(name)
        dataset = minari.load_dataset(name)
        check(f"{name}, JPEG of shape {shape}, is read", difference(dataset, show(program, name)))
        run(program, "datasets", "merge", name, "--out", f"cars/copy-v{index}")
        copy = minari.load_dataset(f"cars/copy-v{index}")
        said = show(program, name)
        check(f"{name} is copied", difference(copy, said) or (
            "as JPEG" if copy.storage.jpeg_encoding else None))
    played = json.loads(run(program, "eval", "CarRacing-v3", "--policy", "cars/jpeg-v0#1", "--json"))
    check("JPEG is played again", None if played["seed"] == 1 else f"{played}")
    result = subprocess.run(
        [program, "record", "CarRacing-v3", "--policy", "random", "--out", "cars/jpeg-v0", "--episodes", "1"],
        capture_output=True, text=True)
    said = result.returncode == 1 and "stores its pictures as JPEG" in result.stderr
    check("JPEG is not gone on with, in words", None if said else result.stderr)


def sizes(root: pathlib.Path) -> None:
    for index, (environment, policy, *_) in enumerate(RECORDED):
        name = f"{environment}/{policy}-v{index}"
        path = root / name / "data" / "main_data.hdf5"
        with h5py.File(path) as file:
            steps = sum(int(group.attrs["total_steps"]) for group in file.values())
            print(f"{name}: {path.stat().st_size / steps:.1f} bytes a step, {len(file)} episodes of {steps} steps")


def main() -> int:
    program = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)).resolve())
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINARI_DATASETS_PATH"] = folder
        import minari
        import minari.namespace
        recorded_here(program, minari)
        sizes(pathlib.Path(folder))
        edited_here(program, minari)
        collected_there(program, minari)
        pictures_there(program, minari)
    print(f"{failures} checks failed" if failures else "all is the same")
    return int(failures > 0)


sys.exit(main())
