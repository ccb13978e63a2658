"""Makes pages with gold for the trainer: lays articles out as newspaper pages, prints them, and reads them again.

    python3 tools/printed_pages OUT --articles FILE.jsonl.xz[:COUNT] … --kind local --count 40 --seed 1 [--avoid 'PAGES/*/*.txt']

Wants chromium, pdftotext (poppler), fonts-noto-cjk, and the Python packages pymupdf, pdfminer.six and pypdfium2. Articles are JSON
lines with shoulder, title, sub and paragraphs; with a COUNT, so many of a file's are taken, evenly. Articles that stand on the pages of --avoid are left out, so that these can be measured
on. With --reader browser the text is as a browser's reader of PDF has it, without blank lines.
Writes NAME.txt and NAME.gold.json (spans in code points); the same seed gives the same pages where the tools are the same.
"""

import argparse
import glob
import json
import lzma
import os
import random
import re
import subprocess
import tempfile
import unicodedata

from extract import READERS
from layout import Printer
from words import Words


KINDS = {"local": "drawing", "national": "drawing", "vertical": "drawing", "pdfminer": "position", "columns": "physical"}
"""The kinds of pages, and the reader of each."""


def squeezed(text):
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def articles(file, avoid):
    """The articles of a FILE or FILE:COUNT that have a text and do not stand in `avoid`."""
    path, _, count = file.rpartition(":") if re.search(r":\d+$", file) else (file, "", "")
    found = []
    with lzma.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            article = json.loads(line)
            paragraphs = [p.replace("\xa0", " ").strip() for p in article["paragraphs"] if p.strip()]
            title = article["title"].strip()
            if not title or max(map(len, paragraphs), default=0) < 20:
                continue
            if squeezed(title) in avoid or any(squeezed(p)[:14] in avoid for p in paragraphs[:3]):
                continue
            kicker, subtitle = (article.get("shoulder") or "").strip(), (article.get("sub") or "").strip()
            found.append({"kicker": kicker, "title": title, "subtitle": subtitle, "paragraphs": paragraphs})
    taken = min(int(count or len(found)), len(found))
    return [found[at * len(found) // taken] for at in range(taken)]


def printed(page, folder):
    with open(f"{folder}/page.html", "w", encoding="utf8") as file:
        file.write(page)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer"]
    command = ["chromium", *options, f"--user-data-dir={folder}/user", f"--print-to-pdf={folder}/page.pdf", f"{folder}/page.html"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return f"{folder}/page.pdf"


def by_page(lines, parts, count):
    """The lines of each page, characters with the parts that they are of; a blank line goes with the line before it."""
    pages, last = [[] for _ in range(count)], None
    for line in lines:
        if line is None:
            if last is not None:
                pages[last].append(None)
            continue
        owned = [(c, parts[colour - 1] if colour and colour <= len(parts) else None) for c, colour in line]
        page = next((owner[0] for _, owner in owned if owner), None)
        if page is not None:
            last = page
            pages[page].append([(c, owner and owner[1]) for c, owner in owned])
    return pages


def with_accidents(lines, kind, words, reader):
    """Text and owners of one page, with the blank lines and lost indents that extractors leave."""
    chance, pick = words.chance, words.pick
    every, none = chance(4), chance(20)
    inside = 100 if every else 0 if none and chance(60) else pick([1, 2, 4, 5, 6, 8, 11, 15])
    between = 100 if every else 0 if none else pick([0, 0, 5, 8, 15, 40] if kind == "columns" else [5, 30, 50, 70, 80, 90, 95, 100])
    apart = 100 if every else 0 if none else pick([40, 60, 80, 85, 90, 100])
    keeps_indents, keeps_blanks = chance(92), chance(6 if reader == "position" else 70)
    text, owners, last = [], [], None

    def put(char, owner):
        text.append(char)
        owners.append(None if char.isspace() else owner)

    for line in lines:
        if line is None:
            if keeps_blanks and text:
                put("\n", None)
            continue
        first = next((i for i, (c, _) in enumerate(line) if not c.isspace()), None)
        if first is None:
            continue
        part = next((owner for c, owner in line if owner and not c.isspace()), None)
        if last is not None:
            same_body = part and last[0] == part[0] == "B" and last[1] == part[1]
            blank = (3 if part[0] in "KTS" else inside) if part == last else between if same_body else apart
            if reader != "browser" and chance(blank):
                put("\n", None)
        last = part
        for char, owner in line if keeps_indents else line[first:]:
            put(char, owner)
        while text[-1].isspace() and text[-1] != "\n":
            text.pop()
            owners.pop()
        put("\n", None)
    for at, char in enumerate(text):
        if not char.isspace() and owners[at] is None and at > 0:
            owners[at] = next((owner for owner in reversed(owners[:at]) if owner), None)
    return "".join(text), owners


def gold(text, owners):
    """Where each part stands; none where the page holds no article."""
    spans = {}
    for at, owner in enumerate(owners):
        if owner is None:
            continue
        own = spans.setdefault(owner, [])
        if own and not text[own[-1][1]:at].strip() and "\n" not in text[own[-1][1]:at]:
            own[-1][1] = at + 1
        else:
            own.append([at, at + 1])

    def of(kind, article):
        return [spans[key] for key in sorted(k for k in spans if k[0] == kind and k[1] == article)]

    found = []
    for article in sorted({key[1] for key in spans if key[0] != "F"}):
        head = {name: spans.get((kind, article, 0), []) for name, kind in (("kicker", "K"), ("title", "T"), ("sub", "S"))}
        found.append({**head, "byline": [], "paragraphs": of("B", article), "captions": of("C", article)})
    return found and {"articles": found, "furniture": [spans[key] for key in sorted(k for k in spans if k[0] == "F")]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--articles", nargs="+", required=True)
    parser.add_argument("--kind", choices=KINDS, default="local")
    parser.add_argument("--reader", choices=READERS, help="another reader than the kind's")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--avoid", default="")
    given = parser.parse_args()
    avoid = ""
    for path in sorted(glob.glob(given.avoid)):
        with open(path, encoding="utf8") as file:
            avoid += squeezed(file.read())
    reader = given.reader or KINDS[given.kind]
    words = Words(random.Random(given.seed))
    printer = Printer([article for file in given.articles for article in articles(file, avoid)], words, given.kind)
    with tempfile.TemporaryDirectory() as folder:
        pdf = printed(printer.pages(given.count), folder)
        pages = by_page(READERS[reader](pdf), printer.parts, given.count)
    os.makedirs(given.out, exist_ok=True)
    for number, lines in enumerate(pages):
        text, owners = with_accidents(lines, given.kind, words, reader)
        truth = gold(text, owners)
        if truth:
            name = f"{given.out}/{given.kind}-{reader}-{given.seed}-{number:03}"
            with open(f"{name}.txt", "w", encoding="utf8", newline="") as file:
                file.write(text)
            with open(f"{name}.gold.json", "w", encoding="utf8") as file:
                json.dump(truth, file)


if __name__ == "__main__":
    main()
