"""Word's oldest protection, an XOR with sixteen bytes that the password gives: Word 6.0 and 95 always, later
ones where the law of a country asked for it ([MS-OFFCRYPTO] 2.3.7.4 to 2.3.7.6, [MS-DOC] 2.2.6.1)."""

from __future__ import annotations

from collections.abc import Iterator

_LENGTH = 16
_LONGEST = 15
"""Characters of a password that count."""
_PADDING = bytes.fromhex("bbffffbaffffb98000be0f00bf0f00")
"""What follows a password that is shorter than the key."""


def key_of(password: str, verifier: int) -> bytes | None:
    """The sixteen bytes that ``password`` stands for; ``None`` where it does not fit the ``verifier`` of the
    file (lKey: below a hash of the password, above the number that the bytes are mixed with)."""
    # loaded here: few files need it, and it loads a library of ciphers
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    number = verifier >> 16
    for stored in _stored(password):
        characters = stored.decode("latin-1")
        if not DocumentXOR.verifypw(characters, verifier & 0xFFFF):
            continue
        if DocumentXOR.create_xor_key_method1(characters) == number:
            mixed = (stored + _PADDING)[:_LENGTH]
            return bytes(
                _turned(byte ^ (number >> 8 if at % 2 else number & 0xFF)) for at, byte in enumerate(mixed)
            )
    return None


def cleared(stream: bytes, key: bytes, head: int = 0) -> bytes:
    """The stream in the clear; its first ``head`` bytes were never obfuscated. The same makes the obfuscated
    one of it: bytes that are zero, or would become zero, stay as they are."""
    out = bytearray(stream)
    for at, mask in enumerate(key):
        table = bytes(byte if byte in (0, mask) else byte ^ mask for byte in range(256))
        out[at::_LENGTH] = stream[at::_LENGTH].translate(table)
    out[:head] = stream[:head]
    return bytes(out)


def _stored(password: str) -> Iterator[bytes]:
    """The bytes that a password may have been turned into, by either of two ways."""
    if not password:
        return
    units = password.encode("utf-16-le", "surrogatepass")[: 2 * _LONGEST]
    yield bytes(low or high for low, high in zip(units[::2], units[1::2], strict=True))
    yield password.encode("cp1252", "replace")[:_LONGEST]


def _turned(byte: int) -> int:
    """A byte turned right by one bit."""
    return byte >> 1 | byte << 7 & 0x80
