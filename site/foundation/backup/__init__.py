"""Backup and restore: one archive of database and files, another of the keys, each checked before it is believed."""
