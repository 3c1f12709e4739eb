"""From bytes to text: which encoding they are in, and saying so where that is a guess.

The order of trust: a byte order mark; the pattern of zero bytes that UTF-16 gives to Western text; bytes that
are valid UTF-8 (hardly any other text is); what the file declares (HTML); then the single-byte encodings that
Western office programs have written, told apart by where their accented letters would stand in words; at
last charset-normalizer, which knows the others. From the declared encoding downwards, what is found may be
wrong: it is noted in ``problems``, and so is every byte and every sign that had to be mended.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import ftfy
from charset_normalizer import from_bytes
from ftfy.badness import is_bad

from ingest.problems import Problem, problem

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WESTERN = ("cp1252", "mac_roman", "cp850")
"""Windows, old Macintosh and DOS; the first wins a tie."""

_SAMPLE = 1 << 16
"""Bytes that are looked at where all of them would take long."""
_FEWEST_PAIRS = 4
"""Characters that a pattern of zero bytes must show in before it means UTF-16."""
_FEWEST_BYTES = 16
"""Non-ASCII bytes below which an encoding of another script would be a guess at random."""
_NEIGHBOURHOODS = 4_000
"""Non-ASCII characters that a single-byte encoding is judged by."""

_LETTERS = frozenset("áéíóúüñçàâãêôõèìòùäöïëîûœ")
"""Accented letters of Spanish, Portuguese, French, Italian and German."""
_OPENING = frozenset("¿¡“‘«")
_CLOSING = frozenset("”»ºª")
_SIGNS = frozenset("°–—’•·…€\xa0")
_RARER_SIGNS = frozenset("£§±×²³¹½¼¾´®©™")
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
"""Codecs of Python that no file is in, nor UTF-16 and UTF-32 where ASCII bytes claim them."""
_STRAY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
"""Control characters that are neither white space nor a break of lines or pages."""
_ESCAPED = re.compile("[\udc80-\udcff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_TWICE_ENCODED = re.compile("[ÃÂâÎÐ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸŽ]")
"""How the first two bytes of an accented letter in UTF-8 look when read as Windows-1252."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    text: str
    encoding: str
    """Python's name of the codec that gave it."""
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """The text in ``data``, without byte order mark and without stray control characters.

    ``declared`` is what the file says of its own encoding, if it does. Nothing is ever dropped for want of
    an encoding: a byte that does not belong is read as Windows-1252 (U+FFFD where that has none either).
    """
    text, encoding, problems = _decoded(data, declared)
    text, stray = _STRAY.subn("", text)
    if stray:
        problems.append(problem("control_characters", count=stray))
    if _TWICE_ENCODED.search(text):
        text, mended = _mend(text)
        if mended:
            problems.append(problem("mojibake_mended", count=mended))
    return DecodedText(text, encoding, tuple(problems))


def _decoded(data: bytes, declared: str | None) -> tuple[str, str, list[Problem]]:
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _with_bad_bytes(data[len(mark) :], codec)
    wide = _wide_encoding(data)
    if wide:
        text, codec, problems = _with_bad_bytes(data, wide)
        return text, codec, [problem("encoding_guessed", encoding=_shown(codec)), *problems]
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return _with_bad_bytes(data, "utf-8")
    stated = _known_codec(declared)
    if stated is not None and stated != "utf-8":
        return _with_bad_bytes(data, stated)
    codec = _single_byte_encoding(data)
    text, codec, problems = _with_bad_bytes(data, codec)
    return text, codec, [problem("encoding_guessed", encoding=_shown(codec)), *problems]


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: in Western text every second byte is zero, and the others hardly ever are."""
    pairs = len(data[:_SAMPLE]) // 2
    if pairs < _FEWEST_PAIRS:
        return None
    high_first = data[: pairs * 2 : 2].count(0) / pairs
    low_first = data[1 : pairs * 2 : 2].count(0) / pairs
    if low_first >= 0.5 and high_first <= 0.05:
        return "utf-16-le"
    if high_first >= 0.5 and low_first <= 0.05:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Whether nearly all non-ASCII bytes form UTF-8: damaged or mixed, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for _ in _NOT_ASCII.finditer(text)) - broken
    return whole >= 3 and whole >= 10 * broken


def _with_bad_bytes(data: bytes, codec: str) -> tuple[str, str, list[Problem]]:
    """``data`` in ``codec``; single bytes that it has no character for are read as Windows-1252."""
    try:
        return data.decode(codec), codec, []
    except UnicodeDecodeError:
        pass
    if codec.startswith(_NO_SINGLE_BYTES):
        text = data.decode(codec, errors="replace")
        count = text.count("\ufffd")
    else:
        text, count = _ESCAPED.subn(_as_windows, data.decode(codec, errors="surrogateescape"))
    return text, codec, [problem("encoding_damaged", count=count, encoding=_shown(codec))]


def _as_windows(escaped: re.Match[str]) -> str:
    """The Windows-1252 character of a byte that Python kept as a lone surrogate (PEP 383)."""
    return bytes([ord(escaped[0]) - 0xDC00]).decode("cp1252", errors="replace")


def _known_codec(declared: str | None) -> str | None:
    """Python's codec for a declared encoding. What calls itself Latin-1 or ASCII is read as Windows-1252,
    as browsers do (WHATWG Encoding standard, names and labels)."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().lower()).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError):
        return None
    if name.startswith(("utf-16", "utf-32")) or name in _NO_CHARSETS:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


_NO_SINGLE_BYTES = ("utf-16", "utf-32", "utf-7", "hz", "iso2022")
"""Codecs in which a bad byte is no character of its own: wide ones, and those that switch by ASCII marks."""
_COMMON = 0.08
"""What Windows-1252 has ahead of the others where the bytes hardly tell: it is far the commonest."""


def _single_byte_encoding(data: bytes) -> str:
    scores = {codec: _western_score(data, codec) for codec in _WESTERN}
    scores["cp1252"] += _COMMON
    best = max(_WESTERN, key=lambda codec: scores[codec])
    if scores[best] >= 0.5 or sum(byte > 0x7F for byte in data[:_SAMPLE]) < _FEWEST_BYTES:
        return best
    match = from_bytes(data[:_SAMPLE]).best()
    if match is None or _known_codec(match.encoding) is None:
        return best
    return match.encoding


def _western_score(data: bytes, codec: str) -> float:
    """Mean over the non-ASCII characters that ``codec`` gives, each from -1 (would stand oddly) to 1 (an
    accented letter in a word of its own case)."""
    text = data.decode(codec, errors="replace")
    scores: list[float] = []
    for found in _NOT_ASCII.finditer(text):
        at = found.start()
        scores.append(_fit(text[max(at - 1, 0) : at], found[0], text[at + 1 : at + 2]))
        if len(scores) >= _NEIGHBOURHOODS:
            break
    return sum(scores) / len(scores) if scores else 0.0


def _fit(before: str, character: str, after: str) -> float:
    """How well a non-ASCII character stands between its neighbours (each empty at the end of the text)."""
    inside_word = before.isalpha() and after.isalpha()
    if character.lower() in _LETTERS:
        if not before.isascii() and not after.isascii():
            return -1.0
        if character.islower():
            return 1.0 if before.islower() or after.islower() else 0.3
        if before.islower():
            return -1.0
        return 0.9 if before.isalpha() or after.isalpha() else 0.2
    if character in _OPENING:
        return 0.95 if after.isalnum() and not before.isalnum() else 0.0
    if character in _CLOSING:
        return 0.95 if before and not before.isspace() and not after.isalpha() else 0.0
    if character in _SIGNS:
        return -0.5 if inside_word and character not in "–—’·" else 0.6
    if character in _RARER_SIGNS:
        return -1.0 if inside_word else 0.1
    return -0.3 if unicodedata.category(character).startswith("L") else -1.0


def _mend(text: str) -> tuple[str, int]:
    """Lines that were once decoded wrongly and stored so, put right; and how many."""
    lines = text.split("\n")
    mended = 0
    for number, line in enumerate(lines):
        if _TWICE_ENCODED.search(line) and is_bad(line):
            better = ftfy.fix_encoding(line)
            if better != line:
                lines[number] = better
                mended += 1
    return "\n".join(lines), mended


@cache
def _shown(codec: str) -> str:
    """The name that people know an encoding by."""
    names = {"cp1252": "Windows-1252", "mac_roman": "Mac OS Roman", "cp850": "DOS 850"}
    return names.get(codec, codec.upper())
