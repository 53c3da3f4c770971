"""Calls and extensions as tests need them."""

from datetime import date, datetime, time, timedelta
from typing import Any

import factory

from foundation.clock import SHANGHAI, today
from foundation.roles import Role
from notices.models import CallBasis, CallBatch, CallContact, CallPage, ExtensionPage
from tests.factories import acts_on_acts
from tests.factories.acts import Bureau, approve, fresh, step, submit
from tests.factories.laid import laid_once
from tests.factories.pages import Article


class CallPageFactory(Article):
    title = factory.Sequence("第{}号申报通知".format)
    slug = factory.Sequence("call-{}".format)
    disclosure = "open"
    who_may_apply = "<p>在本市注册的单位。</p>"
    apply_where = "登录申报系统提交。"
    rest_day_known = True
    closes_on = factory.LazyFunction(lambda: today() + timedelta(days=20))

    class Meta:
        model = CallPage

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        batches, contacts, bases = kwargs.pop("batches", ()), kwargs.pop("contacts", None), kwargs.pop("bases", None)
        if kwargs.get("open_ended"):
            kwargs["closes_on"] = None
        kwargs["rows"] = {**_rows(batches, contacts, bases), **kwargs.pop("rows", {})}
        return super()._create(model_class, *args, **kwargs)


def _rows(batches: Any, contacts: Any, bases: Any) -> dict[str, list[Any]]:
    usual_contact = [CallContact(office="成果处", phone="0000-0000000")]
    usual_basis = [CallBasis(title="由本机关决定")]
    return {
        "batches": [CallBatch(label=label, cut_off_on=day, cut_off_hour=hour) for label, day, hour in batches],
        "contacts": usual_contact if contacts is None else contacts,
        "bases": usual_basis if bases is None else bases,
    }


@laid_once
def call_draft(office: Bureau, **fields: Any) -> CallPage:
    page: CallPage = CallPageFactory(parent=office.section, live=False, owner=office[Role.EDITOR], **fields)
    page.save_revision(user=office[Role.EDITOR])
    return fresh(page)


@laid_once
def call(office: Bureau, **fields: Any) -> CallPage:
    """A call that went the whole way."""
    page = call_draft(office, **fields)
    approve(submit(page, office[Role.EDITOR]), office[Role.REVIEWER])
    approve(step(page), office[Role.SIGNATORY])
    return fresh(page)


@laid_once
def extension(office: Bureau, target: Any, until: date, hour: time | None = None, **fields: Any) -> ExtensionPage:
    """Written, not yet sent."""
    fields = {"closes_on": until, "closes_hour": hour, "rest_day_known": True, **fields}
    return acts_on_acts.begin(office, ExtensionPage, target, **fields)


@laid_once
def extended(office: Bureau, target: Any, until: date, hour: time | None = None, **fields: Any) -> ExtensionPage:
    """The whole way."""
    page = acts_on_acts.reviewed(office, extension(office, target, until, hour, **fields))
    return acts_on_acts.sign(office, page)


def at(text: str) -> datetime:
    """`2026-11-20 17:29:59`, in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


__all__ = ["CallPageFactory", "at", "call", "call_draft", "extended", "extension"]
