"""Losses with the names of LossTests.swift."""

import torch
import torch.nn.functional as F

from derivatives import record, variable


def golden(generator):
    tensors = {}
    weights = variable(generator.uniform(0, 2, (4, 3)))
    prediction, target = variable(generator.uniform(-3, 3, (4, 3))), variable(generator.uniform(-1, 1, (4, 3)))
    logits = variable(generator.uniform(-4, 4, (5, 3)))
    probabilities = variable(generator.dirichlet((1, 1, 1), 5))
    classes = torch.tensor([2, 0, 1, 1, 0])
    variance = variable(generator.uniform(0.2, 2, (4, 3)))
    answers = variable(generator.uniform(0, 1, (4, 3)))

    def weighted(loss, **options):
        return lambda p, t, w: (w * loss(p, t, reduction="none", **options)).mean()

    record("mean squared error", F.mse_loss, [prediction, target], tensors)
    record("mean squared error, weighted", weighted(F.mse_loss), [prediction, target, weights], tensors)
    record("huber", F.huber_loss, [prediction, target], tensors)
    record("huber, delta 0.5", lambda p, t: F.huber_loss(p, t, delta=0.5), [prediction, target], tensors)
    record("huber, weighted", weighted(F.huber_loss, delta=2), [prediction, target, weights], tensors)
    record("cross entropy of classes", lambda x: F.cross_entropy(x, classes), [logits], tensors)
    record("cross entropy of probabilities", F.cross_entropy, [logits, probabilities], tensors)
    record("binary cross entropy", F.binary_cross_entropy_with_logits, [prediction, answers], tensors)
    record(
        "gaussian negative log likelihood",
        lambda m, v, t: F.gaussian_nll_loss(m, t, v),
        [prediction, variance, target],
        tensors,
    )
    return {"losses": tensors}
