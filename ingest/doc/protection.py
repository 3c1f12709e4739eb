"""Documents under a password ([MS-DOC] 2.2.6): RC4 and RC4 CryptoAPI are opened by msoffcrypto-tool."""

from __future__ import annotations

from io import BytesIO

from ingest.doc.compound import BROKEN
from ingest.doc.fib import Fib
from ingest.errors import Unreadable
from ingest.problems import problem

_LONGEST_PASSWORD = 255


def unlocked(data: bytes, fib: Fib, password: str | None) -> bytes:
    """The same compound file with its streams in the clear.

    Raises Unreadable without a password, with a wrong one, for the XOR cipher of Word 95 and before, and
    for a file whose encryption cannot be followed.
    """
    if fib.is_obfuscated or fib.is_old:
        raise Unreadable(problem("encrypted_xor"))
    if not password:
        raise Unreadable(problem("encrypted"))
    # loaded here: few files need it, and it loads a library of ciphers
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    clear = BytesIO()
    try:
        file = msoffcrypto.OfficeFile(BytesIO(data))
        file.load_key(password=password[:_LONGEST_PASSWORD])
        file.decrypt(clear)
    except InvalidKeyError:
        raise Unreadable(problem("wrong_password")) from None
    except (DecryptionError, FileFormatError, ParseError, *BROKEN):
        raise Unreadable(problem("damaged", what="EncryptionHeader")) from None
    return clear.getvalue()
