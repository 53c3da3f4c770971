"""Middleware of the ground floor, one concern a file."""
