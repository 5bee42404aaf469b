"""The loss whose derivatives the golden numbers are, and tensors to take them at."""

import torch


def weights(shape):
    """Numbers of different sizes and both signs."""
    count = torch.Size(shape).numel()
    numbers = [0.3 + (i * 7 % 11) / 8 * (-1 if i % 3 == 0 else 1) for i in range(count)]
    return torch.tensor(numbers, dtype=torch.float64).reshape(shape)


def loss(output):
    return (weights(output.shape) * output * (1 + output / 2)).sum()


def second(gradients, inputs):
    """The gradient of the weighted sum of gradients."""
    projection = sum((weights(g.shape) * g).sum() for g in gradients)
    if not projection.requires_grad:
        return [torch.zeros_like(x) for x in inputs]
    parts = torch.autograd.grad(projection, inputs, allow_unused=True)
    return [torch.zeros_like(x) if p is None else p for x, p in zip(inputs, parts)]


def record(name, function, inputs, into):
    """Adds a function's inputs, output, gradients and second derivatives."""
    output = function(*inputs)
    gradients = [torch.zeros_like(x) for x in inputs]
    seconds = gradients
    if output.requires_grad:
        gradients = torch.autograd.grad(loss(output), inputs, create_graph=True, allow_unused=True)
        gradients = [torch.zeros_like(x) if g is None else g for x, g in zip(inputs, gradients)]
        seconds = second(gradients, inputs)
    into[f"{name}/output"] = output
    for i, (x, g, s) in enumerate(zip(inputs, gradients, seconds)):
        into[f"{name}/input.{i}"] = x
        into[f"{name}/gradient.{i}"] = g
        into[f"{name}/second.{i}"] = s


def variable(array):
    """A variable of 32-bit numbers, computed with in double precision."""
    return torch.tensor(array.astype("float32")).double().requires_grad_()


def spread(generator, shapes, low=-1.0, high=1.0):
    """Variables at even distances in random order: none is near another or near zero, where there are kinks."""
    sizes = [int(torch.Size(shape).numel()) for shape in shapes]
    places = sum(sizes) + sum(sizes) % 2
    numbers = low + (high - low) * (generator.permutation(places) + 0.5) / places
    result, start = [], 0
    for shape, size in zip(shapes, sizes):
        result.append(variable(numbers[start : start + size].reshape(shape)))
        start += size
    return result
