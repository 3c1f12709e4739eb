"""What a file says of itself (RTF specification 1.9.1, "Information Group"), under Dublin Core names."""

from __future__ import annotations

from datetime import datetime
from locale import windows_locale

from ingest.rtf.groups import Group

_TEXTS = {"title": "title", "author": "creator", "subject": "subject", "doccomm": "description"}
_DATES = {"creatim": "created", "revtim": "modified"}


def read_properties(info: Group, codec: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in info.groups:
        for word, name in _TEXTS.items():
            text = group.text(codec).strip() if word in group.words else ""
            if text:
                found[name] = text
        for word, name in _DATES.items():
            date = _date(group) if word in group.words else ""
            if date:
                found[name] = date
    return found


def _date(group: Group) -> str:
    """ISO 8601, without a time of day where the group has none; empty where it is no date."""
    year, month, day = (group.number(word) for word in ("yr", "mo", "dy"))
    try:
        moment = datetime(year, month, day, group.number("hr"), group.number("min"), group.number("sec"))
    except (ValueError, OverflowError):
        return ""
    return moment.isoformat() if "hr" in group.words else moment.date().isoformat()


def language_of(number: int) -> str:
    """ISO 639-1 code of a Windows language identifier (3082 is ``es``), empty for an unknown one."""
    return windows_locale.get(number, "").partition("_")[0]
