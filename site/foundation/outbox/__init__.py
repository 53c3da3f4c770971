"""What must follow a commit: put in the act's own transaction, delivered by the worker, as often as it takes.

A handler may run twice without harm. A message carries numbers and codes, never a name or a text.
"""

from foundation.outbox.delivery import deliver_due
from foundation.outbox.registry import every, handles
from foundation.outbox.writing import put

__all__ = ["deliver_due", "every", "handles", "put"]
