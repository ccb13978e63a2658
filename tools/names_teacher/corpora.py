"""The texts: marked sentences from column files, unmarked ones from articles, and the one file that both are kept in.

The file is numpy's: `guidelines`; for each of them, and for the unmarked texts under the name `texts`, `NAME.text` (code points of all
sentences, one behind another), `NAME.lengths` (how many each sentence has), and either `NAME.labels` or `texts.words` (whether a word
begins at the character), `texts.source` (which file, from 0) and `texts.chosen` (whether it is to be labelled); and `characters`, those
that the network tells apart.
"""

import collections
import json
import lzma
import re

import numpy as np

TAGS = ["PER", "LOC", "ORG"]
# Of so many blocks of so many sentences one is held out, the fifth, as in src/train/names/corpus.rs.
BLOCK, BLOCKS, HELD = 300, 12, 5
# Characters of a sentence that are looked at; the network knows no more than 512 places.
LONGEST = 500
# Unmarked paragraphs are cut behind sentences, into pieces of at most so many characters and, where it can be, at least so many.
PIECE, SHORTEST_PIECE = 240, 60
# A character must stand so often in the texts, or it is a rare one.
OFTEN = 3
# Words of a list that are at least as frequent there, and no longer; by them whole words are masked.
FREQUENT_WORD, LONGEST_WORD = 5, 6
# So many characters of a sentence that is measured on must not stand in an unmarked paragraph.
BEGINNING = 20
# What the network sees in place of characters; behind these come the characters.
PADDING, BEGIN, END, RARE, MASKED = range(5)
SPECIAL = 5
# Labels where nothing is to be learned.
IGNORED = -100
# Full-width forms are read as half-width ones, and what fills a gap as a space.
NORMAL = {0xFF01 + at: 0x21 + at for at in range(94)} | dict.fromkeys(map(ord, "\u3000\xa0\t_"), 0x20)


def lines_of(path):
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf8") as lines:
        yield from lines


def code_points(text):
    return np.frombuffer(text.encode("utf-32-le"), "<u4")


def squeezed(text):
    return re.sub(r"\s", "", text.translate(NORMAL))


class Sentences:
    """Sentences one behind another: code points of the text, how many each sentence has, and a label for each if they are marked."""

    def __init__(self, text, lengths, labels=None):
        self.text, self.labels = text, labels
        self.lengths = lengths.astype(np.int64)
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.numbers = None

    def numbered(self, numbers):
        """Looks up the numbers that the network has for the characters."""
        self.numbers = numbers[self.text]
        return self

    def batch(self, chosen):
        """Numbers and labels of sentences, each between a beginning and an end, and where there are characters of theirs."""
        lengths = self.lengths[chosen]
        # Few different widths, so that little is planned anew.
        width = -(-(int(lengths.max()) + 2) // 16) * 16
        steps = np.arange(width)[None] - 1
        inside = (steps >= 0) & (steps < lengths[:, None])
        at = np.where(inside, self.starts[chosen][:, None] + steps, 0)
        numbers = np.where(inside, self.numbers[at], PADDING).astype(np.int64)
        numbers[:, 0] = BEGIN
        numbers[np.arange(len(chosen)), lengths + 1] = END
        labels = None if self.labels is None else np.where(inside, self.labels[at].astype(np.int64), IGNORED)
        return numbers, labels, inside


class Corpora:
    """What `prepare` wrote."""

    def __init__(self, path):
        self.file = np.load(path)
        self.guidelines = [str(name) for name in self.file["guidelines"]]
        self.characters = self.file["characters"]
        # The number of each code point.
        numbers = np.full(0x110000, RARE, np.int32)
        numbers[self.characters] = np.arange(len(self.characters)) + SPECIAL
        for full, half in NORMAL.items():
            numbers[full] = numbers[half]
        self.numbers = numbers

    def marked(self, guideline):
        part = lambda name: self.file[f"{guideline}.{name}"]
        return Sentences(part("text"), part("lengths"), part("labels")).numbered(self.numbers)

    def text(self):
        """The numbers of all unmarked text, and whether a word begins there."""
        return self.numbers[self.file["texts.text"]], self.file["texts.words"]

    def to_label(self):
        """The pieces that are to be labelled, and which file each is of."""
        chosen, lengths, text = self.file["texts.chosen"], self.file["texts.lengths"], self.file["texts.text"]
        pieces = Sentences(text[np.repeat(chosen, lengths)], lengths[chosen]).numbered(self.numbers)
        return pieces, self.file["texts.source"][chosen]

    def held(self, given):
        """The sentences of GUIDELINE=FILE, and which of the guidelines it is."""
        guideline, name = given.split("=", 1)
        return self.guidelines.index(guideline), Sentences(*arrays(columns(name))).numbered(self.numbers)


def columns(name):
    """The sentences of a column file as (text, labels); FILE:open or FILE:held takes what is not or is held out."""
    path, _, part = name.rpartition(":") if name.endswith((":open", ":held")) else (name, "", "")
    found, text, tags = [], [], []
    for line in (*lines_of(path), ""):
        if line.strip() and not line.startswith("# "):
            # The character may itself be white space.
            character, tag = line[0], line.split()[-1]
            text.append(character)
            tags.append(tag if tag[2:] in TAGS else "O")
        elif text:
            found.append(("".join(text[:LONGEST]), labels_of(tags[:LONGEST])))
            text, tags = [], []
    if part:
        found = [sentence for at, sentence in enumerate(found) if (at // BLOCK % BLOCKS == HELD) == (part == "held")]
    return found


def labels_of(tags):
    """Labels by number, as the program has them: outside; begin, middle, end, single of each type."""
    labels = []
    for at, tag in enumerate(tags):
        if tag == "O":
            labels.append(0)
            continue
        begins = tag[0] == "B" or at == 0 or tags[at - 1][2:] != tag[2:]
        ends = at + 1 == len(tags) or tags[at + 1] != "I-" + tag[2:]
        part = (3 if ends else 0) if begins else (2 if ends else 1)
        labels.append(1 + 4 * TAGS.index(tag[2:]) + part)
    return labels


def tag_of(label):
    part, kind = (label - 1) % 4, TAGS[(label - 1) // 4]
    return "O" if label == 0 else ("B-" if part in (0, 3) else "I-") + kind


def arrays(sentences):
    """Text, lengths and labels as arrays."""
    text = code_points("".join(text for text, _ in sentences))
    lengths = np.array([len(text) for text, _ in sentences], np.uint16)
    return text, lengths, np.array([label for _, labels in sentences for label in labels], np.uint8)


def beginnings(names):
    """How the sentences begin that are measured on: those of column files, and texts or paragraphs of JSON lines.

    Some of the paragraphs are quoted in other articles, whole or in part."""
    found = set()
    for name in names:
        if re.search(r"\.jsonl(\.xz)?$", name):
            rows = map(json.loads, lines_of(name))
            texts = [text for row in rows for text in (row["paragraphs"] if "paragraphs" in row else [row["text"]])]
        else:
            texts = [text for text, _ in columns(name)]
        found.update(squeezed(part)[:BEGINNING] for text in texts for part in [text, *re.split("(?<=[。！？；])", text)])
    return found - {""}


def holds(paragraph, avoid):
    """Whether a beginning stands in it; one that is shorter, since the sentence is, must be all of it."""
    text = squeezed(paragraph)
    return text in avoid or any(text[at : at + BEGINNING] in avoid for at in range(len(text) - BEGINNING + 1))


def pieces(paragraph):
    while len(paragraph) > PIECE:
        end = max(paragraph.rfind(mark, SHORTEST_PIECE, PIECE) for mark in "。！？；")
        end = PIECE if end < 0 else end + 1
        yield paragraph[:end]
        paragraph = paragraph[end:]
    if paragraph:
        yield paragraph


def listed_words(path):
    """The words of a list with a word and its frequency in each line."""
    rows = (line.split() for line in lines_of(path))
    return {row[0].translate(NORMAL) for row in rows if 1 < len(row[0]) <= LONGEST_WORD and int(row[1]) >= FREQUENT_WORD}


def word_starts(text, words):
    """For each character whether a word begins there; from left to right the longest word of the list is taken."""
    text, at, starts = text.translate(NORMAL), 0, bytearray(len(text))
    while at < len(text):
        starts[at] = 1
        lengths = range(min(LONGEST_WORD, len(text) - at), 1, -1)
        at += next((length for length in lengths if text[at : at + length] in words), 1)
    return starts


def prepare(sets, texts, avoid, words, out):
    """Writes one file of all: `sets` are GUIDELINE=FILE, `texts` are FILE or FILE:NUMBER, where one article in NUMBER is to be labelled."""
    kept, counts = {}, collections.Counter()
    for given in sets:
        guideline, name = given.split("=", 1)
        sentences = columns(name)
        kept |= {f"{guideline}.{part}": value for part, value in zip(["text", "lengths", "labels"], arrays(sentences))}
        counts.update("".join(text for text, _ in sentences).translate(NORMAL))
        print(f"{guideline}: {len(sentences)} sentences, {len(kept[guideline + '.text'])} characters", flush=True)
    avoid, words = beginnings(avoid), listed_words(words)
    found, source, chosen, starts, left_out = [], [], [], bytearray(), 0
    for file, given in enumerate(texts):
        path, each = re.fullmatch(r"(.*?)(?::(\d+))?", given).groups()
        for at, line in enumerate(lines_of(path)):
            for paragraph in json.loads(line)["paragraphs"]:
                if holds(paragraph, avoid):
                    left_out += 1
                    continue
                for piece in pieces(paragraph.strip()):
                    found.append(piece)
                    source.append(file)
                    chosen.append(at % int(each or 1) == 0)
                    starts += word_starts(piece, words)
    text = "".join(found)
    counts.update(text.translate(NORMAL))
    print(f"{len(found)} pieces, {len(text)} characters, {left_out} paragraphs left out", flush=True)
    kept |= {"texts.text": code_points(text), "texts.words": np.frombuffer(starts, bool), "texts.source": np.array(source, np.uint8)}
    kept |= {"texts.lengths": np.array([len(piece) for piece in found], np.uint16), "texts.chosen": np.array(chosen, bool)}
    kept["characters"] = np.array(sorted(ord(c) for c, count in counts.items() if count >= OFTEN), np.int32)
    kept["guidelines"] = np.array([given.split("=", 1)[0] for given in sets])
    print(f"{len(kept['characters'])} characters told apart", flush=True)
    with open(out, "wb") as file:
        np.savez(file, **kept)
