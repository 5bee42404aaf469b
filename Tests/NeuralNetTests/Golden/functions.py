"""All functions of tensors: the names, shapes and ranges of FunctionCase.swift."""

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

from derivatives import record, spread


def pick(x, columns):
    return x.gather(-1, torch.tensor(columns).unsqueeze(-1)).squeeze(-1)


def scatter(x, rows, count):
    return torch.zeros(count, *x.shape[1:], dtype=x.dtype).index_add(0, torch.tensor(rows), x)


def causal_softmax(x):
    return x.masked_fill(torch.ones(x.shape[-2:]).triu(1) > 0, -torch.inf).softmax(-1)


def windows(x, kernel, stride, padding):
    columns = F.unfold(x, kernel, stride=stride, padding=padding)
    return columns.transpose(1, 2).reshape(-1, columns.shape[1])


def overlap(x, batch, size, kernel, stride, padding):
    columns = x.reshape(batch, -1, x.shape[1]).transpose(1, 2)
    return F.fold(columns, size, kernel, stride=stride, padding=padding)


def quantile_huber(estimates):
    # So far off that the loss is a line: second derivatives are left out.
    samples = torch.tensor([[5, -4, 3, -3], [4, 4, -5, 3], [-3, -4, -5, -6]]).to(estimates)
    count = estimates.shape[2]
    shares = (2 * torch.arange(count).to(estimates) + 1) / (2 * count)
    above, below = torch.broadcast_tensors(samples[:, None, :, None], estimates[:, :, None, :])
    weights = (shares - (above < below).to(shares)).abs()
    return (weights * F.huber_loss(below, above, reduction="none")).mean()


UNIT = -1.0, 1.0
HALF = 0.5, 1.5
CASES = {
    "add": (lambda a, b: a + b, UNIT, (3, 4), (3, 4)),
    "subtract": (lambda a, b: a - b, UNIT, (3, 4), (3, 4)),
    "multiply": (lambda a, b: a * b, UNIT, (3, 4), (3, 4)),
    "divide": (lambda a, b: a / b, HALF, (3, 4), (3, 4)),
    "add to itself": (lambda a: a + a, UNIT, (5,)),
    "add a number": (lambda a: a + 2, UNIT, (5,)),
    "subtract a number": (lambda a: a - 2, UNIT, (5,)),
    "subtract from a number": (lambda a: 2 - a, UNIT, (5,)),
    "multiply by a number": (lambda a: 3 * a, UNIT, (5,)),
    "divide by a number": (lambda a: a / 4, UNIT, (5,)),
    "divide a number": (lambda a: 2 / a, HALF, (5,)),
    "negate": (lambda a: -a, UNIT, (5,)),
    "multiply by a row": (lambda a, b: a * b, UNIT, (3, 4), (4,)),
    "multiply by a column": (lambda a, b: a * b, UNIT, (3, 4), (3, 1)),
    "multiply by one number": (lambda a, b: a * b, UNIT, (3, 4), ()),
    "multiply one number": (lambda a, b: a * b, UNIT, (1,), (3, 4)),
    "multiply column and row": (lambda a, b: a * b, UNIT, (3, 1), (1, 4)),
    "multiply along the middle": (lambda a, b: a * b, UNIT, (2, 1, 3), (2, 4, 3)),
    "multiply along alternate dimensions": (lambda a, b: a * b, UNIT, (2, 1, 3, 1), (1, 2, 1, 3)),
    "subtract missing and short dimensions": (lambda a, b: a - b, UNIT, (3, 1), (2, 1, 4)),
    "divide by a column": (lambda a, b: a / b, HALF, (3, 4), (3, 1)),
    "broadcast": (lambda a: a.broadcast_to(2, 3, 2, 2), UNIT, (3, 1, 2)),
    "maximum": (torch.maximum, UNIT, (3, 4), (3, 4)),
    "minimum": (torch.minimum, UNIT, (3, 4), (3, 4)),
    "maximum with a row": (torch.maximum, UNIT, (3, 4), (4,)),
    "clamp": (lambda a: a.clamp(-0.5, 0.33), UNIT, (12,)),
    "is greater": (lambda a, b: (a > b).double(), UNIT, (3, 4), (3, 4)),
    "select": (lambda m, a, b: torch.where(m > 0, a, b), UNIT, (3, 2), (3, 2), (3, 2)),
    "exponential": (torch.exp, (-5, 5), (6,)),
    "logarithm": (torch.log, (0.01, 5), (6,)),
    "square root": (torch.sqrt, (0.1, 5), (6,)),
    "power 3": (lambda a: a.pow(3), (-3, 3), (6,)),
    "power 2.5": (lambda a: a.pow(2.5), (0.1, 3), (6,)),
    "power -0.5": (lambda a: a.pow(-0.5), (0.2, 3), (6,)),
    "power 1": (lambda a: a.pow(1), UNIT, (6,)),
    "power 0": (lambda a: a.pow(0), UNIT, (6,)),
    "square": (torch.square, UNIT, (6,)),
    "magnitude": (torch.abs, UNIT, (6,)),
    "tanh": (torch.tanh, (-5, 5), (12,)),
    "sigmoid": (torch.sigmoid, (-9, 9), (12,)),
    "softplus": (F.softplus, (-9, 9), (12,)),
    "error function": (torch.erf, (-3, 3), (12,)),
    "sine": (torch.sin, (-7, 7), (12,)),
    "cosine": (torch.cos, (-7, 7), (12,)),
    "relu": (torch.relu, UNIT, (6,)),
    "leaky relu": (lambda a: F.leaky_relu(a, 0.1), UNIT, (6,)),
    "gelu": (F.gelu, (-4, 4), (12,)),
    "reshape": (lambda a: a.reshape(2, 6), UNIT, (3, 4)),
    "transpose": (lambda a: a.mT, UNIT, (3, 4)),
    "transpose a batch": (lambda a: a.mT, UNIT, (2, 3, 4)),
    "permute": (lambda a: a.permute(2, 0, 1), UNIT, (2, 3, 4)),
    "permute outer dimensions": (lambda a: a.permute(1, 0, 2), UNIT, (2, 3, 4)),
    "permute four dimensions": (lambda a: a.permute(3, 1, 0, 2), UNIT, (2, 3, 2, 2)),
    "slice first": (lambda a: a[1:3], UNIT, (4, 3)),
    "slice middle": (lambda a: a[:, 1:3], UNIT, (2, 4, 3)),
    "slice last": (lambda a: a[:, 0:3], UNIT, (2, 4)),
    "pad middle": (lambda a: F.pad(a, (0, 0, 2, 1)), UNIT, (2, 2, 3)),
    "concatenate first": (lambda *a: torch.cat(a), UNIT, (1, 3), (2, 3)),
    "concatenate middle": (lambda *a: torch.cat(a, 1), UNIT, (2, 1, 2), (2, 2, 2), (2, 1, 2)),
    "concatenate with itself": (lambda a: torch.cat([a, a], -1), UNIT, (2, 3)),
    "sum": (torch.sum, UNIT, (2, 3, 4)),
    "mean": (torch.mean, UNIT, (2, 3, 4)),
    "sum first": (lambda a: a.sum(0), UNIT, (2, 3, 4)),
    "sum middle": (lambda a: a.sum(1), UNIT, (2, 3, 4)),
    "sum last": (lambda a: a.sum(-1, keepdim=True), UNIT, (2, 3, 4)),
    "sum outer and inner": (lambda a: a.sum((-1, 0)), UNIT, (2, 3, 4)),
    "mean middle": (lambda a: a.mean(1, keepdim=True), UNIT, (2, 3, 4)),
    "largest": (lambda a: a.max(-1).values, UNIT, (3, 4)),
    "argmax": (lambda a: a.argmax(-1).double(), UNIT, (3, 4)),
    "log sum exp": (lambda a: a.logsumexp(-1), (-30, 30), (3, 4)),
    "log softmax": (lambda a: a.log_softmax(-1), (-5, 5), (3, 4)),
    "softmax": (lambda a: a.softmax(-1), (-5, 5), (3, 4)),
    "gather": (lambda a: a[torch.tensor([[1, 3], [1, 0]])], UNIT, (4, 3)),
    "gather numbers": (lambda a: a[torch.tensor([4, 0, 4])], UNIT, (5,)),
    "scatter": (lambda a: scatter(a, [2, 0, 2, 2], 3), UNIT, (4, 3)),
    "pick": (lambda a: pick(a, [0, 2, 2, 1]), UNIT, (4, 3)),
    "product": (lambda a, b: a @ b, UNIT, (3, 4), (4, 2)),
    "product, left transposed": (lambda a, b: a.mT @ b, UNIT, (4, 3), (4, 2)),
    "product, right transposed": (lambda a, b: a @ b.mT, UNIT, (3, 4), (2, 4)),
    "product, both transposed": (lambda a, b: a.mT @ b.mT, UNIT, (4, 3), (2, 4)),
    "product of a batch": (lambda a, b: a @ b, UNIT, (2, 3, 4), (2, 4, 2)),
    "product of a batch, left transposed": (lambda a, b: a.mT @ b, UNIT, (2, 4, 3), (2, 4, 2)),
    "product of a batch, right transposed": (lambda a, b: a @ b.mT, UNIT, (2, 3, 4), (2, 2, 4)),
    "product of a batch, both transposed": (lambda a, b: a.mT @ b.mT, UNIT, (2, 4, 3), (2, 2, 4)),
    "product of a row": (lambda a, b: a @ b, UNIT, (1, 4), (4, 3)),
    "product of a row, right transposed": (lambda a, b: a @ b.mT, UNIT, (1, 4), (3, 4)),
    "outer product": (lambda a, b: a @ b, UNIT, (3, 1), (1, 4)),
    "affine": (F.linear, UNIT, (3, 4), (2, 4), (2,)),
    "affine of a row": (F.linear, UNIT, (1, 4), (3, 4), (3,)),
    "affine of a stack": (lambda a, w, b: torch.baddbmm(b[:, None], a, w.mT), UNIT, (2, 3, 4), (2, 5, 4), (2, 5)),
    "windows": (lambda a: windows(a, (2, 3), 1, 0), UNIT, (2, 2, 3, 4)),
    "windows with stride and padding": (lambda a: windows(a, (3, 2), 2, 1), UNIT, (2, 2, 4, 3)),
    "windows apart": (lambda a: windows(a, (2, 2), 3, 0), UNIT, (1, 2, 5, 5)),
    "overlap": (lambda a: overlap(a, 2, (3, 3), (2, 2), 1, 0), UNIT, (8, 4)),
    "overlap with stride and padding": (lambda a: overlap(a, 1, (4, 3), (3, 2), 2, 1), UNIT, (4, 12)),
    "causal softmax": (causal_softmax, (-5, 5), (2, 3, 3)),
    "attention": (F.scaled_dot_product_attention, UNIT, (2, 3, 4), (2, 2, 4), (2, 2, 3)),
    "causal attention": (
        lambda q, k, v: F.scaled_dot_product_attention(q, k, v, is_causal=True), UNIT, (2, 3, 4), (2, 3, 4), (2, 3, 2)
    ),
    "log gamma": (torch.lgamma, (0.3, 15), (12,)),
    "digamma": (torch.digamma, (0.3, 15), (12,)),
    "quantile huber": (quantile_huber, UNIT, (3, 2, 5)),
}


def golden(generator):
    tensors = {}
    for name, (function, (low, high), *shapes) in CASES.items():
        # The fused kernels of attention have no second derivatives.
        with sdpa_kernel(SDPBackend.MATH):
            record(name, function, spread(generator, shapes, low, high), tensors)
    return {"functions": tensors}
