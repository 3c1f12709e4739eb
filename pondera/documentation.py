"""The generated pages of ``docs/``, and the outputs that the READMEs quote:
``python -m pondera.documentation`` writes them anew."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from normalize.schema import (
    DECIMAL_DIGITS,
    DECIMAL_PLACES,
    DESCRIPTIONS,
    PARQUET_ONLY,
    TABLES,
    Column,
    columns,
)

GENERATED = "<!-- Written by `make docs` from {source}: change it there, not here. -->"

_TYPES = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    Decimal: f"decimal({DECIMAL_DIGITS}, {DECIMAL_PLACES})",
}


QUOTING = ("README.md", "README.es.md")
"""The pages that quote what the program says."""

DATASET = """\
# The dataset

What a run writes. Each table is a CSV file and a Parquet file with the same columns, and a table of
`dataset.duckdb`. Empty means that the document does not say it.

- CSV: RFC 4180, UTF-8, comma, a header row; decimals as plain digits, `true` and `false`, nulls empty.
- Parquet: the types below; every column carries its description, in English and in Spanish.
- `dataset.xlsx`, with `--format xlsx`: a sheet per table but for those in Parquet only. What Excel cannot
  hold is not cut: rows beyond a sheet's end go on in another, long texts in `long_texts`, long numbers are
  text.
- `datapackage.json` describes every table as a Frictionless Data Package, with types, constraints and
  keys, by its CSV file where there is one: `frictionless validate datapackage.json` checks them.
- `run.json` holds what changes from run to run: version, options, counts, timings, failures. All else
  is the same, byte for byte in CSV, for the same input, options and version.
- Rows are ordered by the path of their document, then as they come in it.

Two files with the same bytes are one document: the first by path has all rows, each further one only a
row in `documents`, with `duplicate_of` and the first one's identifier followed by `-2`, `-3`, … So no
figure counts twice. A file that could not be opened has a row too, without `sha256`, under an
identifier made of its path.
"""

RULES = """\
# The rules

What `findings` reports. A rule reads figures and never changes them; sums are exact and compared to the
precision that is printed. What rests on a doubtful reading is only a note. `pondera rules NAME` says what a
rule looks for and what is set for it. Those that compare documents run when all have been read, as SQL in
DuckDB.
"""

PROFILES = """\
# Profiles

What forms ask for beyond what holds everywhere. One profile is shipped for each `documents.document_type`
(`check/profiles/`); `[checks]` in `pondera.toml` sets over them, and `--profile FILE` over both. A profile
has these keys at its top, for every document, and in a table named after a type of document, for that type
alone:

```toml
tolerance = 0.5
off = ["numbering"]

[work_programme]
least_activities = 2
required_columns = ["verification", "responsible"]
severities = {weight-missing = "error"}
bounds = [{measure = "weight", low = 10, high = 30, kind = "activity"}]
```

In `pondera.toml` the same stands below `[checks]` and `[checks.work_programme]`, and `rules = "folder"`
there names a folder of rules of your own.
"""

OWN_RULES = """\
# Rules of your own

One SQL query per file `name.sql`, in DuckDB's dialect, over the tables of [the dataset](dataset.md), in the
folder that `--rules DIR` or `rules` in `[checks]` names. It returns columns of `findings`: `document_id`
and `message_en` or `message_es` at least; `severity` is `warning` unless given, `rule` is the name of the
file. It is run once over the whole dataset, by `run` and by `check`:

```sql
SELECT document_id, table_id, item_id, "row", "column", 'error' AS severity, raw AS observed,
       'No weight may be zero: ' || raw AS message_en
FROM measures
WHERE measure = 'weight' AND value = 0
```

# Waivers

A finding can be accepted with a reason, in a file beside the document with its name and `.waivers.toml`
(`plan.docx.waivers.toml`). It is then shown as waived, with the reason in `findings.waived`, and no longer
gives exit code 1. The fingerprint stays the same in a corrected version of the document where rule and item
do. What is found between documents is waived in the file of the document that it is told of.

```toml
[[waivers]]
finding = "5eb1bf3f85" # as `pondera check` prints it; `findings.fingerprint`
reason = "The ministry's letter of 3 May allows 95 %."
```
"""


def pages() -> dict[str, str]:
    """File name in ``docs/`` → its text."""
    return {"dataset.md": dataset_page(), "rules.md": rules_page()}


def dataset_page() -> str:
    """The data dictionary: every table and column, as declared in ``normalize.schema``."""
    return "\n".join([GENERATED.format(source="`normalize/schema/`"), "", *_dataset_lines()]) + "\n"


def _dataset_lines() -> Iterator[str]:
    yield from DATASET.splitlines()
    for table in TABLES:
        english, spanish = DESCRIPTIONS[table]
        files = f"`{table}.parquet` only" if table in PARQUET_ONLY else f"`{table}.csv`, `{table}.parquet`"
        yield from ("", f"## {table}", "", f"{english} · *{spanish}*. {files}.", "")
        yield from ("| column | type | meaning | significado |", "|---|---|---|---|")
        yield from (_column_line(column) for column in columns(table))
        vocabularies = [column for column in columns(table) if column.values]
        if vocabularies:
            yield ""
            yield from (
                f"- `{column.name}`: {', '.join(f'`{word}`' for word in column.values)}."
                for column in vocabularies
            )


def _column_line(column: Column) -> str:
    type_name = _TYPES[column.type] + (", may be null" if column.nullable else "")
    notes = []
    if column.key:
        notes.append("key")
    if column.refers_to:
        notes.append(f"→ {column.refers_to}")
    if column.bounds:
        notes.append(f"{column.bounds['minimum']} to {column.bounds['maximum']}")
    english = "; ".join([column.en, *notes])
    return f"| {column.name} | {type_name} | {_cell(english)} | {_cell(column.es)} |"


def rules_page() -> str:
    """Every rule, as declared in ``check``."""
    import check.rules  # noqa: F401 - declares the rules
    from check.rule import declared

    lines = [
        GENERATED.format(source="`check/messages.toml` and `check/rules/`"),
        "",
        *RULES.splitlines(),
        "",
        "| rule | severity | fires when | se activa cuando |",
        "|---|---|---|---|",
        *(
            f"| {rule.name} | {rule.severity} | {_cell(rule.title('en'))} | {_cell(rule.title('es'))} |"
            for rule in declared()
        ),
    ]
    for rule in declared():
        lines += ["", f"## {rule.name}", "", rule.explanation("en"), "", f"*{rule.explanation('es')}*"]
        if rule.parameters:
            names = ", ".join(f"`{name}`" for name in rule.parameters)
            lines += ["", f"Set by a profile: {names}."]
    lines += ["", *PROFILES.splitlines(), "", "| key | meaning | significado |", "|---|---|---|"]
    lines += [f"| `{key}` | {_cell(en)} | {_cell(es)} |" for key, en, es in _profile_keys()]
    lines += ["", *OWN_RULES.splitlines()]
    return "\n".join(lines) + "\n"


def _profile_keys() -> Iterator[tuple[str, str, str]]:
    from check.profiles import KEYS
    from check.rule import parameter_words

    for key in KEYS:
        yield key, parameter_words(key, "en"), parameter_words(key, "es")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


_TRANSCRIPT = re.compile(r"(?<=^```console\n)\$ pondera (.*)\n(?:.*\n)*?(?=```$)", re.MULTILINE)


def with_transcripts(text: str, project: Path) -> str:
    """A page with each ``console`` block that starts with ``$ pondera …`` holding what that command says on
    standard output today. Commands see ``samples/`` and write into a folder that is thrown away."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "samples").symlink_to(project / "samples", target_is_directory=True)

        def say(found: re.Match[str]) -> str:
            done = subprocess.run(
                [sys.executable, "-m", "pondera", *shlex.split(found[1])],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(project), "COLUMNS": "120"},
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
            return f"$ pondera {found[1]}\n{done.stdout}"

        return _TRANSCRIPT.sub(say, text)


def main() -> None:
    project = Path(__file__).resolve().parent.parent
    for name, text in pages().items():
        (project / "docs" / name).write_text(text, encoding="utf-8", newline="\n")
    for page in QUOTING:
        text = with_transcripts((project / page).read_text(encoding="utf-8"), project)
        (project / page).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
