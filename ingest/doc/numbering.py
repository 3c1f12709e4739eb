"""Numbers as Word prints them: the number formats of the binary format ([MS-OSHARED] 2.2.1.3, MSONFC)."""

from __future__ import annotations

from ingest.wordprocessing.numerals import numeral

BULLET = 23
NONE = 255
_MOST = 32767
"""Above this Word itself shows no number; it also bounds what letters that repeat come to."""
_NAMES = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    6: "cardinalText", 7: "ordinalText", 8: "hex", 9: "chicago", 18: "decimalEnclosedCircle",
    22: "decimalZero", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 57: "numberInDash",
    58: "russianLower", 59: "russianUpper",
}  # fmt: skip
_LANGUAGES = {0x07: "de", 0x09: "en", 0x0A: "es", 0x0C: "fr", 0x10: "it", 0x16: "pt", 0x03: "ca", 0x19: "ru"}


def printed(number: int, form: int, language: str = "") -> str:
    """``number`` in the number format ``form`` (nfc); Arabic for formats of scripts that are not known."""
    if form in (BULLET, NONE) or not 0 <= number <= _MOST:
        return ""
    return numeral(number, _NAMES.get(form, "decimal"), language)


def language_of(identifier: int) -> str:
    """ISO 639-1 code of a Windows language identifier (LID), empty for one that no number format needs."""
    return _LANGUAGES.get(identifier & 0x3FF, "")
