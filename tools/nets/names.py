"""Learns `models/names_net.bin`, the network that helps the n-grams with the sentences they are unsure of.

    jianbao-train names scores --set guide=FILE --out DIR/learn     # and of other sentences: --out DIR/held
    python3 tools/nets/names.py DIR/learn … --held DIR/held … --out models/names_net.bin
    python3 tools/nets/names.py DIR/learn … --more DIR/older … --start models/names_net.bin --rate 1e-3 --out models/names_net.bin

Wants PyTorch; ten minutes on two cores. The sentences must be others than those that the n-grams
learned from, whose scores are better there than they will be on a new page. With `--start` a network learns on; `--more` are sentences
of another kind, which a share of the batches come from. What the network adds to the scores of the n-grams
is learned by the likelihood of the right labels under both (the transitions are the n-grams'), with weights rounded as the file
holds them. `src/entity/names/net.rs` reads the file and tells its form.
"""

import argparse
import functools
import itertools
import math

import numpy as np
import torch
import torch.nn.functional as F

from steps import File, rounded

LABELS = 13
# Steps of a score in a nat, as in src/train/names/file.rs.
STEPS = 24
# The n-grams' scores as the network sees them: so many steps are one, and no more than so many.
SCORE_UNIT, SCORE_MOST = 64, 6
# How far each layer looks to both sides, in characters.
REACH = [1, 2, 4, 8]
# Characters that it tells apart when it learns; rarer ones are one. Of these the most frequent stay in the file.
CHARACTERS, KEPT = 4096, 3072
# Characters of a batch, with what fills its sentences up.
BATCH = 20_000
# How wide the layers are.
WIDTH = 64
MAGIC = b"JBN1"
# Of a hundred characters, how many are shown as a rare one.
HIDDEN = 2


class Sentences:
    def __init__(self, prefix, known=None):
        read = lambda name, kind: np.fromfile(f"{prefix}.{name}", kind)
        self.lengths = read("lengths", "<u2").astype(np.int64)
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        characters = read("characters", "<u2")
        if known is None:
            values, counts = np.unique(characters, return_counts=True)
            self.frequent = values[np.argsort(-counts, kind="stable")[:CHARACTERS]]
            known = np.sort(self.frequent)
        self.known = known
        at = np.searchsorted(known, characters).clip(max=len(known) - 1)
        # 0 stands outside the sentence, 1 for a rare character.
        self.characters = np.where(known[at] == characters, at + 2, 1).astype(np.int16)
        self.labels = read("labels", np.uint8)
        self.scores = read("scores", "<i2").reshape(-1, LABELS)
        self.transition = read("transition", "<i4").reshape(LABELS, LABELS)

    def extend(self, other):
        """Takes in the sentences of another file; the steps from label to label stay."""
        for name in ["lengths", "characters", "labels", "scores"]:
            setattr(self, name, np.concatenate([getattr(self, name), getattr(other, name)]))
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        return self

    def to(self, device):
        for name in ["characters", "labels", "scores"]:
            setattr(self, name, torch.tensor(getattr(self, name)).to(device))
        return self

    def batch(self, chosen):
        lengths = torch.tensor(self.lengths[chosen], device=self.labels.device)
        starts = torch.tensor(self.starts[chosen], device=self.labels.device)
        steps = torch.arange(int(lengths.max()), device=self.labels.device)
        inside = steps[None] < lengths[:, None]
        at = torch.where(inside, starts[:, None] + steps[None], 0)
        take = lambda values: torch.where(inside, values[at].long(), 0)
        scores = torch.where(inside[..., None], self.scores[at].float(), 0.0)
        return take(self.characters), take(self.labels), scores, inside, lengths


class Net(torch.nn.Module):
    def __init__(self, characters, embedding, width):
        super().__init__()
        self.embedding = torch.nn.Parameter(torch.randn(characters + 2, embedding) * 0.3)
        inputs = [embedding + LABELS] + [width] * (len(REACH) - 1)
        self.weights = torch.nn.ParameterList(
            torch.nn.Parameter(torch.randn(width, 3 * i) * math.sqrt(2 / (3 * i)) * (0.5 if at else 1)) for at, i in enumerate(inputs))
        self.biases = torch.nn.ParameterList(torch.nn.Parameter(torch.zeros(width)) for _ in inputs)
        self.last = torch.nn.Parameter(torch.randn(LABELS, width) * 0.01)
        self.last_bias = torch.nn.Parameter(torch.zeros(LABELS))
        self.rounds = False

    def step(self, weights, rows=True):
        return rounded(weights, rows)[0] if self.rounds else weights

    def forward(self, characters, scores, inside, dropped=0.0):
        told = ((scores - scores[..., :1]) / SCORE_UNIT).clamp(-SCORE_MOST, SCORE_MOST)
        x = torch.cat([F.embedding(characters, self.step(self.embedding, False)), told], -1) * inside[..., None]
        x = F.dropout(x, dropped, self.training)
        for at, reach in enumerate(REACH):
            # In three parts: what stands before, here, behind.
            padded = F.pad(x, (0, 0, reach, reach))
            n = x.shape[1]
            seen = torch.cat([padded[:, :n], x, padded[:, 2 * reach : 2 * reach + n]], -1)
            y = F.relu(F.linear(seen, self.step(self.weights[at]), self.biases[at]))
            y = F.dropout(y, dropped, self.training)
            x = (y if at == 0 else x + y) * inside[..., None]
        return F.linear(x, self.step(self.last), self.last_bias)


def ends():
    """Whether a sentence may end with each label: outside, or at a name's end."""
    return torch.tensor([label == 0 or (label - 1) % 4 in (2, 3) for label in range(LABELS)])


def loss(emitted, labels, inside, lengths, transition):
    """The mean of the negative log likelihood of the right labels, in nats a character."""
    device = emitted.device
    step = torch.where(transition < -(10**6), -math.inf, transition / STEPS).to(device).float()
    power = step.exp()
    top = emitted.amax(-1, keepdim=True).detach()
    emission = (emitted - top).exp()
    alpha = power[0][None] * emission[:, 0]
    size = alpha.sum(-1, keepdim=True)
    alpha, total = alpha / size, size.log()
    for at in range(1, emitted.shape[1]):
        new = (alpha @ power) * emission[:, at]
        size = new.sum(-1, keepdim=True)
        here = inside[:, at, None]
        alpha = torch.where(here, new / size, alpha)
        total = total + torch.where(here, size, 1.0).log()
    total = total[:, 0] + (alpha * ends().to(device)).sum(-1).log() + (top[..., 0] * inside).sum(-1)
    right = (emitted.gather(2, labels[..., None])[..., 0] * inside).sum(-1)
    before = F.pad(labels[:, :-1], (1, 0))
    # A label that cannot follow comes of a name that a sentence's end cuts; such a sentence teaches nothing.
    moves = (step[before, labels].clamp_min(-1e4) * inside).sum(-1)
    good = moves > -1e3
    lost = torch.where(good, total - right - moves, 0.0).clamp(max=1e3)
    return lost.sum() / lengths[good].sum()


@torch.no_grad()
def best(emitted, inside, lengths, transition):
    """The best labels (Viterbi), and by how much they are better than the second best of the sentence, in nats."""
    device = emitted.device
    step = torch.where(transition < -(10**6), -1e5, transition / STEPS).to(device).float()
    n = emitted.shape[1]
    paths = [emitted[:, 0] + step[0]]
    for at in range(1, n):
        new = (paths[-1][:, :, None] + step).amax(1) + emitted[:, at]
        paths.append(torch.where(inside[:, at, None], new, paths[-1]))
    rest = torch.where(ends().to(device), 0.0, -1e9).expand(len(emitted), LABELS)
    found, margins = [None] * n, []
    for at in reversed(range(n)):
        if at + 1 < n:
            new = (step[None] + (emitted[:, at + 1] + rest)[:, None, :]).amax(2)
            rest = torch.where(inside[:, at + 1, None], new, rest)
        both = paths[at] + rest
        found[at] = both.argmax(-1)
        two = both.topk(2, -1).values
        margins.append(torch.where(inside[:, at], two[:, 0] - two[:, 1], 1e9))
    return torch.stack(found, 1), torch.stack(margins, 1).amin(1)


def names(labels):
    found, start = set(), None
    for at, label in enumerate(labels):
        kind, part = (label - 1) // 4, (label - 1) % 4
        if label == 0:
            start = None
        elif part == 3:
            found.add((at, at + 1, kind))
        elif part == 0:
            start = at
        elif part == 2 and start is not None:
            found.add((start, at + 1, kind))
            start = None
    return found


def batches(sentences, most, random):
    """Sentences of like length together, no more than `most` characters with what fills them up."""
    order = np.argsort(sentences.lengths + random.random(len(sentences.lengths)) * 8, kind="stable")
    found, from_, longest = [], 0, 0
    for at, which in enumerate(order):
        length = int(sentences.lengths[which])
        if at > from_ and max(longest, length) * (at - from_ + 1) > most:
            found.append(order[from_:at])
            from_, longest = at, 0
        longest = max(longest, length)
    found.append(order[from_:])
    random.shuffle(found)
    return found


def measured(net, sentences, unsure=None):
    """F1 of exact spans by type and over all; with `unsure`, where the n-grams' best labels are better by more steps than this the network is not asked."""
    net.eval()
    counts = np.zeros((4, 3))
    asked = 0
    for chosen in batches(sentences, 60_000, np.random.default_rng(0)):
        characters, labels, scores, inside, lengths = sentences.batch(chosen)
        with torch.no_grad():
            added = net(characters, scores, inside) if net is not None else 0
        if unsure is not None:
            hard = best(scores / STEPS, inside, lengths, torch.tensor(sentences.transition))[1] * STEPS < unsure
            asked += int(lengths[hard].sum())
            added = added * hard[:, None, None]
        found = best(scores / STEPS + added, inside, lengths, torch.tensor(sentences.transition))[0].cpu().numpy()
        labels = labels.cpu().numpy()
        for row, length in enumerate(lengths.tolist()):
            right, told = names(labels[row, :length]), names(found[row, :length])
            for kind in range(4):
                of = lambda those: {s for s in those if kind == 3 or s[2] == kind}
                a, b = of(right), of(told)
                counts[kind] += [len(a & b), len(b), len(a)]
    net.train()
    f1 = [2 * hit / max(found + gold, 1) for hit, found, gold in counts]
    share = f" asked {asked / sentences.lengths.sum():.2f}" if unsure is not None else ""
    return "PERSON {:.4f} PLACE {:.4f} ORG {:.4f} all {:.4f}".format(*f1) + share


def write(net, staying, known, path):
    """The file, as `src/entity/names/net.rs` reads it, with those characters of the known ones that stay."""
    kept = np.isin(known, staying)
    known = known[kept]
    file = File(MAGIC)
    file.numbers([len(known), net.embedding.shape[1], net.last.shape[1], len(REACH), *REACH], "<u2")
    file.characters(known)
    # Without the row of what stands outside the sentence.
    file.embedding(net.embedding, np.concatenate([[False, True], kept]))
    for weights, bias in zip(net.weights, net.biases):
        file.layer(weights, bias)
    file.layer(net.last, net.last_bias, STEPS / 256)
    file.write(path)


def read(path):
    """The network of a file, with the characters that it knows."""
    given, at = open(path, "rb").read(), 4
    if given[:at] != MAGIC:
        raise SystemExit(f"{path}: not a file of this network")

    def take(count, kind):
        nonlocal at
        values = np.frombuffer(given, kind, count, at)
        at += values.nbytes
        return torch.tensor(values.astype(np.float32))

    known, embedding, _, layers = (int(n) for n in take(4, "<u2"))
    take(layers, "<u2")
    characters = take(known, "<u2").numpy().astype(np.int64).cumsum().astype(np.uint16)
    rows = take(1, "<f4") / 256 * take((known + 1) * embedding, np.int8)
    net = Net(known, embedding, WIDTH)

    def layer(weights, bias, unit=1.0):
        steps = take(weights.numel(), np.int8).reshape(weights.shape)
        weights.copy_(steps * take(len(weights), "<u4")[:, None] / 65536 / unit)
        bias.copy_(take(len(weights), "<i4") / 256 / unit)

    with torch.no_grad():
        net.embedding.zero_()
        net.embedding[1:] = rows.reshape(-1, embedding)
        for weights, bias in zip(net.weights, net.biases):
            layer(weights, bias)
        layer(net.last, net.last_bias, STEPS / 256)
    return net, characters


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("learn", nargs="+")
    parser.add_argument("--more", action="append", default=[])
    parser.add_argument("--share", type=float, default=0.35)
    parser.add_argument("--start")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--held", action="append", default=[])
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=6600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--embedding", type=int, default=32)
    given = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(given.seed)
    random = np.random.default_rng(given.seed)
    net, known = read(given.start) if given.start else (None, None)
    learn = Sentences(given.learn[0], known)
    together = lambda first, names: functools.reduce(Sentences.extend, (Sentences(name, learn.known) for name in names), first)
    together(learn, given.learn[1:]).to(device)
    more = together(Sentences(given.more[0], learn.known), given.more[1:]).to(device) if given.more else None
    held = [(name, Sentences(name, learn.known).to(device)) for name in given.held]
    net = (net or Net(len(learn.known), given.embedding, WIDTH)).to(device)
    optimizer = torch.optim.AdamW(net.parameters(), lr=0, betas=(0.9, 0.99), weight_decay=0.01)
    transition = torch.tensor(learn.transition)
    again = lambda sentences: (chosen for _ in itertools.count() for chosen in batches(sentences, BATCH, random))
    of_learn, of_more = again(learn), more and again(more)
    lost = []
    while len(lost) < given.steps:
        done = len(lost) / given.steps
        net.rounds = done > 0.5
        for group in optimizer.param_groups:
            group["lr"] = given.rate * min(1, done / 0.03) * max(0.01, 0.5 + 0.5 * math.cos(math.pi * done))
        sentences, following = (more, of_more) if more and random.random() < given.share else (learn, of_learn)
        characters, labels, scores, inside, lengths = sentences.batch(next(following))
        characters = torch.where((torch.rand(characters.shape, device=device) < HIDDEN / 100) & inside, 1, characters)
        added = net(characters, scores, inside, dropped=0.1)
        value = loss(scores / STEPS + added, labels, inside, lengths, transition)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        lost.append(value.detach())
        if len(lost) % 1000 == 0:
            print(f"step {len(lost)}, loss {torch.stack(lost[-500:]).mean().item():.5f}", flush=True)
    net.rounds = True
    for name, sentences in held:
        for unsure in [None, 24, 48, 72, 96]:
            print(name, measured(net, sentences, unsure), f"margin {unsure}" if unsure else "", flush=True)
        print(name, "n-grams alone", measured(net, sentences, -1), flush=True)
    write(net, learn.known if given.start else learn.frequent[:KEPT], learn.known, given.out)


if __name__ == "__main__":
    main()
