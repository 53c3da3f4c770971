"""Changing who the site says it is, as an office act: name, filings, contacts, and the days a step may take.

It stands on every page, so nobody changes it alone. Proposed and decided as roles are: by two administrators of
different trades. Only what differs is proposed, each field with what it was: two proposals about different fields do
not stand in each other's way, and one whose field was changed meanwhile is not agreed to any more.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images import get_image_model

from foundation.bars import Bar, Barred
from foundation.models.identity import BureauIdentity
from foundation.models.office_act import OfficeAct
from foundation.models.user import User
from foundation.office.deciding import propose
from foundation.office.kinds import Facts, Kind, Payload, office_act
from foundation.roles import Role

CODE = "change_identity"
EMBLEM = "emblem"
FIELDS = tuple(
    field.name for field in BureauIdentity._meta.get_fields() if field.concrete and field.name not in ("id", "site")
)
SMALLEST_EMBLEM = 96


def propose_identity(identity: BureauIdentity, wanted: Mapping[str, Any], *, reason: str, by: User) -> OfficeAct:
    """`wanted`: field -> new value, a picture by its number. What is as it was is left out."""
    was = values_of(identity)
    changed = [name for name in FIELDS if name in wanted and wanted[name] != was[name]]
    payload = {
        "identity": identity.pk,
        "to": {name: wanted[name] for name in changed},
        "was": {name: was[name] for name in changed},
    }
    return propose(CODE, payload, reason, by)


def values_of(identity: BureauIdentity) -> dict[str, Any]:
    """Every field as plain values."""
    return {name: getattr(identity, BureauIdentity._meta.get_field(name).attname) for name in FIELDS}


def facts_of(identity: BureauIdentity) -> Facts:
    """Every field, for a reader."""
    return [(_label(name), _shown(name, value)) for name, value in values_of(identity).items()]


@office_act(CODE, "更改机关信息", proposed_by=[Role.SECURITY_ADMINISTRATOR], decided_by=[Role.SYSTEM_ADMINISTRATOR])
class ChangeIdentity(Kind):
    def describe(self, payload: Payload) -> Facts:
        """The field's name stands with its values, so that a list of acts says which it is.

        In the order of the record: a database may keep a payload's names in another, and the words must read the same.
        """
        to, was = payload["to"], payload["was"]
        return [
            ("更改", f"{_label(name)}：{_shown(name, was.get(name))} → {_shown(name, to[name])}")
            for name in (*FIELDS, *sorted(set(to) - set(FIELDS)))
            if name in to
        ]

    def bars(self, payload: Payload) -> Iterator[Bar]:
        identity = _identity(payload["identity"])
        yield from _bars_to(identity, payload)

    def perform(self, act: OfficeAct, by: User) -> None:
        """Asked once more with the row locked: two proposals about one field may be decided at once."""
        identity = _identity(act.payload["identity"], locked=True)
        if bars := list(_bars_to(identity, act.payload)):
            raise Barred(bars)
        _put_in(identity, act.payload)
        identity.save(update_fields=list(act.payload["to"]))


def _bars_to(identity: BureauIdentity, payload: Payload) -> Iterator[Bar]:
    if not payload["to"]:
        yield Bar("没有要改的内容：和现在的完全一样。")
    if strange := sorted((set(payload["to"]) - set(FIELDS)) | (set(payload["to"]) ^ set(payload["was"]))):
        raise Barred(f"“{strange[0]}”不是机关信息里的项目，或者没有写明原来的内容。")
    is_now = values_of(identity)
    for name, was in payload["was"].items():
        if is_now[name] != was:
            yield Bar(f"提出之后，“{_label(name)}”已经改为“{_shown(name, is_now[name])}”。请撤回后重新提出。")
    _put_in(identity, payload)
    yield from _faults_of(identity, payload)


def _faults_of(identity: BureauIdentity, payload: Payload) -> Iterator[Bar]:
    """What the fields themselves do not allow: too long, no such address, no square picture."""
    untouched = [name for name in ("site", *FIELDS) if name not in payload["to"]]
    try:
        identity.clean_fields(exclude=untouched)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield Bar(f"{_label(name)}：{''.join(messages)}")
    chosen = payload["to"].get(EMBLEM)
    picture = get_image_model().objects.filter(pk=chosen).first() if chosen is not None else None
    if picture is not None and not (picture.width == picture.height >= SMALLEST_EMBLEM):
        yield Bar(f"标识图要用方形图片，至少 {SMALLEST_EMBLEM}×{SMALLEST_EMBLEM} 像素。")


def _put_in(identity: BureauIdentity, payload: Payload) -> None:
    for name, value in payload["to"].items():
        setattr(identity, BureauIdentity._meta.get_field(name).attname, value)


def _identity(pk: int, *, locked: bool = False) -> BureauIdentity:
    rows = BureauIdentity.objects.select_for_update() if locked else BureauIdentity.objects.all()
    identity = rows.filter(pk=pk).first()
    if identity is None:
        raise Barred("所指的机关信息已经不在。")
    return identity


def _label(name: str) -> str:
    return str(BureauIdentity._meta.get_field(name).verbose_name)


def _shown(name: str, value: Any) -> str:
    if name == EMBLEM:
        return _picture(value)
    return str(value) if value not in ("", None) else "（空）"


def _picture(pk: int | None) -> str:
    """With the mark of its content: a file put in its place after the proposal is another picture."""
    if pk is None:
        return "平台自带的标识"
    picture = get_image_model().objects.filter(pk=pk).first()
    return f"{picture.title}（文件摘要 {picture.get_file_hash()[:12]}）" if picture is not None else "已经不在的图片"
