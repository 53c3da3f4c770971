"""A sealed title is not left standing in the titles of the acts about it."""

import pytest

from foundation.bars import Barred
from foundation.models import CorrectionPage, SealingPage, WithdrawalPage
from foundation.roles import Role
from tests.factories.acts import Bureau, bureau, fresh, published, submit
from tests.factories.acts_on_acts import again, begin, changed, done

pytestmark = pytest.mark.django_db

TITLE = "关于某件事情的公告"


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.mark.parametrize("kind", [WithdrawalPage, CorrectionPage])
def test_an_act_that_quotes_the_title_is_sealed_first(
    office: Bureau, kind: type[WithdrawalPage | CorrectionPage]
) -> None:
    page = published(office, title=TITLE)
    if kind is CorrectionPage:
        changed(office, page, body="<p>改过的正文</p>")
    about = done(office, kind, fresh(page), title=kind.usual_title(page))
    sealing = begin(office, SealingPage, fresh(page))
    with pytest.raises(Barred, match="写着要封存的标题"):
        submit(sealing, office[Role.EDITOR])
    done(office, SealingPage, about)
    submit(again(sealing), office[Role.EDITOR])


def test_an_act_that_does_not_quote_it_bars_nothing(office: Bureau) -> None:
    page = published(office, title=TITLE)
    done(office, WithdrawalPage, page, title="关于撤回一项公告的公告")
    done(office, SealingPage, fresh(page))
    assert not fresh(page).live
