"""Findings: places where a report does not fit together, as a careful reader would flag them; data stay as they are."""

from analysis.findings.checking import check_report, check_reports
from analysis.findings.panels import PanelReport, check_panel

__all__ = ["PanelReport", "check_panel", "check_report", "check_reports"]
