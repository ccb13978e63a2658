"""The text of printed pages, as four readers of PDF give it: for each line, its characters with the colours they are printed in.

A line is a list of (character, colour or None); a blank line that the reader puts between blocks is None."""

import subprocess
import xml.etree.ElementTree as ET

LINE_BAND = 6
"""Points that characters are sorted by from top to bottom, to find the one at a place."""


def drawing_order(pdf):
    """PyMuPDF: as the page was drawn."""
    import pymupdf

    flags = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_PRESERVE_LIGATURES
    for page in pymupdf.open(pdf):
        for block in page.get_text("rawdict", flags=flags)["blocks"]:
            for line in block.get("lines", []):
                yield [(char["c"], span["color"]) for span in line["spans"] for char in span["chars"]]


def position_order(pdf):
    """pdfminer: by position, with radicals in place of some ideographs."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTChar, LTTextBox, LTTextLine

    def boxes(item):
        if isinstance(item, LTTextBox):
            yield item
        elif hasattr(item, "__iter__") and not isinstance(item, LTTextLine):
            for inner in item:
                yield from boxes(inner)

    def colour(char):
        if not isinstance(char, LTChar):
            return None
        value = char.graphicstate.ncolor
        value = (value,) * 3 if isinstance(value, (int, float)) else value
        if value is None or len(value) != 3:
            return None
        red, green, blue = (round(float(v) * 255) for v in value)
        return red << 16 | green << 8 | blue

    for page in extract_pages(pdf):
        for box in boxes(page):
            for line in box:
                yield [(c, colour(char)) for char in line for c in char.get_text() if c != "\n"]
            yield None


def physical_layout(pdf):
    """poppler: columns side by side now and then on one line. It tells no colours: they are those of the characters at the place."""
    import pymupdf

    space = "{http://www.w3.org/1999/xhtml}"
    boxes = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], check=True, capture_output=True).stdout
    for page, found in zip(pymupdf.open(pdf), ET.fromstring(boxes).iter(space + "page")):
        bands = {}
        for block in page.get_text("rawdict")["blocks"]:
            for line in block.get("lines", []):
                for span in line["spans"]:
                    for char in span["chars"]:
                        left, top, right, bottom = char["bbox"]
                        x, y = (left + right) / 2, (top + bottom) / 2
                        bands.setdefault(round(y / LINE_BAND), []).append((x, y, span["color"]))

        def colour(x, y):
            band = round(y / LINE_BAND)
            near = [c for b in (band - 1, band, band + 1) for c in bands.get(b, ()) if c[2]]
            return min(near, key=lambda c: abs(c[0] - x) + 2 * abs(c[1] - y), default=(0, 0, None))[2]

        for block in found.iter(space + "block"):
            for line in block.iter(space + "line"):
                chars = []
                for word in line.iter(space + "word"):
                    if chars:
                        chars.append((" ", None))
                    left, right = float(word.get("xMin")), float(word.get("xMax"))
                    y = (float(word.get("yMin")) + float(word.get("yMax"))) / 2
                    widths = [1 if ord(c) < 256 else 2 for c in word.text or ""]
                    before = 0
                    for c, width in zip(word.text or "", widths):
                        x = left + (right - left) * (before + width / 2) / sum(widths)
                        chars.append((c, colour(x, y)))
                        before += width
                yield chars
            yield None


def browser_order(pdf):
    """PDFium, as browsers have it: no blank lines, breaks and spaces where it sees some."""
    import ctypes

    import pypdfium2
    from pypdfium2 import raw

    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage()
        parts = [ctypes.c_uint() for _ in range(4)]
        line = []
        for at in range(text.count_chars()):
            c = chr(raw.FPDFText_GetUnicode(text, at))
            if c in "\0\ufffe":  # Nothing, and a hyphen at a line's end.
                continue
            if c in "\r\n":
                yield line
                line = []
                continue
            known = raw.FPDFText_GetFillColor(text, at, *parts)
            red, green, blue = (part.value for part in parts[:3])
            line.append((c, red << 16 | green << 8 | blue if known else None))
        yield line


READERS = {"drawing": drawing_order, "position": position_order, "physical": physical_layout, "browser": browser_order}
