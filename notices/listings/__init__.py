"""The lists of this app: calls and announcements."""
