"""The ground floor: every app stands on it, and it knows no business."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "foundation"
    verbose_name = "基础"

    def ready(self) -> None:
        from foundation import checks, desk_panels, granting, health_checks, security_log, tampered, triggers  # noqa: F401
        from foundation.acts import (  # noqa: F401  (they register themselves)
            file_gates,
            file_guards,
            file_intake,
            gates,
            guards,
            period_gates,
            sealed_reuse,
            sealing_gates,
            site_guards,
            workflow_guards,
        )
        from foundation.holidays import act, seed  # noqa: F401
        from foundation.holidays import letters as of_the_calendar  # noqa: F401
        from foundation.mail import account_letters, letters, wagtails_own  # noqa: F401
        from foundation.office import grants, identity_act, listing  # noqa: F401
        from foundation.outbox import upkeep  # noqa: F401
        from foundation.sitecheck import nightly  # noqa: F401
        from foundation.sitecheck import views as of_the_site_check  # noqa: F401  (its desk panel)

        tampered.lay()
        wagtails_own.switch_off()
        letters.listen()
        post_migrate.connect(seed.lay_the_calendar, sender=self)
        post_migrate.connect(triggers.lay_triggers, sender=self)
