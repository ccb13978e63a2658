"""Weights in whole steps, and the files that hold them: `src/network.rs` reads the networks' layers."""

import numpy as np
import torch

LEVELS = 20
"""A weight is one of so many steps either way."""


def rounded(weights, rows):
    """Weights as whole steps of a size of their row's (or of all), with the gradient passed through."""
    most = weights.detach().abs().amax(dim=1, keepdim=True) if rows else weights.detach().abs().amax()
    size = (most / LEVELS).clamp_min(1e-6)
    steps = (weights / size).round().clamp(-LEVELS, LEVELS)
    return weights + (steps * size - weights).detach(), steps, size


class File:
    """A file, as `src/network.rs` reads it."""

    def __init__(self, magic):
        self.bytes = bytearray(magic)

    def numbers(self, values, kind):
        self.bytes.extend(np.asarray(values).astype(kind).tobytes())

    def characters(self, known):
        """Characters in ascending order, as distances."""
        self.numbers(np.diff(known.astype(np.int64), prepend=0), "<u2")

    def embedding(self, embedding, kept=slice(None)):
        """The size of a step in 256ths, and the steps; what flows through a network are whole 256ths."""
        _, steps, size = rounded(embedding.detach(), False)
        self.numbers([float(size) * 256], "<f4")
        self.numbers(steps.cpu().numpy()[kept], np.int8)

    def layer(self, weights, bias, unit=1.0):
        """Weights, the sizes of their steps in 65,536ths, biases in 256ths; what comes out are 256ths of a `unit`."""
        _, steps, size = rounded(weights.detach(), True)
        self.numbers(steps.cpu().numpy(), np.int8)
        self.numbers((size[:, 0] * unit * 65536).round().cpu().numpy(), "<u4")
        self.numbers((bias.detach() * 256 * unit).round().cpu().numpy(), "<i4")

    def write(self, path):
        with open(path, "wb") as file:
            file.write(self.bytes)
