"""A newspaper page as HTML, each part in a colour of its own, by which its characters are known again after printing."""

import html
import re

STYLE = """@page{size:1500px 5000px;margin:20px}body{margin:0;font-family:"Noto Serif CJK SC"}section{break-after:page}
p{margin:0}.a{margin-bottom:26px}.h{line-height:1.3;margin-bottom:8px}.cap{font-size:13px}.f{font-size:13px;margin:8px 0}
.row{display:flex;align-items:flex-start}.side{display:flex;gap:18px}.reverse{display:flex;flex-direction:column-reverse}"""

BY_POSITION = ("pdfminer", "columns")
"""Kinds of pages whose reader goes by position: what stands beside what matters there."""


class Printer:
    """Lays out pages. `parts[colour - 1]` is (page, (kind of part, article, number)) for each colour given out."""

    def __init__(self, articles, words, kind):
        self.articles, self.words, self.kind = articles, words, kind
        self.random = words.random
        self.parts = []

    def pages(self, count):
        body = "".join(self.page(number) for number in range(count))
        return f"<meta charset=utf8><style>{STYLE}</style>{body}"

    def span(self, page, part, text):
        self.parts.append((page, part))
        return f'<span style="color:#{len(self.parts):06x}">{html.escape(text)}</span>'

    def page(self, page):
        pick, chance = self.words.pick, self.words.chance
        by_position = self.kind in BY_POSITION
        style = {
            "width": self.random.randrange(11, 28),
            # Of a hundred headlines, how many stand before their bodies.
            "before": pick([70, 70, 70, 50, 30, 85] if by_position else [30, 30, 30, 30, 20, 50, 75]),
            "indent in text": chance(33),
            "several columns": not chance(92),
        }
        blocks = [self.furniture(page) for _ in range(pick([0, 0, 1, 1, 2, 3]))]
        article, count = 0, self.random.randrange(2, 11)
        while article < count:
            beside = pick([1, 1, 1, 1, 2, 2, 3] if self.kind == "columns" else [1] * 9 + [2]) if by_position else 1
            row = range(article, min(count, article + beside))
            cells = "".join(self.article(page, at, style) for at in row)
            blocks.append(f'<div class=row style="gap:{pick([16, 24, 34, 50])}px">{cells}</div>' if by_position else cells)
            article = row.stop
        for _ in range(pick([0, 0, 1, 1, 2, 3])):
            place = len(blocks) if chance(50) else self.random.randrange(len(blocks) + 1)
            blocks.insert(place, self.furniture(page))
        return f"<section>{''.join(blocks)}</section>"

    def furniture(self, page):
        return f'<div class=f>{self.span(page, ("F", len(self.parts), 0), self.words.furniture())}</div>'

    def article(self, page, at, style):
        pick, chance = self.words.pick, self.words.chance
        width = style["width"] if chance(50) else self.random.randrange(11, 29)
        article = pick(self.articles)
        texts = article["paragraphs"][: self.random.randrange(1, pick([3, 5, 6, 6, 8, 10, 14, 25]) + 1)]
        if self.kind != "national" and chance(88):
            texts[0] = self.words.local(texts[0])
        if chance(5):
            texts[-1] += f"（下转{pick(['第二版', '第三版', '第四版', '第五版', '2版', 'A5版'])}）"
        elif chance(2):
            texts[0] = f"（上接{pick(['第一版', '第二版', '1版', 'A1版'])}）" + texts[0]
        paragraphs = [self.paragraph(page, at, number, text, style) for number, text in enumerate(texts)]
        captions = self.captions(page, at, texts, width)
        before = behind = ""
        if chance(6) and len(paragraphs) > 1:
            place = self.random.randrange(1, len(paragraphs))
            paragraphs[place:place] = captions
        elif chance(12):
            before = "".join(captions)
        else:
            behind = "".join(captions)
        body = before + self.body(paragraphs, width, style)
        if chance(9):
            return f"<div class=a>{body}{behind}</div>"
        head = self.headline(page, at, article)
        if self.random.random() * 100 < style["before"]:
            inner = head + body + behind
        else:
            inner = body + (head + behind if chance(85) else behind + head)
        if self.kind in BY_POSITION:
            way = pick(["", "", "", "", "", "", "side", "reverse"])
            inner = f"<div class={way}>{inner}</div>" if way else inner
        return f"<div class=a>{inner}</div>"

    def paragraph(self, page, at, number, text, style):
        pick, chance = self.words.pick, self.words.chance
        look = "text-indent:2em"
        if len(text) < 18 and not text.endswith("。") and chance(45):
            look = f"text-align:{pick(['left', 'center'])}" + (";font-weight:bold" if chance(60) else "")
        elif style["indent in text"]:
            look, text = "", "　　" + text
        return f'<p style="{look}">{self.span(page, ("B", at, number), text)}</p>'

    def captions(self, page, at, texts, width):
        if not self.words.chance(29):
            return []
        count = self.words.pick([1, 1, 1, 2, 3]) if self.words.chance(30) else 1
        made = []
        for number in range(count):
            text = self.words.caption(texts, "①②③"[number] if count > 1 else "")
            ems = max(14, width) + self.random.randrange(14)
            made.append(f'<p class=cap style="width:{ems}em">{self.span(page, ("C", at, number), text)}</p>')
        return made

    def body(self, paragraphs, width, style):
        pick = self.words.pick
        size = pick([13, 14, 14, 15, 16])
        look = f"width:{width * size + pick([0, 0, 0, 3, 6])}px"
        columns = pick([1, 1, 1, 2, 3]) if style["several columns"] else 1
        if columns > 1:
            gap = pick([14, 16, 20, 28])
            look = f"width:{width * size * columns + gap * (columns - 1)}px;column-count:{columns};column-gap:{gap}px"
        look += f";line-height:{pick([1.15, 1.25, 1.35, 1.5, 1.6])};text-align:{pick(['justify', 'justify', 'left'])}"
        return f'<div style="font-size:{size}px;{look}">{"".join(paragraphs)}</div>'

    def headline(self, page, at, article):
        pick, chance = self.words.pick, self.words.chance
        ems = pick([6, 7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 14, 16, 20, 26])
        size = pick([18, 20, 22, 24, 26, 30])
        vertical = chance(14 if self.kind == "vertical" else 1.5)
        blocks = []
        for part, text, scale in (("K", article["kicker"], 0.6), ("T", article["title"], 1), ("S", article["subtitle"], 0.6)):
            if not text:
                continue
            main, own = part == "T", int(size * scale)
            look = f"font-size:{own}px;"
            if vertical and main:
                look += f"writing-mode:vertical-rl;height:{own * pick([8, 10, 12, 16])}px"
            else:
                width = ems * size + (0 if main else self.random.randrange(120))
                look += f"width:{width}px;text-align:{pick(['left', 'left', 'center'])};font-weight:{'bold' if main else 'normal'}"
            one_line = re.sub(r"\s+", " ", text)
            blocks.append(f'<div style="{look}">{self.span(page, (part, at, 0), one_line)}</div>')
        return f"<div class=h>{''.join(blocks)}</div>"
