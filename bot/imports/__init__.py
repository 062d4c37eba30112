"""Reading import files: CSV and spreadsheets into rows of text."""
