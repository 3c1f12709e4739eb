"""Whether a page's text can be trusted: no text at all, a text layer of garbage, or text nobody sees."""

from __future__ import annotations

import re
from enum import Enum

import numpy as np

from ingest.pdf.glyphs import Flags, Glyphs, text_of
from ingest.pdf.paths import Paths, is_white
from ingest.pdf.patience import is_over

_FEW = 8
"""Glyphs; a page with fewer has no text to speak of."""
_SCAN = 0.35
"""Of the page: pictures this large may be a scan of it."""
_UNMAPPED = 0.3
_MOST_PAIRS = 4_000_000
"""Of glyphs and grounds looked at together: bounds the memory."""


class Text(Enum):
    """What a page's text is worth."""

    FINE = "fine"
    NONE = "none"
    """Empty, with no picture either."""
    PICTURE = "picture"
    """Only pictures: a scan."""
    GARBLED = "garbled"
    """There is text, but it does not say which characters it shows."""


def judge(glyphs: Glyphs, paths: Paths, width: float, height: float) -> Text:
    seen = ~glyphs.space
    code, unmapped = glyphs.code[seen], glyphs.unmapped[seen]
    if len(code) < _FEW:
        boxes = paths.pictures
        area = ((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).max() if len(boxes) else 0.0
        return Text.PICTURE if area >= _SCAN * width * height else Text.NONE
    if np.count_nonzero(unmapped) / len(unmapped) > _UNMAPPED:
        return Text.GARBLED
    return Text.GARBLED if _is_garbage(text_of(code)) else Text.FINE


_PLAIN = re.compile(r"[A-Za-zÀ-ÿ0-9.,;:()%/\-–—¿?¡!\"'“”‘’«»$€°ºª•+=*&@#_\[\]…|<>]")
_CID = re.compile(r"\(cid:\d+\)")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = bytes(code for code in range(0x80) if not chr(code).isalpha())


def _is_garbage(text: str) -> bool:
    """Signs that no text has: ``(cid:12)``, control characters, consonants without vowels where the letters
    are Latin, or a mass of rare signs where hardly a letter of any script stands."""
    if len(_CID.findall(text)) * 6 > 0.3 * len(text):
        return True
    latin = text.encode("ascii", "ignore").translate(None, _NO_LETTERS).lower()
    beyond = () if text.isascii() else _BEYOND_ASCII.findall(text)
    letters = len(latin) + sum(map(str.isalpha, beyond))
    if not letters:
        return sum(1 for sign in text if not _PLAIN.match(sign)) > 0.6 * len(text)
    if len(text) >= 200 and len(latin) > 0.8 * letters and len(latin) > 0.4 * len(text):
        vowels = sum(map(latin.count, (b"a", b"e", b"i", b"o", b"u", b"y")))
        return not 0.2 <= vowels / len(latin) <= 0.68
    odd = sum(1 for sign in text if not sign.isalnum() and not _PLAIN.match(sign))
    return odd > 0.5 * len(text)


def unseen(glyphs: Glyphs, paths: Paths, width: float, height: float) -> Flags:
    """Glyphs that nobody sees: outside the page or their clipping path, or white where nothing dark lies
    below. Text drawn without ink over a picture is the text layer of a scan and stays."""
    middle_x, middle_y = (glyphs.box[:, 0] + glyphs.box[:, 2]) / 2, (glyphs.box[:, 1] + glyphs.box[:, 3]) / 2
    hidden = (middle_x < 0) | (middle_x > width) | (middle_y < 0) | (middle_y > height) | glyphs.clipped
    candidates = (is_white(glyphs.ink) | glyphs.invisible).nonzero()[0]
    if len(candidates):
        dark = paths.fills[~is_white(paths.fill_ink)]
        grounds = np.concatenate((dark, paths.pictures, paths.oblique))
        step = max(_MOST_PAIRS // max(len(grounds), 1), 1)
        for some in (candidates[k : k + step] for k in range(0, len(candidates), step)):
            if is_over():
                break
            x, y = middle_x[some][:, None], middle_y[some][:, None]
            on = (grounds[:, 0] <= x) & (x <= grounds[:, 2]) & (grounds[:, 1] <= y) & (y <= grounds[:, 3])
            hidden[some] |= ~on.any(axis=1)
    return hidden & ~glyphs.space


def is_text_layer(glyphs: Glyphs) -> bool:
    """Whether most of the page's text was drawn without ink: the result of character recognition."""
    return bool(len(glyphs) >= _FEW and np.count_nonzero(glyphs.invisible) / len(glyphs) > 0.6)
