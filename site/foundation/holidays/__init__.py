"""The yearly holiday notices: read from their text, entered as an act, and what that does to published dates."""
