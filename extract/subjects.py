"""What a statement of running text speaks of: an item that its sentence names by number or by name, a thing
that the sentence itself names, the item of the nearest heading, else the document as a whole.

The certainty of each way (``_SURE``) is multiplied into the statement's confidence. Where a sentence names an
item and several are called so, nothing is guessed and the figure stays unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from extract.folding import flat, fold, mend_breaks
from extract.lexicon import role_of
from extract.nodes import KIND_OF_ROLE, Node
from extract.numbering import label_of
from extract.outline import Title, node_of_title
from extract.periods import without_periods
from extract.reading import Evidence, ItemKind, Measure
from extract.sections import Section, is_same_name
from extract.statements import Statement, pattern
from extract.words import either, words
from ingest.document import Place

_SURE = {
    "named by number": 0.95,
    "named in the sentence": 0.95,
    "what the sentence speaks of": 0.85,
    "under its heading": 0.95,
    "the document as a whole": 0.9,
}
_MONEYS = frozenset({Measure.BUDGET, Measure.AMOUNT})
_KIND_OF_MEASURE = {
    Measure.BUDGET: ItemKind.BUDGET_LINE,
    Measure.AMOUNT: ItemKind.BUDGET_LINE,
    Measure.WEIGHT: ItemKind.ACTIVITY,
    Measure.EARNED: ItemKind.RESULT,
}
"""Of things that only a sentence names."""
_CALLED = {
    ItemKind.ACTIVITY: (ItemKind.ACTIVITY, ItemKind.COMMITMENT, ItemKind.OUTPUT),
    ItemKind.OBJECTIVE: (ItemKind.OBJECTIVE, ItemKind.SPECIFIC_OBJECTIVE, ItemKind.STAGE_OBJECTIVE),
}
"""Kinds of items that a sentence calls by the noun of one kind."""
_SHORTEST_NAME = 12
"""Letters of an item's name that is known again in a sentence."""
_LONGEST_NAME = 14
"""Words of a thing that a sentence names."""
_QUOTED = re.compile(r"[“\"«]([^”\"»]{3,120})[”\"»]")
_ITEM = re.compile(
    rf"(?<!\w)(?P<noun>{either('item_nouns')})\s*(?:n[°o.]{{1,2}}\s*)?(?P<number>\d{{1,3}}(?:\.(?:\d{{1,2}}|[a-z]))*)"
    r"(?![\d%]|[.,]\d|\s?%)(?!\w)"
)
_LEAD = re.compile(r"^(?:[\s\-–•·*]|\d{1,2}[.)]\s)*|,\s")
"""List marks that open a sentence, and commas: what is spoken of stands behind the last before the verb."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A block of running text, with the headings that it stands under."""

    text: str
    passage: int
    """Its number among the passages, from 1."""
    place: Place
    sections: tuple[Section, ...]
    """The innermost first."""
    programme: Node | None
    nodes_before: int
    """How many items the document had named when it came to it, …"""
    tables_before: int
    """… and how many tables it had shown."""


class Subjects:
    """Finds what the statements of one document speak of. Items that nothing else names are made once."""

    def __init__(self, nodes: Sequence[Node], title: str) -> None:
        self._nodes = list(nodes)
        self._title = title
        self._whole: Node | None = None
        self._last: tuple[int, tuple[int, int], Node] | None = None
        """Of what the last figure was, with its passage and sentence."""
        self._made: list[tuple[int, Node]] = []
        """With how many items stand before each."""

    def add(self, node: Node, spoken: Spoken) -> None:
        """Keeps an item that a passage names by itself."""
        self._nodes.append(node)
        self._made.append((spoken.nodes_before, node))

    def with_those_made(self, nodes: Sequence[Node], measured: Set[int]) -> list[Node]:
        """A document's items with those that only its running text names, in reading order, as far as they
        have a figure (``measured``: by ``id``) or a deadline, or something below them has."""
        wanted: list[Node] = []
        for _, node in self._made:
            if id(node) in measured or node.said:
                wanted.append(node)
                above = node.parent
                while above is not None:
                    wanted.append(above)
                    above = above.parent
        kept = {id(node) for node in wanted}
        made = sorted(((place, at) for at, (place, _) in enumerate(self._made)))
        every = list(nodes)
        for place, at in reversed(made):
            if id(self._made[at][1]) in kept:
                every.insert(place, self._made[at][1])
        return every

    def of(self, statement: Statement, spoken: Spoken) -> tuple[Node, Evidence] | None:
        """The item and why; None where the sentence does not tell which of several."""
        found = self._of(statement, spoken)
        if found is not None:
            self._last = spoken.passage, statement.sentence, found[0]
        return found

    def _of(self, statement: Statement, spoken: Spoken) -> tuple[Node, Evidence] | None:
        start, end = statement.sentence
        mentioned = self._mentioned(spoken, (statement.since, statement.start), statement.sentence)
        if mentioned is not None:
            node, is_clear = mentioned
            return (node, self._why("named by number", node)) if is_clear and node is not None else None
        named = self._named(spoken.text[start:end])
        if named is not None:
            return named, self._why("named in the sentence", named)
        name = self._own_name(statement, spoken)
        if name:
            node = self._node(name, _KIND_OF_MEASURE.get(statement.measure, ItemKind.OTHER), spoken)
            return node, self._why("what the sentence speaks of", node)
        if self._last is not None and self._last[:2] == (spoken.passage, statement.sentence):
            return self._last[2], self._why("what the sentence speaks of", self._last[2])
        around = self.around(spoken, needs_item=statement.measure is Measure.WEIGHT)
        if around is not None and around[0] is self._whole and not self._is_of_all(statement, spoken):
            clause = mend_breaks(spoken.text[start : statement.start + len(statement.raw)])
            node = self._node(clause, ItemKind.OTHER, spoken)
            return node, self._why("what the sentence speaks of", node)
        return around

    def _is_of_all(self, statement: Statement, spoken: Spoken) -> bool:
        """Nothing that a sentence says before its figure is anything particular."""
        start, _ = statement.sentence
        said = without_periods(spoken.text[start : statement.cue[0]])
        bare = pattern("deadline", "verbs").sub(" ", pattern("subject", "verbs").sub(" ", flat(said)))
        return is_general(pattern("expectation", "verbs").sub(" ", bare))

    def of_deadline(
        self, spoken: Spoken, sentence: tuple[int, int], cue: int
    ) -> tuple[Node, Evidence] | None:
        """The item whose deadline a sentence states; None where it speaks of something else."""
        start, _ = sentence
        mentioned = self._mentioned(spoken, (start, cue), sentence)
        if mentioned is not None:
            node, is_clear = mentioned
            return (node, self._why("named by number", node)) if is_clear and node is not None else None
        before = pattern("deadline", "verbs").sub(" ", flat(spoken.text[start:cue]))
        return self.around(spoken) if is_general(before) else None

    def around(self, spoken: Spoken, *, needs_item: bool = False) -> tuple[Node, Evidence] | None:
        """The item of the nearest heading, the open programme, the document as a whole."""
        for section in spoken.sections:
            node = self._of_section(section, spoken)
            if node is not None:
                return node, self._why("under its heading", node)
        if needs_item:
            return None
        if spoken.programme is not None:
            return spoken.programme, self._why("under its heading", spoken.programme)
        node = self._document()
        return None if node is None else (node, self._why("the document as a whole", node))

    def _why(self, signal: str, node: Node) -> Evidence:
        return Evidence(signal, mend_breaks(node.text_raw)[:80], _SURE[signal])

    def _mentioned(
        self, spoken: Spoken, near: tuple[int, int], sentence: tuple[int, int]
    ) -> tuple[Node | None, bool] | None:
        """The item that is called by its noun and number near the figure, or else anywhere in the sentence;
        with whether it is clear which one is meant."""
        for begin, stop in (near, sentence):
            text = flat(spoken.text)[begin:stop]
            found = {(match["noun"], match["number"]): match for match in _ITEM.finditer(text)}
            if len(found) == 1:
                ((noun, number), match), *_ = found.items()
                printed = mend_breaks(spoken.text[begin + match.start() : begin + match.end()])
                return self._numbered(noun, number, printed, spoken)
            if found:
                return None, False
        return None

    def _numbered(self, noun: str, number: str, printed: str, spoken: Spoken) -> tuple[Node | None, bool]:
        role = role_of(noun)
        kind = KIND_OF_ROLE.get(role.role) if role is not None else None
        kinds = _CALLED.get(kind, (kind,)) if kind is not None else tuple(ItemKind)
        there = [node for node in self._nodes if node.number == number and node.kind in kinds]
        if len(there) > 1:
            above = [section.node for section in spoken.sections]
            near = [node for node in there if any(_is_below(node, one) for one in above)]
            return (near[0], True) if len(near) == 1 else (None, False)
        if there:
            return there[0], True
        for section in spoken.sections:
            label = section.title.label
            if label is not None and label.number == number and fold(label.word) == fold(noun):
                return self._of_section(section, spoken), True
        made = self._node(printed, kind or ItemKind.OTHER, spoken)
        made.number = number
        return made, True

    def _named(self, sentence: str) -> Node | None:
        """The one item whose whole name the sentence says, the longest where one name holds another."""
        said = f" {fold(sentence)} "
        found = [
            node
            for node in self._nodes
            if len(name := fold(node.text)) >= _SHORTEST_NAME and " " in name and f" {name} " in said
        ]
        longest = max((len(fold(node.text)) for node in found), default=0)
        longest_of = [node for node in found if len(fold(node.text)) == longest]
        return longest_of[0] if len(longest_of) == 1 else None

    def _own_name(self, statement: Statement, spoken: Spoken) -> str:
        """The thing that the sentence names as what its figure is of; empty where it names none, or only
        something general ("el programa", "la meta")."""
        text, (start, _) = spoken.text, statement.sentence
        if statement.measure is Measure.EARNED:
            return mend_breaks(text[slice(*statement.cue)])
        if quoted := _QUOTED.search(text[start : statement.start]):
            return quoted[1].strip()
        start = statement.since
        begin, end = statement.about
        if begin < end and statement.measure is not Measure.COUNT and not is_general(text[begin:end]):
            return mend_breaks(text[statement.cue[0] if statement.measure in _MONEYS else begin : end])
        before = text[start : statement.cue[1]]
        folded = flat(before)
        verb = pattern("subject", "verbs").search(folded)
        if verb is None:
            return ""
        at = max(mark.end() for mark in _LEAD.finditer(folded, 0, verb.start()))
        name = mend_breaks(before[at : verb.start()]).strip(" :–-")
        is_phrase = pattern("subject", "prepositions").match(flat(name)) is not None
        return (
            ""
            if is_phrase or len(name.split()) > _LONGEST_NAME or is_general(without_periods(name))
            else name
        )

    def _of_section(self, section: Section, spoken: Spoken) -> Node | None:
        """The item that a heading is or names; made where nothing else is it."""
        if section.node is None and not section.is_looked_up:
            section.is_looked_up = True
            known = [node for node in self._nodes if is_same_name(section.title.text, node)]
            if known:
                section.node = known[0]
            elif section.names_item:
                section.node = node_of_title(section.title, ItemKind.OBJECTIVE)
                self._nodes.append(section.node)
                self._made.append((spoken.nodes_before, section.node))
        return section.node

    def _document(self) -> Node | None:
        if self._whole is None and self._title:
            self._whole = node_of_title(Title(self._title, 0, Place()), ItemKind.PROGRAMME)
            known = [node for node in self._nodes if node.table is None and is_same_name(self._title, node)]
            if known:
                self._whole = known[0]
            else:
                self._made.append((0, self._whole))
        return self._whole

    def _node(self, name: str, kind: ItemKind, spoken: Spoken) -> Node:
        """The item of a name that a sentence says, made the first time."""
        known = next((node for _, node in self._made if node.text == name), None)
        if known is not None:
            return known
        label = label_of(name)
        text = name[label.length :].strip() if label is not None and not label.word else name
        made = Node(kind, name, text, place=spoken.place, confidence=0.7)
        made.evidence = (Evidence("named in a sentence", name[:80], 0.7),)
        above = next((node for one in spoken.sections if (node := self._of_section(one, spoken))), None)
        if above is not None:
            made.parent, made.belongs = above, (self._why("under its heading", above),)
        self._made.append((spoken.nodes_before, made))
        return made


def is_general(text: str) -> bool:
    """Nothing but words that any document calls itself and its parts by."""
    rest = pattern("subject", "general").sub(" ", flat(text))
    rest = pattern("links", "words").sub(" ", rest)
    left = [word for word in re.findall(r"[^\W\d_]+", rest) if word not in words("grammar", "fillers")]
    return not left


def _is_below(node: Node, above: Node | None) -> bool:
    """Whether an item hangs under another."""
    while above is not None and node.parent is not None:
        if node.parent is above:
            return True
        node = node.parent
    return False
