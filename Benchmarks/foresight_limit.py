"""How well anything can tell what follows from an observation and an action: large networks, learned from all there is.

What a task does not show, such as the ground beneath a lander or how long it has lain still, nothing can foretell; and
where few episodes have ended, nothing can know well where the edges are. Networks of 256 × 256 learn the changes and
the ends of one part of the steps, and their errors on the other are printed: those of each number in units of its
deviation among the states, and the F1 of the ends, where they are more probable than not and at the best threshold.

Of a dataset every fourth episode is held out, of a run with `--agent clm` every tenth step, as there; the run must have
acted in one environment, and remember all of its steps (`worldCapacity`).

  palaestra record LunarLander-v3 --policy RUN --episodes 600 --out ./own-v0
  palaestra record LunarLander-v3 --policy random --episodes 1500 --out ./chance-v0
  python3 Benchmarks/foresight_limit.py own-v0 chance-v0 RUN
"""

import pathlib
import sys

import h5py
import numpy
import safetensors.numpy
import torch


def transitions(folder):
    """States, actions as ones among zeros, successors, ends, and whether each is held out."""
    checkpoint = pathlib.Path(folder) / "checkpoint.safetensors"
    return of_run(checkpoint) if checkpoint.exists() else of_dataset(folder)


def of_run(checkpoint):
    found = safetensors.numpy.load_file(checkpoint)
    capacity, environments = found["learner/history/layout"][:2]
    if environments != 1 or found["learner/history/step_count"] > capacity:
        raise SystemExit(f"{checkpoint} remembers {capacity} steps of {environments} environments, not all of one.")
    actions, statuses = found["learner/history/actions"][:, 0, 0], found["learner/history/statuses"][:, 0]
    observations = found["learner/history/observations"][:, 0]
    states, successors = observations[: len(actions)], observations[1 : len(actions) + 1].copy()
    successors[statuses > 0] = found["learner/history/final_observations"]
    heldout = numpy.arange(len(actions)) % 10 == 9
    return states, numpy.eye(actions.max() + 1)[actions], successors, statuses == 1, heldout


def of_dataset(folder):
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
        # Ends were drawn more often than they come.
        even = numpy.log(32 / 256 / flags[seen].mean().item())

        def score(edge):
            return 2 * ((logits > edge) & truth).sum() / ((logits > edge).sum() + truth.sum())

        best = max(score(edge) for edge in numpy.quantile(logits, numpy.linspace(0.9, 0.9999, 200)))
        print(f"{folder}: {len(states)} steps, {ends.sum()} of them ends, {truth.sum()} held out")
        print("  errors in % of deviations:", " ".join(f"{100 * error:.2f}" for error in errors))
        print(f"  F1 of ends: {score(even):.3f}, at the best threshold {best:.3f}")


main(sys.argv[1:])
