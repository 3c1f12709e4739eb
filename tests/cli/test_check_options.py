"""``pondera check`` and ``rules``: formats, profiles, own rules, waivers, an older version."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

EVALUATION = "evaluacion-2021.docx"
SQL = "SELECT document_id, 'Otro' AS message_es FROM documents"


@pytest.fixture
def desk(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a document that contradicts itself."""
    shutil.copy(samples / EVALUATION, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def findings(program, *options: object) -> list[dict]:
    record = json.loads(program("check", EVALUATION, "--format", "json", *options).out)
    return record["documents"][0]["findings"]


@pytest.mark.usefixtures("desk")
def test_the_formats(program) -> None:
    assert program("check", EVALUATION, "--format", "json").code == 1
    assert json.loads(program("check", EVALUATION, "--format", "sarif").out)["version"] == "2.1.0"
    assert (
        etree.fromstring(program("check", EVALUATION, "--format", "junit").out.encode()).tag == "testsuites"
    )
    assert program("check", EVALUATION, "--format", "xml").code == 2


@pytest.mark.usefixtures("desk")
def test_the_terminal_names_the_fingerprint(program) -> None:
    out = program("check", EVALUATION).out
    for finding in findings(program):
        assert f"[{finding['fingerprint']}]" in out


def test_a_waived_finding_is_shown_and_does_not_count(program, desk: Path) -> None:
    errors = [finding for finding in findings(program) if finding["severity"] == "error"]
    lines = [
        f"[[waivers]]\nfinding = '{key}'\nreason = 'Lo permite la circular 3.'\n"
        for key in (errors[0]["finding_id"], *(error["fingerprint"] for error in errors[1:]))
    ]
    (desk / f"{EVALUATION}.waivers.toml").write_text("\n".join(lines), encoding="utf-8")
    done = program("check", EVALUATION)
    assert done.code == 0
    assert done.out.count("aceptado: Lo permite la circular 3.") == len(errors)
    assert program("run", ".", "--to", "out", "--format", "csv", "--quiet").code == 0
    with (desk / "out" / "findings.csv").open(encoding="utf-8", newline="") as file:
        assert sum(bool(row["waived"]) for row in csv.DictReader(file)) == len(errors)
    with (desk / "out" / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert [row["path"] for row in csv.DictReader(file)] == [EVALUATION]


def test_a_finding_between_documents_is_waived_in_the_file_of_its_document(program, desk: Path) -> None:
    """By ``check`` and by ``run``, which tells nothing of a waiver that it used; also when run again."""
    folder = desk / "planes"
    folder.mkdir()
    for year, weights in ((2020, (60, 40)), (2021, (20, 80))):
        names = ("Publicar el boletín trimestral", "Capacitar a los encargados")
        rows = "".join(f"| {name} | Informe | {w}% |\n" for name, w in zip(names, weights, strict=True))
        head = "| Actividad | Medio de verificación | Ponderación (%) |\n|---|---|---|\n"
        about = f"# Programa de Trabajo {year}\n\nInstituto de Previsión Social. Región de Coquimbo\n\n"
        (folder / f"{year}.md").write_text(about + head + rows, encoding="utf-8")

    def told(*command: object) -> list[tuple[str, bool]]:
        if command[0] == "check":
            done = program(*command, "--format", "json")
            found = [one for document in json.loads(done.out)["documents"] for one in document["findings"]]
        else:
            assert program(*command, "--to", "out", "--format", "csv,parquet", "--quiet").code == 0
            with (desk / "out" / "findings.csv").open(encoding="utf-8", newline="") as file:
                found = list(csv.DictReader(file))
        keys.extend(one["fingerprint"] for one in found if one["rule"] == "year-drift")
        return [(one["rule"], bool(one["waived"])) for one in found if one["severity"] == "info"]

    keys: list[str] = []
    assert told("check", "planes") == [("year-drift", False)] * 2
    waiver = f'[[waivers]]\nfinding = "{keys[0]}"\nreason = "Lo acordó el consejo."\n'
    (folder / "2021.md.waivers.toml").write_text(waiver, encoding="utf-8")
    assert told("check", "planes") == [("year-drift", True), ("year-drift", False)]
    for _ in range(2):
        assert told("run", "planes") == [("year-drift", True), ("year-drift", False)]
    assert told("check", "planes/2021.md") == [("waiver-unused", False)]


@pytest.mark.parametrize(
    "text",
    [
        "[[waivers]]\nfinding = 'x'",
        "waivers = 3",
        "[[waivers]",
        "[other]",
        "[[waivers]]\nfinding = 1\nreason = 'x'",
    ],
)
def test_waivers_that_are_none_are_told(program, desk: Path, text: str) -> None:
    (desk / f"{EVALUATION}.waivers.toml").write_text(text, encoding="utf-8")
    told = [finding for finding in findings(program) if finding["rule"] == "waiver-unused"]
    assert [finding["severity"] for finding in told] == ["warning"]


def test_a_waiver_of_nothing_is_told(program, desk: Path) -> None:
    text = "[[waivers]]\nfinding = '0000000000'\nreason = 'Por si acaso.'"
    (desk / f"{EVALUATION}.waivers.toml").write_text(text, encoding="utf-8")
    (told,) = (finding for finding in findings(program) if finding["rule"] == "waiver-unused")
    assert (told["severity"], told["observed"]) == ("info", "0000000000")


def test_a_profile(program, desk: Path) -> None:
    (desk / "mine.toml").write_text("off = ['weights-sum']\ntolerance = 100", encoding="utf-8")
    (desk / "pondera.toml").write_text("[checks]\nseverities = {earned-product = 'info'}", encoding="utf-8")
    by_default = {finding["rule"]: finding["severity"] for finding in findings(program)}
    assert (by_default["weights-sum"], by_default["earned-product"]) == ("error", "info")
    assert not {"weights-sum", "earned-product"} & {
        f["rule"] for f in findings(program, "--profile", "mine.toml")
    }
    (desk / "mine.toml").write_text("of = ['weights-sum']", encoding="utf-8")
    done = program("check", EVALUATION, "--profile", "mine.toml")
    assert (done.code, "mine.toml, of: clave desconocida" in done.err) == (2, True)
    assert program("check", EVALUATION, "--profile", "nowhere.toml").code == 2


def test_own_rules(program, desk: Path) -> None:
    (desk / "reglas").mkdir()
    (desk / "reglas" / "otra.sql").write_text(SQL, encoding="utf-8")
    assert "otra" in [finding["rule"] for finding in findings(program, "--rules", "reglas")]
    (desk / "pondera.toml").write_text("[checks]\nrules = 'reglas'", encoding="utf-8")
    assert "ADVERTENCIA otra: Otro" in program("check", EVALUATION).out
    assert program("rules", "otra").out.strip() == SQL
    (desk / "reglas" / "otra.sql").write_text("DROP TABLE items", encoding="utf-8")
    assert program("check", EVALUATION).code == 2


def test_against_an_older_version(program, desk: Path, samples: Path) -> None:
    shutil.copy(EVALUATION, "antes.docx")
    same = program("check", EVALUATION, "--against", "antes.docx")
    assert same.code == 1
    assert "Nuevos: 0" in same.out
    assert "Cambios entre las dos versiones: 0" in same.out
    other = program("check", EVALUATION, "--against", samples / "programa-trabajo-2021.docx", "--lang", "en")
    assert "New: 2" in other.out
    assert "+ “" in other.out
    record = json.loads(program("check", EVALUATION, "--against", "antes.docx", "--format", "json").out)
    assert record["against"]["new"] == record["against"]["changes"] == []
    (desk / "empty.docx").touch()
    assert program("check", EVALUATION, "--against", "empty.docx").code == 3
    assert program("check", ".", "--against", "antes.docx").code == 2
    assert program("check", EVALUATION, "--against", "nowhere.docx").code == 3


def test_the_rules_are_listed_and_explained(program) -> None:
    listed = program("rules", "--lang", "en").out
    assert "weights-sum" in listed
    one = program("rules", "executed-above-programmed", "--lang", "en").out
    assert "excess: % by which executed may exceed programmed\n  every document: 25" in one
    assert program("rules", "nothing").code == 2


def test_what_a_profile_sets_is_shown(program, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        "[work_programme]\noff = ['weight-range']\nbounds = [{measure = 'weight', low = 10, high = 30}]\n"
        "[other]\nseverities = {weight-range = 'info'}",
        encoding="utf-8",
    )
    out = program("rules", "weight-range", "--profile", path, "--lang", "en").out
    assert "  work_programme: weight 10–30" in out
    assert "  work_programme: not applied" in out
    assert "  other: info" in out


def test_the_schema_is_itself_valid(project: Path) -> None:
    schema = json.loads((project / "pondera" / "exchange" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
