"""Finding a date for a core group: propose, answer, fix, re-open."""
