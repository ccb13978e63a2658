#!/usr/bin/env python3
"""Paragraphs of unmarked news with the names that the program finds in them, to learn on.

    label_news.py OUT --run 'jianbao entities --lines' ARTICLES=SHARE…

ARTICLES are packed JSON lines files of articles with `paragraphs`; of their paragraphs a SHARE (0 to 1) is drawn, the same each time. OUT
becomes a column file of PER, LOC and ORG, as `jianbao-train names` takes it.
"""
import argparse
import json
import lzma
import random
import subprocess

COLUMNS = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG"}
SEED = 5
# Shorter ones are hardly sentences, longer ones are tables.
LENGTHS = range(16, 600)

args = argparse.ArgumentParser()
args.add_argument("out")
args.add_argument("articles", nargs="+")
args.add_argument("--run", required=True)
args = args.parse_args()

random.seed(SEED)
texts = []
for source in args.articles:
    path, share = source.rsplit("=", 1)
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for article in map(json.loads, lines):
            texts += [
                "".join(" " if c.isspace() else c for c in text)
                for text in article["paragraphs"]
                if len(text) in LENGTHS and random.random() < float(share)
            ]
found = subprocess.run(args.run, shell=True, check=True, input="\n".join(texts) + "\n", text=True, stdout=subprocess.PIPE)
with open(args.out, "w", encoding="utf8") as out:
    for text, line in zip(texts, found.stdout.splitlines(), strict=True):
        tags = ["O"] * len(text)
        for start, end, kind, *_ in json.loads(line)["entities"]:
            if kind in COLUMNS:
                tags[start:end] = ["I-" + COLUMNS[kind]] * (end - start)
                tags[start] = "B-" + COLUMNS[kind]
        out.write("".join(f"{c}\t{tag}\n" for c, tag in zip(text, tags)) + "\n")
