"""Demonstration content: an invented bureau with accounts for every role. Loaded once; never touches what is there."""
