"""Networks of PyTorch's own beginning: one to be read, and MAML's gradients on a sine task (Finn and others, 2017)."""

import torch
from torch import nn
from torch.func import functional_call

from derivatives import variable


def perceptron():
    """A network as Stable-Baselines3 names it, and what it says."""
    network = nn.Sequential(nn.Linear(3, 16), nn.ReLU(), nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 2))
    inputs = torch.randn(5, 3)
    tensors = {f"q_net.{name}": parameter for name, parameter in network.named_parameters()}
    return tensors | {"inputs": inputs, "outputs": network.double()(inputs.double())}


def sine(generator, activation):
    """The gradient of the loss after one step of gradient descent: MAML's outer loss."""
    network = nn.Sequential(
        nn.Linear(1, 40), activation(), nn.Linear(40, 40), activation(), nn.Linear(40, 1)
    )
    weights = {name: variable(p.detach().numpy()) for name, p in network.named_parameters()}
    tensors = dict(weights)
    amplitude, phase, rate = 3.0, 1.0, 0.01
    tasks = {}
    for part in ("support", "query"):
        x = variable(generator.uniform(-5, 5, (10, 1))).detach()
        y = (amplitude * torch.sin(x - phase)).float().double()
        tasks[part] = x, y
        tensors |= {f"{part} x": x, f"{part} y": y}

    def loss(weights, part):
        x, y = tasks[part]
        return nn.functional.mse_loss(functional_call(network, weights, (x,)), y)

    inner = loss(weights, "support")
    gradients = torch.autograd.grad(inner, list(weights.values()), create_graph=True)
    adapted = {name: w - rate * g for (name, w), g in zip(weights.items(), gradients)}
    outer = loss(adapted, "query")
    outer_gradients = torch.autograd.grad(outer, list(weights.values()))
    tensors |= {"inner loss": inner, "outer loss": outer}
    for name, first, second in zip(weights, gradients, outer_gradients):
        tensors[f"inner gradient of {name}"] = first
        tensors[f"outer gradient of {name}"] = second
    return tensors


def golden(generator):
    return {
        "perceptron": perceptron(),
        "maml-relu": sine(generator, nn.ReLU),
        "maml-tanh": sine(generator, nn.Tanh),
    }
