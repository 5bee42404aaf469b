"""Steps per second of a whole run of Stable-Baselines3's PPO on BipedalWalker-v3, with the settings of its Zoo.

    python3 Benchmarks/ppo_run.py [steps] [threads] [dummy|subprocess]

Prints the median over rollouts of the steps of a rollout over the seconds that it and its updates took.
"""

import statistics
import sys
import time

import gymnasium
import torch
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import BaseCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.vec_env import DummyVecEnv, SubprocVecEnv, VecNormalize

steps = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
torch.set_num_threads(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
kind = SubprocVecEnv if len(sys.argv) > 3 and sys.argv[3] == "subprocess" else DummyVecEnv


class Rates(BaseCallback):
    def __init__(self):
        super().__init__()
        self.rates, self.last = [], None

    def _on_rollout_start(self):
        now = time.perf_counter()
        if self.last is not None:
            self.rates.append(self.model.n_steps * self.model.n_envs / (now - self.last))
        self.last = now

    def _on_step(self):
        return True


if __name__ == "__main__":
    environments = VecNormalize(make_vec_env("BipedalWalker-v3", 32, vec_env_cls=kind), gamma=0.999)
    agent = PPO(
        "MlpPolicy", environments, n_steps=2048, batch_size=64, gae_lambda=0.95, gamma=0.999, n_epochs=10,
        ent_coef=0.0, learning_rate=2.5e-4, clip_range=0.18, device="cpu",
    )  # fmt: skip
    rates = Rates()
    agent.learn(steps, callback=rates)
    print(round(statistics.median(rates.rates)) if rates.rates else "one rollout is 65536 steps: ask for more")
