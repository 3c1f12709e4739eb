"""Fourth stage: ``Rows`` → findings. Arithmetic and form: what contradicts what."""

from check.findings import findings

__all__ = ["findings"]
