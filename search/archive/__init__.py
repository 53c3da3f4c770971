"""The staff archive: everything, also what was withdrawn, sealed away or never published, for whoever may see it."""
