#!/usr/bin/env python3
"""Marks made by hand after the guide of entities, kept without the text that they stand in.

    guide_marks.py read MARKS ARTICLES PAGES PART FILE      paragraphs with their marks, to learn or to measure on
    guide_marks.py sentences MARKS PART NAME=COLUMNS FILE   the same of the sentences of a column file
    guide_marks.py write MARKS PART FILE…                   adds such paragraphs to MARKS as PART

MARKS (`models/guide_marks.tsv`) has one line a paragraph: PART (learn, choose or measure; 1998 for sentences of MSRA and PFR; or terms, where single stretches in quotation
marks alone were judged, TERM or OTHER), the article's id, the paragraph in it from 0, the beginning of the SHA-256 of the
paragraph's text, and the marks as START-END-TYPE in code points. ARTICLES is the packed JSON lines file of articles with `id` and `paragraphs`; PAGES the folder of page texts with gold, whose articles have ids like local/l001/0 (kind, page,
article from 0); a sentence has NAME/NUMBER, its number in COLUMNS from 0. FILE is JSON lines of `{"id", "par", "text", "entities": [[start, end, type], …]}`; read
into a FILE that ends with .bio, it becomes a column file of PER, LOC and ORG, as `jianbao-train names` takes it.
"""
import hashlib
import json
import lzma
import os
import sys
import unicodedata

COLUMNS = {"PERSON": "PER", "PLACE": "LOC", "ORG": "ORG"}


def fingerprint(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def articles_of(articles, pages, wanted):
    """The articles as (id, paragraphs): all of the file, and of the pages those that are wanted."""
    with lzma.open(articles, "rt", encoding="utf8") as lines:
        yield from ((article["id"], article["paragraphs"]) for article in map(json.loads, lines))
    for name in sorted({article.rpartition("/")[0] for article in wanted if "/" in article}):
        path = os.path.join(pages, name)
        text = open(path + ".txt", encoding="utf8").read()
        for at, article in enumerate(json.load(open(path + ".gold.json", encoding="utf8"))["articles"]):
            yield f"{name}/{at}", [plain("".join(text[s:e] for s, e in lines)) for lines in article["paragraphs"]]


def plain(text):
    """A page's text without white space, radicals as the characters that they stand for."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2e80" <= c <= "\u2fdf" else c for c in text if not c.isspace())


def sentences_of(name, columns):
    """The sentences of a column file, each as an article of one paragraph."""
    text, number = "", 0
    with (lzma.open if columns.endswith(".xz") else open)(columns, "rt", encoding="utf8") as lines:
        for line in (*lines, ""):
            if line.strip() and not line.startswith("# "):
                text += line[0]
            elif text:
                yield f"{name}/{number}", [text]
                text, number = "", number + 1


def marked(marks, part):
    """The marks of one part, by article and paragraph, each with the beginning of its text's SHA-256."""
    found = {}
    for line in open(marks, encoding="utf8"):
        of, article, paragraph, check, *spans = line.rstrip("\n").split("\t")
        if of == part:
            found[article, int(paragraph)] = check, [(int(s), int(e), t) for s, e, t in (span.split("-") for span in spans)]
    return found


def read(wanted, texts, out):
    """Finds marked paragraphs again; a text that is not what was marked ends it."""
    rows = {}
    for article, paragraphs in texts:
        for at, text in enumerate(paragraphs):
            check, found = wanted.get((article, at), (None, None))
            if check is None:
                continue
            if check != fingerprint(text):
                sys.exit(f"paragraph {at} of {article} is not the one that was marked")
            rows[article, at] = {"id": article, "par": at, "text": text, "entities": found}
    if len(rows) < len(wanted):
        sys.exit(f"{len(wanted) - len(rows)} of the marked paragraphs are in none of the texts")
    with open(out, "w", encoding="utf8") as file:
        for key in wanted:
            file.write(columns(rows[key]) if out.endswith(".bio") else json.dumps(rows[key], ensure_ascii=False) + "\n")


def columns(row):
    tags = ["O"] * len(row["text"])
    for start, end, kind in row["entities"]:
        if kind in COLUMNS:
            tags[start:end] = ["I-" + COLUMNS[kind]] * (end - start)
            tags[start] = "B-" + COLUMNS[kind]
    # White space, a line break above all, would be read as the columns' own; sentences are learned one by one.
    return "".join(
        f"{' ' if c.isspace() else c}\t{tag}\n" + ("\n" if c in "。！？" and tag == "O" else "")
        for c, tag in zip(row["text"], tags)
    ) + "\n"


def write(marks, part, files):
    with open(marks, "a", encoding="utf8") as out:
        for row in (json.loads(line) for name in files for line in open(name, encoding="utf8")):
            spans = [f"{s}-{e}-{t}" for s, e, t in sorted(row["entities"], key=lambda x: (x[0], -x[1]))]
            out.write("\t".join([part, row["id"], str(row["par"]), fingerprint(row["text"]), *spans]) + "\n")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["read", marks, articles, pages, part, out]:
            wanted = marked(marks, part)
            read(wanted, articles_of(articles, pages, {article for article, _ in wanted}), out)
        case ["sentences", marks, part, given, out] if "=" in given:
            name, _, path = given.partition("=")
            wanted = {key: of for key, of in marked(marks, part).items() if key[0].startswith(name + "/")}
            read(wanted, sentences_of(name, path), out)
        case ["write", marks, part, *files] if files:
            write(marks, part, files)
        case _:
            sys.exit(__doc__)
