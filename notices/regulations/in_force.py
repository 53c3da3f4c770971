"""The regulations in force today, asked in one query: what validity.standing_on says of each, said to a database."""

from datetime import date

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from notices.lives import WAS_PUBLISHED
from notices.models import RegulationChangePage, RegulationPage, Replacement

Kind = RegulationChangePage.Kind
BEGINS = Coalesce("effective_on", "issued_on")
NOTHING = Value(None, output_field=DateField())


def in_force(today: date) -> QuerySet[RegulationPage]:
    """For lists that show no more than titles; a test holds it to standing_on. Where a state is shown, ask that."""
    acts = _acts(today)
    said = acts.exclude(expires_on=None).order_by("-begins", "-issued_on", "-pk").values("expires_on")[:1]
    adopted = Exists(acts.filter(kind=Kind.ADOPTED))
    own_last_day = Case(When(is_draft=True, then=NOTHING), default=F("expires_on"), output_field=DateField())
    pages = RegulationPage.objects.annotate(begins=BEGINS, last_day=Coalesce(Subquery(said), own_last_day))
    found: QuerySet[RegulationPage] = pages.filter(
        Q(is_draft=False, begins__lte=today) | Q(adopted, is_draft=True),
        Q(last_day=None) | Q(last_day__gte=today),
        ~Exists(acts.filter(kind=Kind.REPEALED)),
        ~Exists(_replaced(today)),
        published_act__withdrawn_at=None,
    )
    return found


def _acts(today: date) -> QuerySet[RegulationChangePage]:
    """What was done to it and has taken effect."""
    acts = RegulationChangePage.objects.filter(WAS_PUBLISHED, target=OuterRef("pk"), published_act__withdrawn_at=None)
    return acts.annotate(begins=BEGINS).filter(begins__lte=today)


def _replaced(today: date) -> QuerySet[Replacement]:
    was = Q(page__live=True) | Q(page__published_act__sealing__isnull=False)
    rows = Replacement.objects.filter(was, target=OuterRef("pk"), page__published_act__withdrawn_at=None)
    adoption = RegulationChangePage.objects.filter(
        WAS_PUBLISHED, target=OuterRef("page"), kind=Kind.ADOPTED, published_act__withdrawn_at=None
    ).annotate(begins=BEGINS)
    own_day = Case(
        When(page__is_draft=False, then=Coalesce("page__effective_on", "page__issued_on")),
        default=Subquery(adoption.order_by("-pk").values("begins")[:1]),
        output_field=DateField(),
    )
    rows = rows.annotate(own_day=own_day, day=Coalesce("ends_on", "own_day"))
    return rows.filter(day__lte=today, own_day__isnull=False)
