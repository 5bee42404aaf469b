"""Writes the golden numbers of the network tests with PyTorch.

    python3 -m pip install numpy safetensors torch==2.15.0
    python3 Tests/NeuralNetTests/Golden/make_golden.py

Everything is computed in double precision from 32-bit numbers and rounded once. Where a derivative is needed, the loss
is the sum of w y (1 + y / 2) over the numbers y of a result, with the weights w of `weights`, so that linear functions
have second derivatives, too; a second derivative is that of the sum of w g over the numbers g of the gradients.
"""

import pathlib

import numpy as np
import torch
from safetensors.numpy import save_file

import functions
import layers
import losses
import networks
import optimizers

folder = pathlib.Path(__file__).parent

for module in (functions, layers, losses, networks, optimizers):
    torch.manual_seed(1)
    generator = np.random.default_rng(1)
    for name, tensors in module.golden(generator).items():
        arrays = {key: value.detach().numpy().astype("float32", order="C") for key, value in tensors.items()}
        path = folder / f"{name}.safetensors"
        save_file(arrays, path)
        print(path.name, path.stat().st_size, "bytes")
