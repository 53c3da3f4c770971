"""Tools for everyone: how days are counted."""
