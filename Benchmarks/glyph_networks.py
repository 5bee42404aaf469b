"""Accuracy and speed of prototypical, matching and Siamese networks in PyTorch on the letters of the family `glyphs`: the same
pictures, the same embedding, as many meta-steps by the same schedule, and, drawn by the same stream of NumPy, the same test
episodes as `palaestra meta eval RUN --episodes 1000 --seed 7000000`.

    Benchmarks/run glyph-pictures glyphs.safetensors
    python3 Benchmarks/glyph_networks.py glyphs.safetensors [--method prototypical] [--ways 5] [--shots 1] [--steps 4000]
"""

import argparse
import time

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.numpy import load_file

options = argparse.ArgumentParser()
options.add_argument("pictures")
options.add_argument("--method", choices=["prototypical", "matching", "siamese"], default="prototypical")
options.add_argument("--ways", type=int, default=5)
options.add_argument("--shots", type=int, default=1)
options.add_argument("--training-ways", type=int, default=60)
options.add_argument("--queries", type=int, default=5)
options.add_argument("--steps", type=int, default=4000)
options.add_argument("--channels", type=int, default=32)
options.add_argument("--seed", type=int, default=0)
options.add_argument("--episodes", type=int, default=1000)
options.add_argument("--pixels", action="store_true", help="judge the nearest pictures by the cosine, without a network")
options = options.parse_args()

torch.set_num_threads(1)
torch.manual_seed(options.seed)
parts = load_file(options.pictures)


def episode(part, ways, shots, queries, generator):
    """Support and query pictures, classes one after the other, as the family draws them."""
    classes = generator.choice(len(parts[part]), ways, replace=False)
    pictures = [parts[part][index][generator.choice(20, shots + queries, replace=False)] for index in classes]
    pictures = torch.from_numpy(np.stack(pictures)).float() / 255
    return pictures[:, :shots], pictures[:, shots:]


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        layers, inputs = [], 1
        for _ in range(4):
            convolution = torch.nn.Conv2d(inputs, options.channels, 3, stride=2, padding=1)
            layers += [convolution, torch.nn.BatchNorm2d(options.channels), torch.nn.ReLU()]
            inputs = options.channels
        self.body = torch.nn.Sequential(*layers, torch.nn.Flatten())
        features = options.channels * 4
        self.sharpness = torch.nn.Parameter(torch.tensor(2.0))
        self.distances = torch.nn.Parameter(torch.full((features,), -features**-0.5))
        self.bias = torch.nn.Parameter(torch.tensor(1.0))

    def logits(self, support, queries):
        """Logits of the classes of all queries, from pictures: classes x shots, classes x queries."""
        ways, shots = support.shape[:2]
        pictures = torch.cat([support.reshape(-1, 1, 28, 28), queries.reshape(-1, 1, 28, 28)])
        features = self.body(pictures)
        examples, asked = features[: ways * shots], features[ways * shots :]
        if options.method == "prototypical":
            return -torch.cdist(asked, examples.reshape(ways, shots, -1).mean(1)).square()
        if options.method == "matching":
            cosines = F.normalize(asked) @ F.normalize(examples).T
            attention = (cosines * self.sharpness.exp()).log_softmax(1)
            return attention.reshape(-1, ways, shots).logsumexp(2)
        distances = (asked[:, None] - examples[None]).abs() @ self.distances + self.bias
        return distances.reshape(-1, ways, shots).mean(2)

    def loss(self, logits, classes):
        if options.method != "siamese":
            return F.cross_entropy(logits, classes)
        same, different = -F.softplus(-logits), -F.softplus(logits)
        right = same.gather(1, classes[:, None])[:, 0]
        wrong = different.sum(1) - different.gather(1, classes[:, None])[:, 0]
        return -(right + wrong / (logits.shape[1] - 1)).mean() / 2


def train(network):
    generator = np.random.default_rng(options.seed)
    optimizer = torch.optim.Adam(network.parameters())
    classes = torch.arange(options.training_ways).repeat_interleave(options.queries)
    started = time.perf_counter()
    for step in range(options.steps):
        optimizer.param_groups[0]["lr"] = 2e-3 + (1e-5 - 2e-3) * step / options.steps
        pictures = episode("training", options.training_ways, options.shots, options.queries, generator)
        loss = network.loss(network.logits(*pictures), classes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return (time.perf_counter() - started) / max(options.steps, 1)


@torch.no_grad()
def accuracy(judge):
    generator = np.random.default_rng(7_000_000)
    classes = torch.arange(options.ways).repeat_interleave(15)
    started, shares = time.perf_counter(), []
    for _ in range(options.episodes):
        logits = judge(*episode("test", options.ways, options.shots, 15, generator))
        shares.append((logits.argmax(1) == classes).float().mean().item())
    return np.mean(shares), 1.96 * np.std(shares, ddof=1) / len(shares) ** 0.5, time.perf_counter() - started


def nearest_pixels(support, queries):
    examples, asked = F.normalize(support.reshape(-1, 784)), F.normalize(queries.reshape(-1, 784))
    return (asked @ examples.T).reshape(len(asked), *support.shape[:2]).amax(2)


if options.pixels:
    mean, confidence, _ = accuracy(nearest_pixels)
    print(f"nearest pixels, {options.ways}-way {options.shots}-shot: {100 * mean:.1f} ± {100 * confidence:.1f} %")
else:
    network = Network().train()
    seconds = train(network)
    mean, confidence, examined = accuracy(network.eval().logits)
    print(
        f"{options.method}, {options.ways}-way {options.shots}-shot: {100 * mean:.1f} ± {100 * confidence:.1f} %; "
        f"{1000 * seconds:.0f} ms a meta-step, {options.episodes / examined:.0f} test episodes/s"
    )
