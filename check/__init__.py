"""Fourth stage: ``Rows`` → findings. Arithmetic and form: what contradicts what."""

from check.between import findings_between
from check.findings import findings
from check.parameters import Parameters
from check.profiles import Profiles, WrongProfile, shipped
from check.user_rules import UserRule, WrongRule, rules_in

__all__ = [
    "Parameters",
    "Profiles",
    "UserRule",
    "WrongProfile",
    "WrongRule",
    "findings",
    "findings_between",
    "rules_in",
    "shipped",
]
