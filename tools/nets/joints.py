"""Learns `models/junction.bin`, the network that tells whether the end of one line and the beginning of another are one text.

    python3 tools/nets/joints.py TEXTS.jsonl.xz … --out models/junction.bin

Wants PyTorch; on one core it takes six to ten minutes. TEXTS are JSON lines, packed by xz, whose strings under any key but id, date and url are read. The right
beginning behind an end is to be told from sixteen others, taken from anywhere in the texts (a choice among them, which needs
no correction for how rare each is); what is written is fitted once more, so that it is the log-odds where right and wrong are
equally frequent. Weights are rounded as the file holds them in the second half of the training. `src/layout/junction.rs`
reads the file and tells its form.
"""

import argparse
import collections
import json
import lzma
import math
import random

import numpy as np
import torch
import torch.nn.functional as F

from steps import File, rounded

# Characters seen on either side of the joint, as in src/layout/junction.rs.
REACH = 6
# Characters that it tells apart; rarer ones are one, and so is what lies beyond a line's ends.
CHARACTERS = 3500
# Joints in one update, and wrong beginnings for each.
BATCH, OTHERS = 768, 16
# Of a hundred ends and beginnings, how many are shown as those of a short line.
SHORT = 10
# Step size, and how much being right by itself counts beside being better than others.
RATE, ALONE = 4e-3, 0.1


def folded(c):
    """Digits are one character, and so are Latin letters."""
    return c if not c.isascii() else "0" if c.isdigit() else "a" if c.isalpha() else c


def strings(value):
    if isinstance(value, str):
        yield from ("".join(line.split()) for line in value.split("\n"))
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key not in ("id", "date", "url"):
                yield from strings(one)


def texts(paths):
    for path in paths:
        with lzma.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                yield from (text for text in strings(json.loads(line)) if len(text) > 2 * REACH)


class Texts:
    """The texts one behind the other, as numbers of characters; 0 are rare ones and what lies between texts."""

    def __init__(self, paths):
        counts = collections.Counter()
        found = []
        for text in texts(paths):
            text = "".join(map(folded, text))
            counts.update(text)
            found.append(text)
        frequent = [c for c, _ in counts.most_common() if ord(c) < 0x10000][:CHARACTERS]
        self.known = np.array(sorted(map(ord, frequent)))
        table = np.zeros(0x110000, np.int16)
        table[self.known] = np.arange(1, len(self.known) + 1)
        between = "\0" * REACH
        whole = between + between.join(found) + between
        points = np.frombuffer(whole.encode("utf-32-le"), np.uint32)
        self.characters = torch.from_numpy(table[points].astype(np.int64))
        # Where three characters at least stand on both sides in one text.
        inside = points != 0
        good = inside.copy()
        for off in [-3, -2, -1, 1, 2]:
            good &= np.roll(inside, -off)
        self.joints = torch.from_numpy(np.flatnonzero(good))

    def batch(self, size):
        at = self.joints[torch.randint(len(self.joints), (size,))][:, None]
        # What is nearest to the joint comes first.
        return shortened(self.characters[at - 1 - torch.arange(REACH)]), shortened(self.characters[at + torch.arange(REACH)])


def shortened(rows):
    """Some rows as they are where a line has fewer characters."""
    length = torch.where(torch.rand(len(rows), 1) * 100 < SHORT, torch.randint(1, REACH, (len(rows), 1)), REACH)
    return torch.where(torch.arange(REACH) < length, rows, 0)


class Net(torch.nn.Module):
    def __init__(self, characters, embedding, width, hidden):
        super().__init__()
        normal = lambda rows, columns: torch.nn.Parameter(torch.randn(rows, columns) / math.sqrt(columns))
        self.embedding = torch.nn.Parameter(torch.randn(characters + 1, embedding) * 0.3)
        self.tail, self.head = normal(width, REACH * embedding), normal(width, REACH * embedding)
        self.hidden, self.last = normal(hidden, width), normal(1, hidden)
        self.biases = torch.nn.ParameterList(torch.nn.Parameter(torch.zeros(n)) for n in (width, width, hidden, 1))
        self.rounds = False

    def step(self, weights, rows=True):
        return rounded(weights, rows)[0] if self.rounds else weights

    def side(self, characters, weights, bias):
        return F.linear(F.embedding(characters, self.step(self.embedding, False)).flatten(-2), self.step(weights), bias)

    def ends(self, tails, heads):
        return self.side(tails, self.tail, self.biases[0]), self.side(heads, self.head, self.biases[1])

    def joint(self, tails, heads):
        x = F.relu(F.linear(F.relu(tails + heads), self.step(self.hidden), self.biases[2]))
        return F.linear(x, self.step(self.last), self.biases[3])[..., 0]

    def scores(self, tails, heads, others):
        """The scores of the right beginnings, and of `others` of the batch's beginnings behind each end."""
        tails, heads = self.ends(tails, heads)
        shifts = [0, *random.sample(range(1, len(tails)), others)]
        return self.joint(tails, torch.stack([heads.roll(shift, 0) for shift in shifts]))


@torch.no_grad()
def fitted(net, texts):
    """Makes of the last layer's score the log-odds where right and wrong are equally frequent (Platt 1999)."""
    scores = torch.cat([net.scores(*texts.batch(BATCH), 1) for _ in range(100)], 1).double()
    right, wrong = scores
    scale, shift = torch.ones((), dtype=torch.float64), torch.zeros((), dtype=torch.float64)
    x, y = torch.cat([right, wrong]), torch.cat([torch.ones_like(right), torch.zeros_like(wrong)])
    for _ in range(20):
        p = torch.sigmoid(scale * x + shift)
        error, weight = p - y, p * (1 - p)
        gradient = torch.stack([(error * x).sum(), error.sum()])
        curve = torch.stack([torch.stack([(weight * x * x).sum(), (weight * x).sum()]), torch.stack([(weight * x).sum(), weight.sum()])])
        move = torch.linalg.solve(curve, gradient)
        scale, shift = scale - move[0], shift - move[1]
    net.last.mul_(scale.float())
    net.biases[3].mul_(scale.float()).add_(shift.float())
    print(f"scale {scale:.3f}, shift {shift:.3f}, {((scale * x + shift > 0) == (y > 0)).double().mean():.4f} told rightly")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--embedding", type=int, default=32)
    parser.add_argument("--width", type=int, default=128)
    parser.add_argument("--hidden", type=int, default=32)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    learn = Texts(given.texts)
    print(f"{len(learn.joints)} joints, {len(learn.known)} characters", flush=True)
    net = Net(len(learn.known), given.embedding, given.width, given.hidden)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0, weight_decay=1e-4)
    lost = []
    for at in range(given.steps):
        done = at / given.steps
        net.rounds = done > 0.5
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, done / 0.05) * max(0.005, 0.5 + 0.5 * math.cos(math.pi * done))
        scores = net.scores(*learn.batch(BATCH), OTHERS)
        alone = F.softplus(-scores[0]).mean() + F.softplus(scores[1:]).mean()
        loss = -torch.log_softmax(scores, 0)[0].mean() + ALONE * alone
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        lost.append(loss.item())
        if len(lost) % 2000 == 0:
            print(f"step {len(lost)}, loss {sum(lost[-2000:]) / 2000:.4f}", flush=True)
    net.rounds = True
    fitted(net, learn)
    file = File(b"JBJ1")
    file.numbers([len(learn.known), REACH, given.embedding, given.width, given.hidden], "<u2")
    file.characters(learn.known)
    file.embedding(net.embedding)
    for weights, bias in zip([net.tail, net.head, net.hidden, net.last], net.biases):
        file.layer(weights, bias)
    file.write(given.out)


if __name__ == "__main__":
    main()
