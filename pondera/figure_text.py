"""A figure in words."""

from __future__ import annotations

from normalize.schema import MeasureRow
from pondera.messages import Language, say
from pondera.plain_text import one_line
from pondera.writing.csv_files import printed

_SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}
_UNITS = {"percent": " %", "count": ""}


def figure_text(figure: MeasureRow, language: Language) -> str:
    """What a figure was understood as: ``weight 5 %``, ``target ≥ 85 % (2016)``."""
    return f"{say(f'measure-{figure.measure}', language)} {amount_text(figure, language)}"


def amount_text(figure: MeasureRow, language: Language) -> str:
    """The same without what it measures: ``5 %``, ``≥ 85 % (2016)``."""
    value = printed(figure.value)
    if figure.value_high is not None:
        value += f"–{printed(figure.value_high)}"
    if language is Language.ES:
        value = value.replace(".", ",")
    unit = _UNITS.get(figure.unit, f" {one_line(figure.unit)}")
    period = f" ({figure.period})" if figure.period else ""
    return f"{_SIGNS[figure.comparator]}{value}{unit}{period}"
