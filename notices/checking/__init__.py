"""What a notice must have: one rule per file. A new rule is named in `RULES` of `check.py`."""

from __future__ import annotations

from notices.checking.check import check_notice, faults
from notices.checking.problems import Problem

__all__ = ["Problem", "check_notice", "faults"]
