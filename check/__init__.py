"""Fourth stage: ``Rows`` → findings. Arithmetic and form: what contradicts what."""

from check.findings import findings, findings_between
from check.parameters import Parameters

__all__ = ["Parameters", "findings", "findings_between"]
