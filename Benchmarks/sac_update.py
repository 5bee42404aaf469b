"""Updates per second of Stable-Baselines3's SAC on BipedalWalker-v3, hidden layers of 256 and 256, batches of 256, one
thread: `train`, which draws its batches from a replay of 1000 steps. Prints the median of seven runs."""

import statistics
import time

import torch
from stable_baselines3 import SAC

torch.set_num_threads(1)
repeats = 50
agent = SAC("MlpPolicy", "BipedalWalker-v3", learning_starts=10_000, buffer_size=10_000, device="cpu")
agent.learn(1000)
rates = []
for _ in range(7):
    started = time.perf_counter()
    agent.train(gradient_steps=repeats, batch_size=256)
    rates.append(repeats / (time.perf_counter() - started))
print(round(statistics.median(rates)))
