"""Fourth stage: ``Rows`` → findings. Arithmetic and form: what contradicts what."""

from check.between import findings_between
from check.findings import findings
from check.parameters import Parameters
from check.profiles import Profiles, WrongProfile, shipped
from check.user_rules import UserRule, WrongRule, rules_in
from check.versions import Change, Versions, compared
from check.waiving import Waiver, is_used, left_over, waived, waived_between, wrong_waivers

__all__ = [
    "Change",
    "Parameters",
    "Profiles",
    "UserRule",
    "Versions",
    "Waiver",
    "WrongProfile",
    "WrongRule",
    "compared",
    "findings",
    "findings_between",
    "is_used",
    "left_over",
    "rules_in",
    "shipped",
    "waived",
    "waived_between",
    "wrong_waivers",
]
