"""Kills Palaestra at random moments while it records, and looks for what is lost.

    pip install "minari[hdf5]==0.5.4"
    python Tests/peers/minari_kills.py .build/release/palaestra [episodes] [kills]

Records episodes of cart-pole to one dataset, 10 000 in all, and meanwhile kills the recording process (SIGKILL) 20 times.
After each kill the file is first read by h5py as the kill left it, without anything being put right, and then by
Palaestra: every episode that the metadata counted must be there, with the numbers that it had after the kill before. At
the end Minari reads the whole dataset. Prints a line for each kill; exits with 1 if anything is lost.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zlib

import h5py
import numpy as np

DATASET = "poles/killed-v0"


def start(program: str, episodes: int) -> subprocess.Popen:
    return subprocess.Popen(
        [program, "record", "CartPole-v1", "--policy", "random", "--out", DATASET, "--episodes", str(episodes)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def counted(data: pathlib.Path) -> int:
    try:
        return json.loads((data / "metadata.json").read_text())["total_episodes"]
    except FileNotFoundError:
        return 0


def read_by_h5py(data: pathlib.Path) -> str:
    """How many episodes h5py finds as things stand, and whether it can read them all."""
    journal = data / "main_data.hdf5.journal"
    state = "a journal to be carried out" if journal.exists() and journal.stat().st_size else "no journal"
    try:
        with h5py.File(data / "main_data.hdf5") as file:
            for index in range(len(file)):
                group = file[f"episode_{index}"]
                assert len(group["observations"]) == len(group["rewards"]) + 1 == group.attrs["total_steps"] + 1
                group["observations"][()], group["actions"][()], group["rewards"][()], group["terminations"][()]
            return f"h5py reads {len(file)} ({state})"
    except Exception as error:
        return f"h5py FAILS with {error!r} ({state})"


def read_here(program: str) -> list[dict]:
    output = subprocess.run(
        [program, "datasets", "show", DATASET, "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(output)["episodes"]


def main() -> int:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    total, kills = (int(text) for text in (sys.argv[2:] + ["10000", "20"][len(sys.argv) - 2:]))
    chance, lost, before = random.Random(0), 0, []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINARI_DATASETS_PATH"] = folder
        data = pathlib.Path(folder) / DATASET / "data"
        for kill in range(1, kills + 1):
            process = start(program, total)
            # About the same number of episodes between two kills, wherever the last of them is by then.
            goal = counted(data) + chance.randint(1, 2 * total // kills - 1)
            while counted(data) < min(goal, total - 1) and process.poll() is None:
                time.sleep(0.001)
            time.sleep(chance.uniform(0, 0.005))
            process.kill()
            process.wait()
            safe, direct = counted(data), read_by_h5py(data)
            episodes = read_here(program)
            problems = []
            if not safe <= len(episodes) <= safe + 1:
                problems.append(f"{safe} were counted")
            if episodes[:len(before)] != before:
                problems.append("earlier ones have changed")
            if [episode["seed"] for episode in episodes] != list(range(len(episodes))):
                problems.append("seeds are missing")
            lost += len(problems)
            before = episodes
            print(f"kill {kill}: {len(episodes)} episodes, {safe} counted; {direct}; {'; '.join(problems) or 'all there'}",
                  flush=True)
        if len(before) < total:
            start(program, total - len(before)).wait()
        import minari
        dataset = minari.load_dataset(DATASET)
        said = read_here(program)
        same = len(dataset) == len(said) and all(
            zlib.crc32(np.ascontiguousarray(episode.observations).tobytes()) == other["observations"]
            and zlib.crc32(np.ascontiguousarray(episode.rewards).tobytes()) == other["rewards"]
            for episode, other in zip(dataset.iterate_episodes(), said))
        lost += not same or said[:len(before)] != before
        print(f"Minari reads {len(dataset)} episodes, {'as' if same else 'OTHERWISE THAN'} Palaestra does")
    return int(lost > 0)


sys.exit(main())
