"""Updates per second of behaviour cloning by the package imitation: its own trainer with its own settings, a network with
two hidden layers of 32, batches of 32, one thread, on as many random steps with 8 numbers and 4 actions. Prints the
median of five runs, each of one epoch."""

import logging
import statistics
import time

import gymnasium
import numpy
import torch
from imitation.algorithms import bc
from imitation.data import types
from imitation.util import logger

torch.set_num_threads(1)
logging.disable(logging.CRITICAL)
steps, batch = 20_000, 32
rng = numpy.random.default_rng(0)
observations = rng.normal(size=(steps, 8)).astype(numpy.float32)
trainer = bc.BC(
    observation_space=gymnasium.spaces.Box(-10, 10, (8,), numpy.float32),
    action_space=gymnasium.spaces.Discrete(4),
    demonstrations=types.Transitions(
        obs=observations,
        acts=rng.integers(0, 4, size=steps),
        infos=numpy.array([{}] * steps),
        next_obs=observations,
        dones=numpy.zeros(steps, dtype=bool),
    ),
    batch_size=batch,
    rng=rng,
    custom_logger=logger.configure(None, []),
)

rates = []
for _ in range(5):
    started = time.perf_counter()
    trainer.train(n_epochs=1, progress_bar=False, log_interval=10**9)
    rates.append(steps // batch / (time.perf_counter() - started))
print(round(statistics.median(rates)))
