"""What could be cited in an earlier text and cannot in a new one: told before it is confirmed, and let go by a person."""

from notices.models import ProvisionSet, Purpose
from notices.provision_sets import lost_addresses


def earlier_set(one: ProvisionSet) -> tuple[ProvisionSet | None, bool]:
    """The text this one would stand in place of, and whether the public may be citing it."""
    if one.purpose in (Purpose.AMEND, Purpose.ADOPT) and one.regulation is not None:
        texts = one.regulation.life.versions
        latest = texts[-1].text if texts else None
        return (ProvisionSet.objects.filter(pk=latest).first() if latest else None), one.regulation.live
    page = one.page if one.page is not None else one.regulation
    if page is None:
        return None, False
    now = page.specific if page.live else page.specific.get_latest_revision_as_object()
    pk = getattr(now, "provision_set_id", None)
    if pk is None or pk == one.pk:
        return None, False
    return ProvisionSet.objects.filter(pk=pk).first(), page.live


def losses_of(one: ProvisionSet) -> tuple[list[str], bool]:
    """How each was cited, and whether it was published."""
    before, published = earlier_set(one)
    if before is None:
        return [], False
    return lost_addresses(before, one.provisions.values_list("address", flat=True)), published


def not_let_go(one: ProvisionSet) -> list[str]:
    """Published, gone, and nobody has said so."""
    lost, published = losses_of(one)
    return [each for each in lost if each not in one.let_go] if published else []
