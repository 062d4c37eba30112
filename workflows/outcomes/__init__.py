"""What conferences decide, and what is owed after it: confirmed, audited, asked."""
