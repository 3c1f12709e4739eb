"""What ``pondera check`` writes for other programs: valid by the schemas, and saying what was found."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from check import compared
from check.rule import declared
from pondera.exchange import Checked
from pondera.exchange.check_json import SCHEMA, check_json
from pondera.exchange.junit import junit
from pondera.exchange.sarif import sarif
from pondera.messages import Language
from pondera.pipeline import Outcome, read_document

HERE = Path(__file__).parent
GRAVE = frozenset({"error"})


@pytest.fixture(scope="module")
def outcome(samples: Path) -> Outcome:
    return read_document(samples / "evaluacion-2021.docx", "una carpeta/evaluación.docx", Language.EN)


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    path = tmp_path_factory.mktemp("unread") / "vacío.docx"
    path.touch()
    return read_document(path, "vacío.docx", Language.EN)


@pytest.fixture(scope="module")
def checked(outcome: Outcome, unread: Outcome) -> Checked:
    """Two documents; the first finding is waived, and there is one of a user's rule without a place."""
    first, *rest = outcome.rows.findings
    own = replace(rest[-1], rule="my-rule", finding_id="x-1", table_id="", item_id="", row=None, column=None)
    findings = (replace(first, waived="agreed <with> “us”"), *rest, replace(own, severity="info"))
    rows = replace(outcome.rows, findings=findings)
    return Checked((replace(outcome, rows=rows), unread), GRAVE, Language.EN)


def json_schema() -> dict:
    return json.loads((files("pondera.exchange") / "check.schema.json").read_text(encoding="utf-8"))


def test_json_is_what_its_schema_says(checked: Checked) -> None:
    record = json.loads(check_json(checked))
    jsonschema.validate(record, json_schema())
    assert record["schema"] == SCHEMA == json_schema()["properties"]["schema"]["const"]
    read, unread = record["documents"]
    assert (read["status"], unread["status"], unread["findings"] == []) == ("ok", "failed", False)
    assert read["findings"][0]["waived"] == "agreed <with> “us”"
    marked = [cell["text"] for row in read["findings"][0]["rows"] for cell in row["cells"] if cell["marked"]]
    assert marked


def test_json_compares_versions(checked: Checked, outcome: Outcome) -> None:
    older = replace(outcome.rows, findings=outcome.rows.findings[:-1], measures=outcome.rows.measures[:-1])
    versions = compared(older, outcome.rows)
    record = json.loads(check_json(replace(checked, versions=versions)))
    jsonschema.validate(record, json_schema())
    assert record["against"]["new"] == [outcome.rows.findings[-1].fingerprint]
    assert [change["kind"] for change in record["against"]["changes"]] == ["figure-added"]


@pytest.mark.parametrize("language", list(Language))
def test_sarif_is_valid_by_the_official_schema(checked: Checked, language: Language) -> None:
    schema = json.loads((HERE / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(sarif(replace(checked, language=language)))
    jsonschema.validate(log, schema)
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == [*(rule.name for rule in declared()), "my-rule"]
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    first = run["results"][0]
    assert first["suppressions"] == [{"kind": "external", "justification": "agreed <with> “us”"}]
    location = first["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "una%20carpeta/evaluaci%C3%B3n.docx"
    fingerprints = {result["partialFingerprints"]["pondera/v1"] for result in run["results"]}
    assert {finding.fingerprint for finding in checked.outcomes[0].rows.findings} <= fingerprints
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["level"] == "error"


def test_sarif_tells_what_is_new(outcome: Outcome) -> None:
    versions = compared(replace(outcome.rows, findings=()), outcome.rows)
    one = Checked((outcome,), GRAVE, Language.EN, versions)
    states = [result["baselineState"] for result in json.loads(sarif(one))["runs"][0]["results"]]
    assert set(states) == {"new"}


def test_junit_has_a_suite_per_document_and_a_test_per_rule(checked: Checked) -> None:
    suites = etree.fromstring(junit(checked).encode())
    read, unread = suites
    assert read.get("name") == "una carpeta/evaluación.docx"
    assert int(read.get("tests")) == len(read) == len(declared()) + 1
    counted = [f for f in checked.outcomes[0].rows.findings if f.severity == "error" and not f.waived]
    assert {case.getparent().get("name") for case in read.iter("failure")} == {f.rule for f in counted}
    assert int(read.get("failures")) == len({f.rule for f in counted})
    assert "agreed <with> “us”" in "".join(read.itertext())
    assert (unread.get("errors"), len(list(unread.iter("error")))) == ("1", 1)
