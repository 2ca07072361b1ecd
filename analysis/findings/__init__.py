"""Findings: places where a report does not fit together, as a careful reader would flag them; data stay as they are."""

from analysis.findings.checking import check_panel, check_report

__all__ = ["check_panel", "check_report"]
