"""Bringing a text in: the file is kept, read, put right by a person, and confirmed as a page's provisions."""

from notices.importing.bringing import bring_in
from notices.importing.changing import may_still_change, who_may_import
from notices.importing.confirming import Chosen, confirm
from notices.importing.repairs import settle

__all__ = ["Chosen", "bring_in", "confirm", "may_still_change", "settle", "who_may_import"]
