"""Forms: built and read in one module each."""
