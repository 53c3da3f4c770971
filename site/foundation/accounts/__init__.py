"""Accounts: a system administrator's screens, which give no role, and the log of sign-ins and rights."""
