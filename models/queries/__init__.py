"""Named reads, one module a workflow."""
