"""What a check found, as JUnit's XML, which every CI service shows: a document is a suite, a rule a test."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

from check.rule import declared
from normalize.schema import FindingRow
from pondera.exchange import Checked
from pondera.messages import Language
from pondera.plain_text import one_line


def junit(checked: Checked) -> str:
    """A rule fails a document where it found something that counts; what does not, and what is waived, is its
    output."""
    suites = etree.Element("testsuites", name="pondera")
    for outcome in checked.outcomes:
        found: dict[str, list[FindingRow]] = defaultdict(list)
        for finding in outcome.rows.findings:
            found[finding.rule].append(finding)
        path = one_line(outcome.document.path)
        suite = etree.SubElement(suites, "testsuite", name=path)
        failures = 0
        if outcome.is_unread:
            case = etree.SubElement(suite, "testcase", name="read", classname=path)
            etree.SubElement(case, "error", message=one_line(outcome.document.status_detail))
        for name in sorted({*found, *(rule.name for rule in declared())} if not outcome.is_unread else found):
            case = etree.SubElement(suite, "testcase", name=name, classname=path)
            grave = [one for one in found[name] if one.severity in checked.counted and not one.waived]
            rest = [one for one in found[name] if one not in grave]
            if grave:
                failures += 1
                first = _said(grave[0], checked.language)
                failure = etree.SubElement(case, "failure", message=first, type=grave[0].severity)
                failure.text = "\n".join(_said(one, checked.language) for one in grave)
            if rest:
                output = etree.SubElement(case, "system-out")
                output.text = "\n".join(_said(one, checked.language) for one in rest)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(failures))
        suite.set("errors", str(int(outcome.is_unread)))
    written: bytes = etree.tostring(suites, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written.decode("utf-8")


def _said(finding: FindingRow, language: Language) -> str:
    message = finding.message_es if language is Language.ES else finding.message_en
    text = f"{finding.severity} [{finding.fingerprint}]: {one_line(message)}"
    return f"{text} ({one_line(finding.waived)})" if finding.waived else text
