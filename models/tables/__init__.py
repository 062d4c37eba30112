"""The tables, one module a workflow."""
