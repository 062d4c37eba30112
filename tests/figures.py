"""
Figures that a test wants read by whoever ran it, listed at the end of a run.

A test gives them with `record_property("figures", ...)`; from a worker too.
"""

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the figures of every test that gave some."""
    found = [
        (report.nodeid.partition("::")[2], value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, value in report.user_properties
        if name == "figures"
    ]
    if found:
        terminalreporter.section("figures")
        for test, value in found:
            terminalreporter.write_line(f"{test}: {value}")
