"""The ledger: an append-only chain of every official act. `append` is the one way in; `verify` the way to check it."""

from foundation.ledger.chain import Fault, verify
from foundation.ledger.writing import anchor, append, append_all

__all__ = ["Fault", "anchor", "append", "append_all", "verify"]
