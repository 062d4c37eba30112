"""The example caseload: invented families, dated from today."""
