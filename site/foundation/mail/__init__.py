"""Mail to staff: one message a letter in the outbox, ids only; subjects are fixed sentences."""
