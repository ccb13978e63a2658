"""What taggers find: the mean of several, the best labels under it, how sure they are, and how right they are."""

import os
import random
import sys

import numpy as np
import torch

from corpora import tag_of

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../nets"))
# Labels, the search for the best ones, and sentences of like length together are the same for the network that learns from these labels.
from names import LABELS, batches, best, names

# Characters at a time.
AT_ONCE = 60_000
# A piece is left out where the likelihood of any of its labels is below.
LEAST_SURE = 0.45
# Pieces with fewer characters are left out.
SHORTEST = 8
TYPES = ["PERSON", "PLACE", "ORG"]


def transition():
    """What `best` wants: all that may follow is as good, the rest is forbidden."""
    kind, part = np.divmod(np.arange(LABELS) - 1, 4)
    outside = np.arange(LABELS) == 0
    open_, goes_on = ~outside & np.isin(part, [0, 1]), ~outside & np.isin(part, [1, 2])
    same = open_[:, None] & goes_on[None] & (kind[:, None] == kind[None])
    return torch.where(torch.tensor(same | (~open_[:, None] & ~goes_on[None])), 0, -(10**6) - 1)


@torch.no_grad()
def labelled(taggers, sentences, guidelines, device, precision):
    """For each guideline the labels of all sentences, one behind another, and for each sentence how likely the least likely label is."""
    labels = {guideline: np.zeros(len(sentences.text), np.uint8) for guideline in guidelines}
    sure = {guideline: np.ones(len(sentences.lengths), np.float32) for guideline in guidelines}
    follows = transition()
    for chosen in batches(sentences, AT_ONCE, np.random.default_rng(0)):
        numbers, _, inside = sentences.batch(chosen)
        numbers, inside = torch.tensor(numbers, device=device), torch.tensor(inside[:, 1:], device=device)
        at = sentences.starts[chosen][:, None] + np.arange(inside.shape[1])
        with precision():
            likely = sum(tagger(numbers).float().softmax(-1) for tagger in taggers) / len(taggers)
        for guideline in guidelines:
            scores = likely[guideline, :, 1:].clamp_min(1e-7).log()
            found, _ = best(scores, inside, None, follows)
            least = torch.where(inside, scores.gather(2, found[..., None])[..., 0], 0.0).amin(1)
            sure[guideline][chosen] = least.exp().cpu().numpy()
            told = inside.cpu().numpy()
            labels[guideline][at[told]] = found.cpu().numpy()[told]
    return labels, sure


def measured(found, sentences):
    """F1 of exact spans by type and over all."""
    counts = np.zeros((4, 3))
    for start, length in zip(sentences.starts, sentences.lengths):
        right, told = (names(labels[start : start + length].tolist()) for labels in [sentences.labels, found])
        for kind in range(4):
            a, b = ({span for span in spans if kind == 3 or span[2] == kind} for spans in [right, told])
            counts[kind] += [len(a & b), len(b), len(a)]
    f1 = [2 * hit / max(found + right, 1) for hit, found, right in counts]
    return ", ".join(f"{kind} {value:.4f}" for kind, value in zip([*TYPES, "all"], f1))


def write(outputs, pieces, source, labels, sure, seed):
    """Writes column files, one after another from the pieces in a random order, so that no piece is in two.

    Each output is (guideline, path, characters or None for all the rest, whether the first text is preferred)."""
    order = list(range(len(pieces.lengths)))
    chance = random.Random(seed)
    chance.shuffle(order)
    order = iter(order)
    for guideline, path, most, first in outputs:
        count = 0
        with open(path, "w", encoding="utf8") as file:
            while most is None or count < most:
                piece = next(order, None)
                if piece is None:
                    break
                # Of other texts one piece in two is passed over.
                if first and source[piece] != 0 and chance.random() < 0.5:
                    continue
                start, length = pieces.starts[piece], pieces.lengths[piece]
                if sure[guideline][piece] < LEAST_SURE or length < SHORTEST:
                    continue
                text = pieces.text[start : start + length].tobytes().decode("utf-32-le")
                for character, label in zip(text, labels[guideline][start : start + length].tolist()):
                    # White space parts the columns.
                    file.write(f"{'_' if character.isspace() else character}\t{tag_of(label)}\n")
                file.write("\n")
                count += length
        print(f"{path}: {count} characters", flush=True)
