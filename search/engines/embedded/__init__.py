"""The embedded engine: tantivy in the data folder, no service to run. No Django here."""

from search.engines.embedded.engine import Embedded

__all__ = ["Embedded"]
