"""Layers with the names of LayerCase.swift: numbers, gradients, second derivatives, and what training changes."""

import torch
from torch import nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from derivatives import loss, second, variable

BLOCK = {"dropout": 0, "norm_first": True, "batch_first": True}


class SelfAttention(nn.MultiheadAttention):
    """PyTorch's attention, whose queries, keys and values are those of one sequence."""

    def __init__(self, width, heads):
        super().__init__(width, heads, batch_first=True)

    def forward(self, x, mask=None):
        return super().forward(x, x, x, attn_mask=mask, need_weights=False)[0]


def causal_mask(x):
    return nn.Transformer.generate_square_subsequent_mask(x.shape[1], dtype=x.dtype)


class CausalSelfAttention(SelfAttention):
    def forward(self, x):
        return super().forward(x, causal_mask(x))


class CausalBlock(nn.TransformerEncoderLayer):
    def forward(self, x):
        return super().forward(x, src_mask=causal_mask(x), is_causal=True)


class RecurrentUnit(nn.GRU):
    def forward(self, x):
        return super().forward(x)[0]


# Name: module, input shape, whether it is training.
CASES = {
    "linear": (lambda: nn.Linear(4, 3), (5, 4), False),
    "linear, three dimensions": (lambda: nn.Linear(4, 3), (2, 3, 4), False),
    "convolution": (lambda: nn.Conv2d(2, 3, 3), (2, 2, 4, 5), False),
    "convolution with stride": (lambda: nn.Conv2d(2, 3, 2, stride=2), (2, 2, 5, 4), False),
    "convolution with stride and padding": (lambda: nn.Conv2d(3, 2, 3, stride=2, padding=1), (2, 3, 5, 4), False),
    "convolution of wide kernels": (lambda: nn.Conv2d(1, 2, 5, padding=2), (1, 1, 5, 6), False),
    "convolution of points": (lambda: nn.Conv2d(3, 2, 1), (2, 3, 2, 2), False),
    "layer norm": (lambda: nn.LayerNorm(4), (3, 4), False),
    "layer norm, two dimensions": (lambda: nn.LayerNorm((3, 4), eps=1e-3), (2, 2, 3, 4), False),
    "batch norm in training": (lambda: nn.BatchNorm1d(3), (6, 3), True),
    "batch norm in use": (lambda: nn.BatchNorm1d(3), (6, 3), False),
    "batch norm of images in training": (lambda: nn.BatchNorm2d(3, momentum=0.3, eps=1e-3), (2, 3, 2, 3), True),
    "batch norm of images in use": (lambda: nn.BatchNorm2d(3, eps=1e-3), (2, 3, 2, 3), False),
    "embedding": (lambda: nn.Embedding(4, 3), None, False),
    "dropout in use": (lambda: nn.Dropout(0.5), (3, 4), False),
    "flatten": (nn.Flatten, (2, 3, 2), False),
    "relu": (nn.ReLU, (3, 4), False),
    "leaky relu": (lambda: nn.LeakyReLU(0.2), (3, 4), False),
    "tanh": (nn.Tanh, (3, 4), False),
    "sigmoid": (nn.Sigmoid, (3, 4), False),
    "softplus": (nn.Softplus, (3, 4), False),
    "gelu": (nn.GELU, (3, 4), False),
    "perceptron": (lambda: nn.Sequential(nn.Linear(3, 5), nn.Tanh(), nn.Linear(5, 2)), (4, 3), False),
    "network of everything": (
        lambda: nn.Sequential(
            nn.Conv2d(2, 3, 2), nn.BatchNorm2d(3), nn.GELU(), nn.Flatten(), nn.Linear(18, 6), nn.LayerNorm(6), nn.Tanh()
        ),
        (3, 2, 4, 3),
        True,
    ),
    "attention": (lambda: SelfAttention(6, 3), (2, 3, 6), False),
    "causal attention": (lambda: CausalSelfAttention(4, 2), (2, 4, 4), False),
    "transformer block": (lambda: CausalBlock(4, 2, 5, activation="gelu", **BLOCK), (2, 3, 4), False),
    "transformer block of rectifiers": (lambda: nn.TransformerEncoderLayer(4, 1, 16, **BLOCK), (2, 3, 4), False),
    "spectral linear in training": (lambda: nn.utils.spectral_norm(nn.Linear(4, 3)), (5, 4), True),
    "spectral linear in use": (lambda: nn.utils.spectral_norm(nn.Linear(4, 3)), (5, 4), False),
    "recurrent unit": (lambda: RecurrentUnit(3, 4), (3, 2, 3), False),
}


def module_of(generator, make, training):
    """A module with numbers that leave nothing at zero or one, and its variables by name."""
    module = make().double().train(training)
    with torch.no_grad():
        for tensor in list(module.parameters()) + list(module.buffers()):
            if tensor.is_floating_point():
                tensor.copy_(variable(generator.uniform(-1, 1, tensor.shape)))
        for name, tensor in module.named_buffers():
            if name.endswith("running_var"):
                tensor.copy_(variable(generator.uniform(0.5, 2, tensor.shape)))
    return module


def record(name, module, x, into):
    for key, tensor in module.state_dict().items():
        if tensor.is_floating_point():
            into[f"{name}/{key}"] = tensor.clone()
    parameters = dict(module.named_parameters())
    variables = parameters if x.dtype == torch.int64 else parameters | {"input": x}
    output = module(x)
    gradients = torch.autograd.grad(loss(output), list(variables.values()), create_graph=True)
    seconds = second(gradients, list(variables.values()))
    into[f"{name}/input"], into[f"{name}/output"] = x, output
    for key, g, s in zip(variables, gradients, seconds):
        into[f"{name}/gradient of {key}"] = g
        into[f"{name}/second derivative by {key}"] = s
    if module.training:
        for key, tensor in module.named_buffers():
            if tensor.is_floating_point():
                into[f"{name}/new {key}"] = tensor


def initial(tensors):
    """How parameters begin: the largest size and the deviation of many."""
    modules = {
        "linear": nn.Linear(20, 5000),
        "convolution": nn.Conv2d(2, 5000, 3),
        "embedding": nn.Embedding(1000, 100),
        "layer norm": nn.LayerNorm(4),
        "batch norm": nn.BatchNorm1d(4),
        "attention": nn.MultiheadAttention(64, 1),
    }
    for name, module in modules.items():
        for key, tensor in module.state_dict().items():
            if tensor.is_floating_point():
                values = tensor.double()
                tensors[f"{name}/{key}"] = torch.stack(
                    [values.mean(), values.std(unbiased=False), values.abs().max()]
                )


def golden(generator):
    layers, starts = {}, {}
    for name, (make, shape, training) in CASES.items():
        module = module_of(generator, make, training)
        x = torch.tensor([[1, 3, 1], [0, 1, 2]]) if shape is None else variable(generator.uniform(-2, 2, shape))
        # The fused kernels have no second derivatives.
        with sdpa_kernel(SDPBackend.MATH):
            record(name, module, x, layers)
    initial(starts)
    return {"layers": layers, "initial": starts, "nature": nature()}


def nature():
    """The Nature CNN, whose numbers both sides compute: they would be too many for a file."""
    network = nn.Sequential(
        nn.Conv2d(4, 32, 8, 4), nn.ReLU(), nn.Conv2d(32, 64, 4, 2), nn.ReLU(), nn.Conv2d(64, 64, 3, 1), nn.ReLU(),
        nn.Flatten(), nn.Linear(3136, 512), nn.ReLU(), nn.Linear(512, 6),
    ).double()  # fmt: skip

    def wave(shape, scale):
        count = torch.Size(shape).numel()
        return (scale * torch.sin(torch.arange(count).double() * 0.7 + 0.1)).float().double().reshape(shape)

    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(wave(parameter.shape, 0.1 if parameter.dim() > 1 else 0.05))
    x = wave((2, 4, 84, 84), 1)
    output = network(x)
    loss(output).backward()
    tensors = {"output": output}
    for name, parameter in network.named_parameters():
        # Every number at a distance that shares no factor with the shapes.
        tensors[f"gradient of {name}"] = parameter.grad.flatten()[:: max(parameter.numel() // 50, 1) | 1]
    return tensors
