"""How well anything can tell what follows from an observation and an action: large networks, learned from datasets.

What a task does not show, such as the ground beneath a lander or how long it has lain still, nothing can foretell. Each
dataset's episodes are divided, three to one; networks of 256 × 256 learn the changes and the ends of the larger part,
and their errors on the smaller are printed: those of each number in units of its deviation among the states, and the
best F1 of the ends over all thresholds.

  palaestra record LunarLander-v3 --policy RUN --episodes 600 --out ./own-v0
  palaestra record LunarLander-v3 --policy random --episodes 1500 --out ./chance-v0
  python3 Benchmarks/foresight_limit.py own-v0 chance-v0
"""

import sys

import h5py
import numpy
import torch


def transitions(folder):
    """States, actions as ones among zeros, successors, ends, and whether each is of the smaller part."""
    parts = []
    with h5py.File(f"{folder}/data/main_data.hdf5") as file:
        for number, name in enumerate(sorted(name for name in file if name.startswith("episode_"))):
            episode = file[name]
            states, actions = episode["observations"][:], episode["actions"][:]
            heldout = numpy.full(len(actions), number % 4 == 0)
            parts.append((states[:-1], actions, states[1:], episode["terminations"][:], heldout))
    states, actions, successors, ends, heldout = (numpy.concatenate(part) for part in zip(*parts))
    return states, numpy.eye(actions.max() + 1)[actions], successors, ends, heldout


def learn(inputs, targets, loss, updates, draw):
    network = torch.nn.Sequential(
        torch.nn.Linear(inputs.shape[1], 256), torch.nn.ReLU(), torch.nn.Linear(256, 256), torch.nn.ReLU(),
        torch.nn.Linear(256, targets.shape[1]),
    )
    optimizer = torch.optim.Adam(network.parameters(), 1e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, updates)
    for _ in range(updates):
        rows = draw()
        optimizer.zero_grad()
        loss(network(inputs[rows]), targets[rows]).backward()
        optimizer.step()
        schedule.step()
    return network


def main(folders):
    torch.manual_seed(0)
    for folder in folders:
        states, actions, successors, ends, heldout = transitions(folder)
        scaled = (states - states.mean(0)) / states.std(0)
        inputs = torch.tensor(numpy.concatenate([scaled, actions], 1), dtype=torch.float32)
        units = numpy.abs(successors - states).mean(0)
        changes = torch.tensor((successors - states) / units, dtype=torch.float32)
        flags = torch.tensor(ends[:, None], dtype=torch.float32)
        seen, unseen = torch.tensor(~heldout), torch.tensor(heldout)
        count, places = int(seen.sum()), torch.nonzero(flags[seen][:, 0])[:, 0]

        def any_rows():
            return torch.randint(count, (256,))

        def rows_with_ends():
            return torch.cat([torch.randint(count, (224,)), places[torch.randint(len(places), (32,))]])

        mover = learn(inputs[seen], changes[seen], torch.nn.functional.huber_loss, 12_000, any_rows)
        ender = learn(
            inputs[seen], flags[seen], torch.nn.functional.binary_cross_entropy_with_logits, 6_000, rows_with_ends)
        with torch.no_grad():
            foretold = states[heldout] + mover(inputs[unseen]).numpy() * units
            logits = ender(inputs[unseen])[:, 0].numpy()
        errors = numpy.abs(foretold - successors[heldout]).mean(0) / states[heldout].std(0)
        truth = ends[heldout]
        edges = numpy.quantile(logits, numpy.linspace(0.9, 0.9999, 200))
        best = max(2 * ((logits > edge) & truth).sum() / ((logits > edge).sum() + truth.sum()) for edge in edges)
        print(f"{folder}: {len(states)} steps, {ends.sum()} of them ends")
        print("  errors in % of deviations:", " ".join(f"{100 * error:.2f}" for error in errors))
        print(f"  F1 of ends: {best:.3f}")


main(sys.argv[1:])
