"""Figures that sentences state, found by the words that announce them: "avance de un 70%", "La meta es
atender a 1.200 personas", "40% of the final grade".

A figure is taken only where a noun or verb of ``data/statements.toml`` and nothing but linking words, or what
the noun is about and a verb, stand between the two. Quotations, references, dates and the like are made
unreadable first; sentences that state a rule, a condition, an example, another time or a change give nothing.

The confidence of a statement is that of its form (``_SURE``), less where the sentence names several periods.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.figures import quotient_in
from extract.folding import flat
from extract.periods import periods_in
from extract.reading import Measure
from extract.sentences import sentence_spans
from extract.words import data, either, words

_SURE = {
    "label": 0.9,
    "announced": 0.85,
    "people": 0.85,
    "told of": 0.8,
    "named behind": 0.8,
    "expected": 0.75,
}
"""By how the words stand to the figure: a label and a colon; a noun and linking words; verbs of taking part;
a noun, what it is about and a verb; a noun behind the figure; a verb of expecting."""
_SEVERAL_PERIODS = 0.8
"""Factor where the sentence names several periods and the figure's own clause not one."""
_LONGEST_MONTH = 4
"""Letters of a month's short name, which in a sentence may be another word."""

_PERCENTAGES = frozenset({Measure.PROGRESS, Measure.COMPLIANCE, Measure.WEIGHT})
_MONEYS = frozenset({Measure.BUDGET, Measure.AMOUNT})
_PLANNED = frozenset({Measure.TARGET, Measure.BASELINE})
_CUED = (
    Measure.EARNED,
    Measure.TARGET,
    Measure.BASELINE,
    Measure.COMPLIANCE,
    Measure.PROGRESS,
    Measure.EXECUTED,
    Measure.WEIGHT,
    Measure.COUNT,
    Measure.BUDGET,
    Measure.AMOUNT,
)
"""The more telling first: where two nouns begin in one place the first is meant."""

_NUMBER = r"\d{1,3}(?:[.,'’ ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_PERCENT = rf"\s?(?:%|{either('percents')})"
_SCALE = rf"(?:\s(?:{either('scales')}|milh(?:oes|ao))(?!\w)(?:\s(?:de|of)(?!\w))?)"
_MONEY_WORDS = rf"(?:{'|'.join(data('statements')['money']['words'])})(?!\w)"
_CODES = rf"(?:{'|'.join(data('statements')['money']['codes'])})(?!\w)"
_SIGNS = "|".join(one for one in words("patterns", "currencies") if not one.startswith("[A-Z]"))
"""Any three letters before a figure are no code of a currency in a sentence ("del 99 %")."""
_CURRENCY = rf"(?:(?:{_SIGNS}|{_CODES}\s?\$?)\s?)"
_SEVERAL = rf"(?:(?:(?:entre|de|from|between)\s)?(?P<low>{_NUMBER})\s?%?\s?(?:-|–|a|y|e|to|and)\s?)?"
_FIGURE = re.compile(
    rf"(?<![\w.,/$%-])(?:"
    rf"(?P<percent>{_SEVERAL}(?:{_NUMBER}){_PERCENT})"
    rf"|(?P<money>{_CURRENCY}(?:{_NUMBER}){_SCALE}?(?:\.-)?|(?:{_NUMBER}){_SCALE}?\s(?:de\s)?{_MONEY_WORDS})"
    rf"|(?P<plain>(?:{_NUMBER}){_SCALE}?(?![\d%/]|[.,]\d|\s?%))"
    r")",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s(?P<noun>[^\W\d_]{3,})(?:\s(?:habiles|corridos|pedagogicas|cronologicas|uteis|letivas|capacitad[oa]s)(?!\w))?"
)
_HEDGE = re.compile(rf"(?P<words>{either('comparators')})\s*(?:un[oa]?\s|uma?\s|an?\s)?$", re.IGNORECASE)
_CEILINGS = ("hasta", "up to", "ate", "max", "at most", "no mas", "nao mais")
_INFINITIVE = r"(?:x+\s)?(?:to\s\w+|\w{2,}(?:ar|er|ir)(?:se|las?|los?)?)"
_OPENING = re.compile(r"(?:[\W_]|n(?:°|o\.|ro\.?)|\d{1,2}[.)]|el|la|los|las|o|a|the|un|una)*")
"""What may stand before a label: list marks, "N°", an article."""
_NOWHERE = (0, 0)
_AT_WHAT = re.compile(r"(?:\s(?:en|de|del|da|do|a|al|na|no|in|un|total)(?!\w)(?:\s[^\W\d]+){0,4}?)?\s*")
"""What people took part in, between the verb and their number."""
_FORMULA = re.compile(r"\s*[\[(=]+[^;:]{3,60}?/[^;:]{1,60}")


_Said = tuple[Measure, tuple[int, int], tuple[int, int], str]
"""What is measured, where the words that say so and what they are about stand (in the text before the
figure), and the form of the statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure that a sentence states. Places are counted in the text that it was found in."""

    measure: Measure
    raw: str
    start: int
    sentence: tuple[int, int]
    cue: tuple[int, int]
    """The words that announce it."""
    since: int
    """Where the figure before it in the sentence ends, or the sentence begins."""
    about: tuple[int, int]
    """What its noun is said to be of ("avance del PROYECTO"); of no length where nothing."""
    form: str
    """How its words stand to it: a key of ``_SURE``."""
    confidence: float
    period: tuple[str, ...] = ()
    unit: str = ""
    """Words of its label that say its unit."""
    position: int = 0


def statements(text: str, language: str = "") -> Iterator[Statement]:
    """The figures that the sentences of a text state, in their order."""
    if not any(letter.isdigit() for letter in text):
        return
    read = readable(text)
    for start, end in sentence_spans(text):
        if any(letter.isdigit() for letter in read[start:end]):
            yield from _Sentence(text, read, start, end, language).statements()


@cache
def lexicon(group: str, entry: str) -> str:
    """A group that matches any entry of a list of ``statements.toml`` as whole words."""
    return rf"(?<![\w°])(?:{'|'.join(data('statements')[group][entry])})(?!\w)"


@cache
def pattern(group: str, entry: str) -> re.Pattern[str]:
    """As ``lexicon``, compiled."""
    return re.compile(lexicon(group, entry))


@cache
def _no_figures() -> re.Pattern[str]:
    numbers = r"\d{1,3}(?:\.\d+)*(?:\s?(?:,|y|e|and|al?)\s\d{1,2})*(?!\d|[.,/]\d|\s?%)"
    named = rf"{either('item_nouns')}s?\s*(?:n[°o.]{{0,2}}\s*)?{numbers}"
    months = either("months")
    patterns = (one.replace("<month>", months) for one in data("statements")["not_figures"]["patterns"])
    return re.compile("|".join(rf"(?<!\w)(?:{one})" for one in (named, *patterns)))


def readable(text: str) -> str:
    """The text letter for letter, folded, with what is no figure written as ``x``."""
    return _no_figures().sub(lambda found: re.sub(r"\S", "x", found.group()), flat(text))


@cache
def _tail() -> re.Pattern[str]:
    """What may stand between a noun and its figure: linking words, or what it is about and a verb."""
    links = data("statements")["links"]
    link = rf"(?:{'|'.join(links['words'])})(?!\w)"
    copula = rf"(?:{'|'.join(links['copulas'])})(?!\w)"
    joint = rf"(?:\s*(?:{link}|{copula}|\(?\s?%\s?\)?|\([^()\d]{{2,30}}\)|,(?=\s(?:de|of)\s)))"
    about = rf"(?:{'|'.join(links['complements'])})(?!\w)(?P<about>(?:\s[^\W\d]+,?(?=\s|:)){{1,10}}?)"
    return re.compile(rf"(?P<near>{joint}{{0,8}})\s*|{joint}{{0,3}}?\s{about}\s?{copula}{joint}{{0,5}}\s*")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    read: str
    start: int
    end: int
    language: str

    def statements(self) -> Iterator[Statement]:
        part = self.read[self.start : self.end]
        if any(pattern("limits", one).search(part) for one in ("conditions", "words", "past")):
            return
        comparison = pattern("limits", "comparison").search(part, 1)
        compared = comparison.start() if comparison is not None else len(part)
        last = 0
        for found in _FIGURE.finditer(part):
            if found.start() >= compared:
                return
            yield from self._stated(part, last, found)
            last = found.end()

    def _stated(self, part: str, last: int, found: re.Match[str]) -> Iterator[Statement]:
        """What one figure states, if its words say."""
        before, behind = part[last : found.start()], part[found.end() :]
        hedge = _HEDGE.search(before)
        begin, base = found.start(), self.start + last
        if hedge is not None:
            if hedge["words"].startswith(_CEILINGS):
                return
            if hedge["words"] not in ("a", "de"):
                before, begin = before[: hedge.start()], last + hedge.start()
        said = self._announced(before, found) or self._named_behind(before, behind, found)
        if said is None:
            return
        measure, cue, about, form = said
        if self._is_denied(part[last : found.start()], measure):
            return
        end = found.end()
        unit = ""
        if found["plain"] is not None:
            if measure in _PERCENTAGES:
                unit = "%"
            elif measure is Measure.COUNT and form == "label":
                unit = self.text[base + (about if about[0] < about[1] else cue)[0] : base + cue[1]]
            elif (noun := _unit_behind(behind)) is not None:
                end += noun
        raw = self.text[self.start + begin : self.start + end].strip()
        period, sure = self._period(last, found.start())
        made = Statement(
            measure,
            raw,
            self.start + begin,
            (self.start, self.end),
            (base + cue[0], base + cue[1]),
            base,
            (base + about[0], base + about[1]),
            form,
            round(_SURE[form] * sure, 3),
            period,
            unit,
        )
        yield from _with_formula(made, self.text[self.start + end : self.end])

    def _announced(self, before: str, found: re.Match[str]) -> _Said | None:
        """The measure that the words before a figure announce, by the noun that begins first."""
        kind = next(name for name in ("percent", "money", "plain") if found[name] is not None)
        best: tuple[int, int, _Said] | None = None
        for order, measure in enumerate(_CUED):
            for cue in pattern("cues", measure).finditer(before):
                tail = _tail().fullmatch(before, cue.end())
                if tail is None:
                    continue
                about, form = self._form(before, cue, tail)
                if not _fits(measure, kind, found, before[cue.start() :], form):
                    continue
                if best is None or (cue.start(), order) < best[:2]:
                    best = cue.start(), order, (measure, cue.span(), about, form)
                break
        if best is not None:
            measure, span, about, _ = best[2]
            is_meant = pattern("expectation", "verbs").search(before[: best[0]]) is not None
            if is_meant and measure not in (*_PLANNED, *_MONEYS):
                return Measure.TARGET, span, about, "expected"
            return best[2]
        return self._taken_part(before, kind) or self._aimed_at(before)

    def _form(self, before: str, cue: re.Match[str], tail: re.Match[str]) -> tuple[tuple[int, int], str]:
        """Where what the noun is about stands, and how the noun stands to the figure."""
        opens = _OPENING.fullmatch(before, 0, cue.start()) is not None
        is_label = opens and before.rstrip().endswith((":", "="))
        if tail["about"]:
            return (tail.start("about") + 1, tail.end("about")), "label" if is_label else "told of"
        return _NOWHERE, "label" if is_label else "announced"

    def _taken_part(self, before: str, kind: str) -> _Said | None:
        if kind != "plain":
            return None
        for cue in pattern("people", "before").finditer(before):
            if _AT_WHAT.fullmatch(before, cue.end()):
                return Measure.COUNT, cue.span(), _NOWHERE, "people"
        return None

    def _aimed_at(self, before: str) -> _Said | None:
        """The figure of what is aimed at: an infinitive behind a noun or verb of aiming."""
        found = _aim().search(before)
        return None if found is None else (Measure.TARGET, found.span("cue"), _NOWHERE, "expected")

    def _named_behind(self, before: str, behind: str, found: re.Match[str]) -> _Said | None:
        place = (len(before), len(before))
        if found["percent"] is not None and found["low"] is None:
            for measure in (Measure.COMPLIANCE, Measure.PROGRESS, Measure.EXECUTED, Measure.WEIGHT):
                if re.match(rf"\s*{lexicon('behind', measure)}", behind):
                    if pattern("expectation", "verbs").search(before):
                        return Measure.TARGET, place, _NOWHERE, "expected"
                    return measure, place, _NOWHERE, "named behind"
        if found["plain"] is not None and re.match(rf"\s*{lexicon('people', 'after')}", behind):
            return Measure.COUNT, place, _NOWHERE, "people"
        return None

    def _is_denied(self, before: str, measure: Measure) -> bool:
        if pattern("limits", "denials").search(before):
            return True
        if self.language != "pt" and pattern("limits", "denials_but_in_portuguese").search(before):
            return True
        if measure in _PLANNED:
            return False
        return bool(pattern("limits", "bounds").search(before) or pattern("limits", "changes").search(before))

    def _period(self, last: int, at: int) -> tuple[tuple[str, ...], float]:
        """The words about time of a figure: those between the figure before it (at ``last``) and it, else of
        its clause, else of the sentence up to there; and how sure that is. What is said behind, or in a
        comparison, is of something else."""
        whole = self.text[self.start : self.end]
        compared = pattern("limits", "comparison").search(self.read, self.start + at, self.end)
        stop = compared.start() - self.start if compared is not None else len(whole)
        stop = min([stop, *(place for mark in ",;:" if (place := whole.find(mark, at)) >= 0)])
        begin = max(whole.rfind(mark, 0, at) for mark in ",;:") + 1
        for part in (whole[last:at], whole[begin:stop], whole[:stop]):
            found = tuple(dict.fromkeys(_times(part)))
            if found:
                return (found, 1.0) if len(found) == 1 else ((), _SEVERAL_PERIODS)
        return (), 1.0


def _times(text: str) -> tuple[str, ...]:
    return tuple(
        one
        for one in periods_in(text)
        if len(one) > _LONGEST_MONTH or any(letter.isdigit() for letter in one)
    )


def _unit_behind(behind: str) -> int | None:
    """How many letters the unit behind a number takes; none where no noun stands there."""
    found = _UNIT.match(behind)
    if found is None or found["noun"] in words("grammar", "fillers") or found["noun"].startswith("xx"):
        return None
    return found.end()


@cache
def _aim() -> re.Pattern[str]:
    """A verb of expecting, or a target and a verb or colon, with an infinitive behind it."""
    links = r"(?:\s(?:para|de|del|for)(?!\w)(?:\s[^\W\d]+){1,4}?)?\s*"
    target = rf"{lexicon('cues', 'target')}{links}(?:es|sera|consiste en|é|is|will be|:|-|–|de)"
    cue = rf"(?P<cue>{lexicon('expectation', 'verbs')}|{target})"
    return re.compile(rf"{cue}\s*{_INFINITIVE}(?:\s[^\W\d]+){{0,6}}\s*$")


def _fits(measure: Measure, kind: str, found: re.Match[str], said: str, form: str) -> bool:
    """Whether a figure of this kind can be what is announced."""
    if found["low"] is not None and measure not in _PLANNED:
        return False
    if measure is Measure.EARNED:
        return kind == "percent" and form == "label"
    if measure in _PERCENTAGES:
        is_said = "%" in said or said.startswith(("porcentaje", "percentual", "percentage"))
        return kind == "percent" or (kind == "plain" and is_said and form == "label")
    if measure in _MONEYS:
        return kind == "money"
    if measure is Measure.EXECUTED:
        return kind != "plain"
    if measure is Measure.COUNT:
        return kind == "plain"
    return kind != "plain" or form == "label" or _unit_behind(found.string[found.end() :]) is not None


def _with_formula(made: Statement, behind: str) -> Iterator[Statement]:
    """A statement, with what was divided by what where the quotient stands behind it."""
    yield made
    found = _FORMULA.match(behind)
    if found is None or made.measure not in (*_PLANNED, Measure.EXECUTED, Measure.COMPLIANCE):
        return
    # the longest piece that is a quotient: its brackets are closed inside of it
    for end in range(found.end(), 2, -1):
        quotient = quotient_in(made.raw + behind[:end])
        if quotient is not None and behind[:end].count("(") == behind[:end].count(")"):
            at = made.start + len(made.raw)
            for position, (measure, raw) in enumerate(
                ((Measure.NUMERATOR, quotient.numerator), (Measure.DENOMINATOR, quotient.denominator)), 1
            ):
                place = at + behind.index(raw, behind.index("/") if position == 2 else 0)
                yield Statement(
                    measure, raw, place, made.sentence, made.cue, made.since, made.about, made.form,
                    made.confidence, made.period, "", position,
                )  # fmt: skip
            return
