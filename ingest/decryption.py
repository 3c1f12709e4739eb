"""Opening an Office package that a password protects ([MS-OFFCRYPTO] 2.3.4), through msoffcrypto-tool."""

from __future__ import annotations

import struct
from io import BytesIO
from xml.parsers.expat import ExpatError

from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from ingest.doc.compound import capped
from ingest.errors import Unreadable
from ingest.problems import problem

_MOST_SPINS = 1_000_000
"""Rounds of hashing of a password, each about a microsecond; Office writes 100,000 and the format allows
ten million."""
_BROKEN = (
    OSError,
    ValueError,
    LookupError,
    struct.error,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    ExpatError,
    ParseError,
)
"""What the library raises on a file whose structures contradict each other."""


def decrypted(data: bytes, password: str) -> bytes:
    """The zip package inside an encrypted compound file.

    Raises Unreadable where the password is not the right one, where the protection is of another kind
    (rights management, certificates) or where the file is damaged. Memory: four times the file.
    """
    opened = BytesIO()
    try:
        protected = OOXMLFile(BytesIO(capped(data)))
        if protected.info.get("spinValue", 0) > _MOST_SPINS:
            raise Unreadable(problem("damaged", what="EncryptionInfo"))
        protected.load_key(password=password, verify_password=True)
        protected.decrypt(opened)
    except InvalidKeyError:
        if not opened.getbuffer():
            raise Unreadable(problem("wrong_password")) from None
        # The password was right; the package is cut, and its reader finds what is left of it.
    except (DecryptionError, FileFormatError):
        raise Unreadable(problem("encryption_unknown")) from None
    except _BROKEN:
        raise Unreadable(problem("damaged", what="EncryptedPackage")) from None
    return opened.getvalue()
