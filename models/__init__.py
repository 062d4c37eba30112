"""What is remembered: words, tables, queries and one unit of work."""
