"""Who is coming to a core group: asking, apologies, the forecast, where it is."""
