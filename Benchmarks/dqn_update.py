"""Updates per second of a DQN with the network 8-256-256-4 on batches of 128, in PyTorch, one thread, eagerly and with
the gradient clipped by norm, as Stable-Baselines3 does. Prints the median of seven runs."""

import statistics
import time

import torch

torch.set_num_threads(1)
batch, repeats = 128, 200


def network():
    layer, relu = torch.nn.Linear, torch.nn.ReLU
    return torch.nn.Sequential(layer(8, 256), relu(), layer(256, 256), relu(), layer(256, 4))


online, target = network(), network()
optimizer = torch.optim.Adam(online.parameters(), lr=6.3e-4)
observations, next_observations = torch.rand(batch, 8), torch.rand(batch, 8)
rewards, actions = torch.rand(batch), torch.arange(batch) % 4


def update():
    with torch.no_grad():
        targets = rewards + 0.99 * target(next_observations).max(dim=1).values
    estimates = online(observations).gather(1, actions[:, None])[:, 0]
    loss = torch.nn.functional.smooth_l1_loss(estimates, targets)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(online.parameters(), 10)
    optimizer.step()


rates = []
for _ in range(7):
    started = time.perf_counter()
    for _ in range(repeats):
        update()
    rates.append(repeats / (time.perf_counter() - started))
print(round(statistics.median(rates)))
