"""Learns `models/subjects.bin`, what each character tells of the subject that a text speaks of.

    python3 tools/nets/subjects.py TEXTS.jsonl.xz … --out models/subjects.bin [--avoid 'PAGES/*/*.txt']

Wants PyTorch; on one core it takes a few minutes. TEXTS are JSON lines, packed by xz, with `title` and `paragraphs`; those that stand on the
pages of --avoid are left out, so that these can be measured on. The sum of the characters' rows is what a text speaks of: two pieces of one
article, or its title and a piece, are to be more alike (by the cosine) than pieces of different articles. Rows are rounded as the
file holds them in the second half of the training. `src/layout/subject.rs` reads the file.
"""

import argparse
import collections
import glob
import json
import lzma
import pathlib
import random
import re
import unicodedata

import numpy as np
import torch
import torch.nn.functional as F

from steps import File, rounded

# Numbers of a row, as WIDTH in src/layout/subject.rs, and ideographs that have one; all other characters tell nothing.
WIDTH, CHARACTERS = 32, 3500
# Pairs of pieces in one update; each is to be told from all others'.
BATCH = 256
# Characters of a piece; of a hundred pairs, how many are a title and a piece.
PIECES, TITLES = (40, 80, 120, 200), 30
# Characters of the shortest title that tells a subject, and of the beginning of a paragraph that tells an article.
TITLE, BEGINNING = 6, 14
# Step size of the first updates.
RATE = 5e-3
# What cosines are multiplied by, at most.
SHARPEST = 30


def squeezed(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def articles(paths, avoid):
    """Titles and texts."""
    pages = "".join(squeezed(pathlib.Path(path).read_text("utf8")) for path in glob.glob(avoid or ""))
    for path in paths:
        with lzma.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                article = json.loads(line)
                paragraphs = [squeezed(paragraph) for paragraph in article["paragraphs"]]
                title, text = squeezed(article["title"]), "".join(paragraphs)
                stands = any(p[:BEGINNING] in pages for p in paragraphs[:3] if len(p) > BEGINNING)
                if len(text) > 2 * PIECES[0] + 1 and not stands:
                    yield title, text


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--out", required=True)
    parser.add_argument("--avoid")
    parser.add_argument("--steps", type=int, default=16_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    random.seed(given.seed)
    found = list(articles(given.texts, given.avoid))
    counts = collections.Counter()
    for _, text in found:
        counts.update(set(text))
    frequent = [ord(c) for c, _ in counts.most_common() if "\u4e00" <= c <= "\u9fff"][:CHARACTERS]
    known = np.array(sorted(frequent))
    number = np.zeros(0x110000, np.int64)
    number[known] = np.arange(1, len(known) + 1)

    def numbers(text):
        return number[np.frombuffer(text.encode("utf-32-le"), np.uint32)]

    found = [(numbers(title), numbers(text)) for title, text in found]
    print(f"{len(found)} articles, {len(known)} characters", flush=True)
    rows = torch.nn.Parameter(torch.randn(len(known) + 1, WIDTH) * 0.05)
    sharp = torch.nn.Parameter(torch.tensor(8.0))
    optimizer = torch.optim.Adam([rows, sharp], lr=0)

    def spoken(pieces, table):
        starts = np.cumsum([0] + [len(piece) for piece in pieces[:-1]])
        characters = torch.from_numpy(np.concatenate(pieces))
        told = (characters > 0).float()
        sums = F.embedding_bag(characters, table, torch.from_numpy(starts), mode="sum", per_sample_weights=told)
        return F.normalize(sums, dim=1, eps=1e-4)

    lost = []
    for step in range(given.steps):
        done = step / given.steps
        for group in optimizer.param_groups:
            group["lr"] = RATE * max(0.005, 1 - done)
        firsts, seconds = [], []
        for title, text in random.sample(found, BATCH):
            cut = random.randint(PIECES[0], len(text) - PIECES[0])
            is_title = random.random() * 100 < TITLES and len(title) >= TITLE
            firsts.append(title if is_title else text[max(0, cut - random.choice(PIECES)) : cut])
            seconds.append(text[cut : cut + random.choice(PIECES)])
        table = rounded(rows, False)[0] if done > 0.5 else rows
        alike = spoken(firsts, table) @ spoken(seconds, table).T * sharp.clamp(1, SHARPEST)
        right = torch.arange(BATCH)
        loss = (F.cross_entropy(alike, right) + F.cross_entropy(alike.T, right)) / 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        lost.append((loss.item(), (alike.argmax(1) == right).float().mean().item()))
        if len(lost) % 1000 == 0:
            print(f"step {len(lost)}, loss and told rightly: {np.mean(lost[-1000:], 0)}", flush=True)
    file = File(b"JBS1")
    file.numbers([len(known), WIDTH], "<u2")
    file.characters(known)
    with torch.no_grad():
        rows[0] = 0
    file.embedding(rows)
    file.write(given.out)


if __name__ == "__main__":
    main()
