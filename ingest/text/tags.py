"""Names of HTML elements by what they do to the text around them (HTML standard, section 15.3)."""

from __future__ import annotations

_PHRASING = (
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd mark output q s samp small span",
    "strike strong sub sup time tt u var wbr",
)
_BREAKING = (
    "address article aside blockquote br caption center dd details dialog dir div dl dt fieldset figcaption",
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre search",
    "section summary table tbody td tfoot th thead title tr ul",
)

PHRASING_TAGS = frozenset(name for line in _PHRASING for name in line.split())
"""What stands inside a line of text and breaks nothing."""
BREAKING_TAGS = frozenset(name for line in _BREAKING for name in line.split())
"""What begins a new line before and after itself."""
BOLD_TAGS = frozenset({"b", "strong"})
