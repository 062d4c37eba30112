"""Who may see and do what: one table, one gate."""
