"""``pondera rules``: what is checked, and what a profile can set for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pondera.cli.options import Lang, Profile, user_settings
from pondera.cli.words import word
from pondera.exit_codes import ExitCode, Stop
from pondera.messages import Language, language_of, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from check import Parameters, Profiles
    from check.rule import Rule

SHARES = ("excess", "drift")
"""Parameters that a profile states in percent."""


def rules(
    name: Annotated[
        str | None, typer.Argument(help=word("help-rule"), metavar="[NAME]", show_default=False)
    ] = None,
    profile: Profile = None,
    lang: Lang = None,
) -> None:
    from check import shipped
    from check.rule import declared
    from pondera.cli.terminal import console

    language = language_of(lang)
    settings = user_settings(profile)
    by_name = {rule.name: rule for rule in declared()}
    own = {rule.name: rule for rule in settings.rules}
    if name is not None and name not in by_name and name not in own:
        raise Stop(ExitCode.USAGE, "rule-unknown", name=name)
    screen = console()
    if name in own:
        screen.print(own[name].query)
    elif name is not None:
        for line in rule_lines(by_name[name], settings.profiles or shipped(), language):
            screen.print(line)
    else:
        width = max(map(len, (*by_name, *own)))
        for rule in by_name.values():
            screen.print(f"{rule.name.ljust(width)}  {rule.severity:7}  {rule.title(language.value)}")
        for one in own:
            screen.print(f"{one.ljust(width)}  SQL")


def rule_lines(rule: Rule, profiles: Profiles, language: Language) -> Iterator[str]:
    """What a rule looks for, what it says, and what is set for it, by type of document."""
    from check.rule import parameter_words
    from extract.reading import DocumentType

    yield f"{rule.name} · {rule.severity} · {rule.title(language.value)}"
    yield ""
    yield rule.explanation(language.value)
    yield ""
    yield say("rules-says", language)
    for wording in rule.wordings():
        yield f"  {rule.template(wording, language.value)}"
    changed = [
        (kind.value, parameters.severity_of(rule.name), rule.name in parameters.off)
        for kind in DocumentType
        if (parameters := profiles.of(kind))
    ]
    for parameter in rule.parameters:
        yield ""
        yield f"{parameter}: {parameter_words(parameter, language.value)}"
        set_to = {kind.value: shown_parameter(parameter, profiles.of(kind)) for kind in DocumentType}
        if len(set(set_to.values())) == 1:
            set_to = {say("rules-everywhere", language): set_to[DocumentType.OTHER]}
        for document_type, value in set_to.items():
            if value:
                yield f"  {document_type}: {value}"
    for document_type, severity, is_off in changed:
        if severity is not None or is_off:
            yield f"  {document_type}: {say('rules-off', language) if is_off else severity}"


def shown_parameter(name: str, parameters: Parameters) -> str:
    """What is set, as a profile writes it; empty where nothing is."""
    value = getattr(parameters, name)
    if value is None:
        return ""
    if name in SHARES:
        return f"{(value * 100).normalize():f}"
    if name == "bounds":
        return ", ".join(f"{one.kind} {one.measure} {one.low}–{one.high}".strip() for one in value)
    return ", ".join(value) if isinstance(value, tuple) else str(value)
