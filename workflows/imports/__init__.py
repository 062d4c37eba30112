"""Bringing in people and plans from files, checked by the DfE's rules."""
