"""The ground floor: every app stands on it, and it knows no business."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = "基础"

    def ready(self) -> None:
        from foundation import calendar_seed, checks, desk_panels, granting, health_checks, security_log, triggers  # noqa: F401
        from foundation.acts import file_guards, gates, guards, workflow_guards  # noqa: F401  (they register themselves)
        from foundation.mail import letters, wagtails_own
        from foundation.office import grants, listing  # noqa: F401
        from foundation.outbox import upkeep  # noqa: F401

        wagtails_own.switch_off()
        letters.listen()
        post_migrate.connect(calendar_seed.lay_the_calendar, sender=self)
        post_migrate.connect(triggers.lay_triggers, sender=self)
