"""A case: a private record that moves by its process, never a page."""

from typing import ClassVar

from django.db import models

from foundation.process import Process, State


class Case(models.Model):
    """Abstract. A subclass names its process; `foundation.cases.perform` is the only way its state changes."""

    process: ClassVar[Process]

    state_code = models.CharField("状态", max_length=40, editable=False)
    # The section for which the roles that move this case are held.
    section = models.ForeignKey("wagtailcore.Page", models.PROTECT, verbose_name="栏目", related_name="+")

    class Meta:
        abstract = True

    @property
    def state(self) -> State:
        return self.process.state(self.state_code)

    @property
    def key(self) -> str:
        """How the ledger names this case: its kind and number, nothing of its content."""
        return f"{self._meta.label_lower}:{self.pk}"
