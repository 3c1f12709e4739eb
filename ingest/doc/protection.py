"""Documents under a password ([MS-DOC] 2.2.6): RC4 and RC4 CryptoAPI are opened by msoffcrypto-tool."""

from __future__ import annotations

from io import BytesIO

from ingest.doc.compound import BROKEN, Compound, capped, open_compound
from ingest.doc.fib import Fib
from ingest.doc.obfuscation import cleared, key_of
from ingest.errors import Unreadable
from ingest.problems import problem

MAIN_STREAM = "WordDocument"
_LONGEST_PASSWORD = 255


def unlocked(data: bytes, compound: Compound, fib: Fib, password: str | None) -> Compound:
    """The compound file in ``data`` with its streams in the clear.

    Raises Unreadable without a password, with a wrong one, and for a file whose encryption cannot be
    followed.
    """
    if not password:
        raise Unreadable(problem("encrypted"))
    if fib.is_obfuscated:
        return _deobfuscated(compound, fib, password)
    clear = open_compound(_decrypted(data, password))
    if clear is None:
        raise Unreadable(problem("damaged", what=MAIN_STREAM))
    return clear


def _deobfuscated(compound: Compound, fib: Fib, password: str) -> Compound:
    key = key_of(password, fib.verifier)
    if key is None:
        raise Unreadable(problem("wrong_password"))
    compound.replace(MAIN_STREAM, cleared(compound.read(MAIN_STREAM), key, fib.plain_head))
    for name in ("0Table", "1Table", "Data"):
        compound.replace(name, cleared(compound.read(name), key))
    return compound


def _decrypted(data: bytes, password: str) -> bytes:
    # loaded here: few files need it, and it loads a library of ciphers
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    clear = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(capped(data)))
        file.load_key(password=password[:_LONGEST_PASSWORD])
        file.decrypt(clear)
    except InvalidKeyError:
        raise Unreadable(problem("wrong_password")) from None
    except (DecryptionError, FileFormatError, ParseError, *BROKEN):
        raise Unreadable(problem("damaged", what="EncryptionHeader")) from None
    return clear.getvalue()
