"""Makes the HDF5 files of ForeignFileTests: what others store otherwise than Palaestra, and what must not be followed.

python make_foreign.py  # in this folder; needs h5py and numpy
"""
import h5py
import numpy as np

STEPS = 600
OBSERVATIONS = (np.arange(2 * (STEPS + 1)).reshape(STEPS + 1, 2) / 8).astype("float32")
ACTIONS = np.arange(STEPS, dtype="int64") % 3
REWARDS = np.arange(STEPS) / 4
ENDS = np.arange(STEPS) == STEPS - 1


def episode(group, steps=STEPS, **storage):
    group.attrs["id"] = 0
    group.attrs["total_steps"] = steps
    group.attrs["seed"] = 7
    arrays = dict(observations=OBSERVATIONS[: steps + 1], actions=ACTIONS[:steps], rewards=REWARDS[:steps],
                  terminations=ENDS[STEPS - steps:], truncations=np.zeros(steps, bool))
    for name, array in arrays.items():
        group.create_dataset(name, data=array, **storage)
    return group


def make(name, change=lambda file: None, steps=3, libver=None, **storage):
    with h5py.File(f"{name}.hdf5", "w", libver=libver) as file:
        episode(file.create_group("episode_0"), steps, **storage)
        change(file)


def replace(path, **arguments):
    def change(file):
        del file[path]
        file.create_dataset(path, **arguments)
    return change


def soft_rewards(file):
    file["episode_0/kept"] = file["episode_0/rewards"]
    del file["episode_0/rewards"]
    file["episode_0/rewards"] = h5py.SoftLink("/episode_0/kept")


def external_rewards(file):
    del file["episode_0/rewards"]
    file["episode_0/rewards"] = h5py.ExternalLink("plain.hdf5", "/episode_0/rewards")


def external_episode(file):
    file["episode_1"] = h5py.ExternalLink("plain.hdf5", "/episode_0")


def virtual_rewards(file):
    del file["episode_0/rewards"]
    layout = h5py.VirtualLayout(shape=(3,), dtype="f8")
    layout[:] = h5py.VirtualSource("plain.hdf5", "episode_0/rewards", shape=(3,))
    file["episode_0"].create_virtual_dataset("rewards", layout)


def unknown_filter(file):
    # As zstd's, but optional for who writes, so that no plugin is needed here.
    del file["episode_0/rewards"]
    creation = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    creation.set_chunk((3,))
    creation.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,))
    space = h5py.h5s.create_simple((3,))
    array = h5py.h5d.create(file["episode_0"].id, b"rewards", h5py.h5t.IEEE_F64LE, space, creation)
    array.write(h5py.h5s.ALL, h5py.h5s.ALL, REWARDS[:3].copy())


def version_0_4(file):
    space = '{"type": "Box", "dtype": "float32", "shape": [2], "low": [-1.0, -1.0], "high": [1.0, 1.0]}'
    attributes = dict(
        observation_space=space, action_space='{"type": "Discrete", "dtype": "int64", "start": 0, "n": 3}',
        dataset_id="walks-v0", env_spec='{"id": "Walk-v0"}', minari_version="0.4.3", author="Ann; Bo",
        author_email="ann@example.org", algorithm_name="chance", code_permalink="https://example.org",
        total_episodes=np.int64(1), total_steps=np.int64(3))
    for name, value in attributes.items():
        file.attrs[name] = value


make("plain")
make("minari-0.4", version_0_4)
make("lzf", steps=150, compression="lzf")
make("newer", libver="v200")
make("unwritten", replace("episode_0/rewards", shape=(3,), dtype="f8", chunks=(2,)))
make("zstd", unknown_filter)
make("soft-link", soft_rewards)
make("external-link", external_rewards)
make("external-episode", external_episode)
make("external-storage", replace("episode_0/rewards", shape=(3,), dtype="f8", external=[("plain.hdf5", 0, 24)]))
make("virtual", virtual_rewards)
make("endless", replace("episode_0/rewards", shape=(2**63 - 1,), dtype="f8", chunks=(1,)))
make("large-pieces", replace("episode_0/rewards", shape=(3,), maxshape=(None,), dtype="f8", chunks=(2**27,)))
make("far-number", lambda file: file.move("episode_0", "episode_100000000"))
make("unfolding", replace("episode_0/rewards", shape=(2**28,), dtype="f8", chunks=(2**20,), compression="gzip"))
