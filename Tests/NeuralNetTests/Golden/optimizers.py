"""Twenty steps of each optimizer with the names of OptimizerTests.swift, along gradients that are written, too."""

import torch
from torch import optim

from derivatives import variable

STEPS = 20
CASES = {
    "sgd": lambda p: optim.SGD(p, lr=0.1),
    "sgd with weight decay": lambda p: optim.SGD(p, lr=0.1, weight_decay=0.1),
    "sgd with momentum": lambda p: optim.SGD(p, lr=0.1, momentum=0.9),
    "sgd with dampening": lambda p: optim.SGD(p, lr=0.1, momentum=0.8, dampening=0.3, weight_decay=0.05),
    "sgd of nesterov": lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05),
    "rmsprop": lambda p: optim.RMSprop(p),
    "rmsprop with settings": lambda p: optim.RMSprop(p, lr=0.02, alpha=0.9, eps=1e-3, weight_decay=0.1),
    "rmsprop with momentum": lambda p: optim.RMSprop(p, lr=0.01, momentum=0.5),
    "adam": lambda p: optim.Adam(p),
    "adam with settings": lambda p: optim.Adam(p, lr=0.05, betas=(0.5, 0.9), eps=1e-3, weight_decay=0.1),
    "adamw": lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.01),
    "adamw with much decay": lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.5),
    "adam, clipped by norm": lambda p: optim.Adam(p, lr=0.05),
    "sgd, clipped by norm": lambda p: optim.SGD(p, lr=0.1),
    "sgd, clipped by value": lambda p: optim.SGD(p, lr=0.1),
}


def trajectory(name, start, gradients):
    """The parameters after every step."""
    parameters = [start[:6].reshape(2, 3).clone().requires_grad_(), start[6:].clone().requires_grad_()]
    optimizer = CASES[name](parameters)
    places = []
    for gradient in gradients:
        parameters[0].grad, parameters[1].grad = gradient[:6].reshape(2, 3).clone(), gradient[6:].clone()
        if name.endswith("by norm"):
            torch.nn.utils.clip_grad_norm_(parameters, 1.5)
        if name.endswith("by value"):
            torch.nn.utils.clip_grad_value_(parameters, 0.5)
        optimizer.step()
        places.append(torch.cat([p.detach().flatten() for p in parameters]))
    return torch.stack(places)


def golden(generator):
    start = variable(generator.uniform(-1, 1, 8)).detach()
    # Of different sizes, and some steps with none.
    gradients = variable(generator.normal(0, 1, (STEPS, 8)) * (0.03, 0.1, 0.3, 1, 1, 1, 2, 3)).detach()
    gradients[7] = 0
    tensors = {f"{name}/trajectory": trajectory(name, start, gradients) for name in CASES}
    return {"optimizers": {"start": start, "gradients": gradients} | tensors}
