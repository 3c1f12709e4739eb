"""Templates to pages. Every value that a template prints is made printable and escaped, unless it is markup
of our own; the page may load nothing, and run no script but ours (Content Security Policy, level 3)."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pondera.plain_text import printable


def rendered(template: str, **values: Any) -> Markup:
    """A template of ``templates/`` with its blanks filled. Raises ``jinja2.UndefinedError`` for a value that
    is not given: a mistake of the caller."""
    return Markup(_environment().get_template(template).render(values))


def style() -> Markup:
    return _own("report.css")


def scoped_style() -> Markup:
    """The same for a piece of a page that is not ours, inside an ``@scope`` rule."""
    return Markup(style().replace(":root", ":scope"))


def script() -> Markup:
    return _own("report.js")


@cache
def policy() -> str:
    """What the page allows itself: its own style, pictures that are part of it, its own script."""
    digest = b64encode(hashlib.sha256(script().encode()).digest()).decode("ascii")
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("pondera.report"),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(style=style, scoped_style=scoped_style, script=script, policy=policy)
    return environment


def _shown(value: object) -> object:
    if value is None:
        return ""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _own(name: str) -> Markup:
    """A file of ours, as it stands."""
    return Markup((files("pondera.report") / name).read_text(encoding="utf-8"))
