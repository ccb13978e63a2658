"""What the network learns: first to guess masked words of unmarked text, then to tag after each guideline."""

import time

import numpy as np
import torch
import torch.nn.functional as F

from corpora import BEGIN, IGNORED, MASKED, SPECIAL
from network import DEVICE, Guesser, Tagger, half_precision
from tagging import LABELS, batches

# Characters of a window of running text.
WINDOW = 256
# Of all words so many are drawn to be masked, and of a step's characters no more than so many are, so that few words are masked in part.
DRAWN, MASKED_SHARE = 0.26, 0.2
# Of the characters to guess so many are hidden, and so many more replaced by another; the rest is shown.
HIDDEN, REPLACED = 0.8, 0.1
# Characters of a step of tagging.
TAGGED_AT_ONCE = 4096
# The heads learn at a rate of their own, and each layer slower than the one above it.
HEAD_RATE, SLOWER = 1e-3, 0.9
SMOOTHING = 0.02
DECAY, BETAS, STEEPEST = 0.01, (0.9, 0.98), 1.0


class Steps:
    """Steps of an optimizer whose rates grow for a part of the way and then fall evenly; tells how it goes."""

    def __init__(self, network, groups, total, warm, least, told):
        self.network, self.total, self.warm, self.least, self.told = network, total, warm, least, told
        self.optimizer = torch.optim.AdamW(groups, betas=BETAS, weight_decay=DECAY, fused=DEVICE == "cuda")
        self.rates = [group["lr"] for group in self.optimizer.param_groups]
        self.done, self.began, self.lost = 0, time.time(), []

    def step(self, loss):
        done = self.done / self.total
        share = min(1, (done + 1 / self.total) / self.warm) * max(self.least, (1 - done) / (1 - self.warm))
        for group, rate in zip(self.optimizer.param_groups, self.rates):
            group["lr"] = rate * share
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), STEEPEST)
        self.optimizer.step()
        self.done += 1
        self.lost.append(loss.detach())
        if self.done % self.told == 0 or self.done == self.total:
            mean = torch.stack(self.lost).mean().item()
            print(f"{time.time() - self.began:.0f} s: step {self.done} of {self.total}, loss {mean:.4f}", flush=True)
            self.lost = []


def masked(numbers, words, characters):
    """Windows with some words masked, where these stand (in all windows, one behind another), and what stood there."""
    # A word is drawn by a hash of its number, so that all of its characters are.
    salt = int(torch.randint(1, 1 << 30, ()))
    drawn = ((words * 2654435761 + salt) * 2246822519 >> 7) & 0xFFFF < DRAWN * 0x10000
    # The first place tells the beginning.
    drawn[:, 0] = False
    places = drawn.flatten().nonzero()[:, 0]
    places = places[torch.randperm(len(places), device=places.device)[: int(numbers.numel() * MASKED_SHARE)]]
    right = numbers.flatten()[places]
    chance = torch.rand(len(places), device=places.device)
    other = torch.randint_like(right, SPECIAL, characters + SPECIAL)
    shown = torch.where(chance < HIDDEN, MASKED, torch.where(chance < HIDDEN + REPLACED, other, right))
    seen = numbers.flatten().clone()
    seen[places] = shown
    seen = seen.view_as(numbers)
    seen[:, 0] = BEGIN
    return seen, places, right


def pretrain(encoder, text, starts, steps, windows, rate):
    """Guesses masked words in windows that are drawn from running text."""
    text = torch.tensor(text, device=DEVICE).long()
    words = torch.tensor(starts, device=DEVICE).long().cumsum(0)
    guesser = Guesser(encoder).to(DEVICE).train()
    if DEVICE == "cuda":
        encoder.compile(dynamic=False)
    embeddings = {id(encoder.characters.weight), id(encoder.places.weight)}
    decays = lambda weights: weights.dim() > 1 and id(weights) not in embeddings
    groups = [
        {"params": [p for p in guesser.parameters() if decays(p)], "lr": rate},
        {"params": [p for p in guesser.parameters() if not decays(p)], "lr": rate, "weight_decay": 0.0},
    ]
    course = Steps(guesser, groups, steps, warm=0.06, least=0.02, told=100)
    for _ in range(steps):
        first = torch.randint(len(text) - WINDOW, (windows, 1), device=DEVICE)
        at = first + torch.arange(WINDOW, device=DEVICE)
        seen, places, right = masked(text[at], words[at], encoder.characters.num_embeddings - SPECIAL)
        with half_precision():
            guessed = guesser(seen, places)
        course.step(F.cross_entropy(guessed.float(), right))


def finetune(encoder, sets, times, passes, rate, random):
    """A tagger that has learned from the sets of all guidelines, each as often in a pass as `times` says."""
    tagger = Tagger(encoder, len(sets)).to(DEVICE).train()
    layers = len(encoder.layers)
    rate_of = lambda height: rate * SLOWER ** (layers - height)
    below = [encoder.characters, encoder.places, encoder.norm]
    groups = [{"params": [p for module in below for p in module.parameters()], "lr": rate_of(0)}]
    groups += [{"params": list(layer.parameters()), "lr": rate_of(at + 1)} for at, layer in enumerate(encoder.layers)]
    groups += [{"params": list(tagger.heads.parameters()), "lr": HEAD_RATE}]
    plan = []
    for _ in range(passes):
        once = [
            (guideline, chosen)
            for guideline, (sentences, often) in enumerate(zip(sets, times))
            for _ in range(often)
            for chosen in batches(sentences, TAGGED_AT_ONCE, random)
        ]
        plan += [once[at] for at in random.permutation(len(once))]
    course = Steps(tagger, groups, len(plan), warm=0.08, least=0.01, told=1000)
    for guideline, chosen in plan:
        numbers, labels, _ = (torch.tensor(part, device=DEVICE) for part in sets[guideline].batch(chosen))
        with half_precision():
            scores = tagger(numbers, guideline)
        scores, labels = scores.float().view(-1, LABELS), labels.view(-1)
        course.step(F.cross_entropy(scores, labels, ignore_index=IGNORED, label_smoothing=SMOOTHING))
    return tagger.eval()
