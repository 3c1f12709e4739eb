"""Rules between documents, each a query in a file of its name: the shares of a country's regions, the same
item from year to year, documents that say the same."""

from __future__ import annotations

from check.rule import Severity, rule_between

rule_between("region-weights-sum", Severity.ERROR)
rule_between("region-programmes-sum", Severity.INFO)
rule_between("year-drift", Severity.INFO, parameters=("drift",))
rule_between("duplicate-document", Severity.INFO)
