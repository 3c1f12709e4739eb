"""Which codec turns the bytes of a font, or of the whole file, into characters.

Charset numbers: RTF specification 1.9.1, "Font Table" (``\\fcharset``); code page numbers are those of
Windows (``\\ansicpg``, ``\\cpg``).
"""

from __future__ import annotations

DEFAULT_CODEC = "cp1252"

SYMBOL_CHARSET = 2

_BY_CHARSET = {
    0: "cp1252",
    77: "mac_roman",
    78: "shift_jis",
    79: "euc_kr",
    80: "gb2312",
    81: "big5",
    85: "mac_greek",
    86: "mac_turkish",
    87: "cp1255",
    88: "mac_latin2",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}

_PLAIN_PAGES = frozenset(
    [
        *(437, 720, 737, 775, 850, 852, 855, 857, 858, 869, 874, 932, 949, 950, 1125),
        *range(860, 867),
        *range(1250, 1259),
    ]
)
"""Code pages that Python's codecs name as Windows does."""

_BY_PAGE = {
    708: "iso8859-6",
    936: "gbk",
    1361: "johab",
    10000: "mac_roman",
    10001: "shift_jis",
    10002: "big5",
    10003: "euc_kr",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10008: "gb2312",
    10029: "mac_latin2",
    10081: "mac_turkish",
    20127: "cp1252",
    28591: "cp1252",
    54936: "gb18030",
    65001: "utf-8",
}


def codec_of_charset(charset: int) -> str | None:
    """``None`` for a charset that names no code page: the default one (1), symbols (2), unknown numbers."""
    return _BY_CHARSET.get(charset)


def codec_of_page(page: int) -> str | None:
    """``None`` for a code page that nothing here can decode."""
    return f"cp{page}" if page in _PLAIN_PAGES else _BY_PAGE.get(page)


def decoded(raw: bytes, codec: str) -> str:
    """Text of ``raw``; bytes that the code page does not know become U+FFFD."""
    return raw.decode(codec, "replace")
