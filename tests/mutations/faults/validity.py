"""How a regulation stands on a day, and which text held."""

from tests.mutations.fault import Fault

ROOM = "validity"
LAW = ("test_validity",)

FAULTS = (
    Fault(
        name="a regulation does not hold on its last day",
        room=ROOM,
        snippet="if last_day is not None and last_day < day:",
        becomes="if last_day is not None and last_day <= day:",
        neighbourhood=LAW,
    ),
    Fault(
        name="a regulation still holds on the day of its repeal",
        room=ROOM,
        snippet="return self.on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)",
        becomes="return self.on < day and (self.withdrawn_on is None or day < self.withdrawn_on)",
        neighbourhood=LAW,
    ),
    Fault(
        name="a sealed amendment loses its force",
        room=ROOM,
        snippet="return self.begins is not None and self.begins <= day and not self.is_withdrawn_on(day)",
        becomes="return self.begins is not None and self.begins <= day and not (self.is_sealed or self.is_withdrawn_on(day))",
        neighbourhood=LAW,
    ),
    Fault(
        name="a regulation does not hold on its first day",
        room=ROOM,
        snippet="if base.begins is not None and base.begins > day:",
        becomes="if base.begins is not None and base.begins >= day:",
        neighbourhood=LAW,
    ),
    Fault(
        name="a withdrawn amendment goes on counting",
        room=ROOM,
        snippet="return self.withdrawn_on is not None and self.withdrawn_on <= day",
        becomes="return False",
        neighbourhood=LAW,
    ),
    Fault(
        name="an extension that comes a day too late prevents the expiry",
        room=ROOM,
        snippet="if last_day is not None and begins > today and begins > last_day + timedelta(days=1):",
        becomes="if last_day is not None and begins > today and begins > last_day + timedelta(days=2):",
        neighbourhood=LAW,
    ),
    Fault(
        name="who reads today is shown the first text",
        room=ROOM,
        snippet="return texts[-1] if texts else (life.versions or (life.first,))[0]",
        becomes="return texts[0] if texts else (life.versions or (life.first,))[0]",
        neighbourhood=LAW,
    ),
    Fault(
        name="of two amendments on one day the earlier is the text",
        room=ROOM,
        snippet="key=lambda one: (one.begins or date.max, one.issued_on or date.min, one.act)))",
        becomes="key=lambda one: (one.begins or date.max, -one.act)))",
        neighbourhood=LAW,
    ),
    Fault(
        name="a repeal loses its force when it is sealed",
        room=ROOM,
        snippet="WAS_PUBLISHED = Q(live=True) | Q(published_act__sealing__isnull=False)",
        becomes="WAS_PUBLISHED = Q(live=True)",
        neighbourhood=("regulations/test_page",),
    ),
    Fault(
        name="the page of a regulation names the sealed act that repealed it",
        room=ROOM,
        snippet="return Repeal(day, SEALED_TITLE if sealed else act.title,",
        becomes="return Repeal(day, act.title,",
        neighbourhood=("regulations/test_page",),
    ),
    Fault(
        name="the home page lists a regulation on the day after its last",
        room=ROOM,
        snippet="Q(last_day=None) | Q(last_day__gte=today),",
        becomes='Q(last_day=None) | Q(last_day__gte=F("begins")),',
        neighbourhood=("regulations/test_listing",),
    ),
)
