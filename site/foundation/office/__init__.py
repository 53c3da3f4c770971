"""Acts that are no page: proposed by one person, decided by another, with the same gates, digests and ledger."""
