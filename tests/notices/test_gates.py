"""What bars an announcement."""

import pytest

from foundation.bars import Barred
from foundation.roles import Role
from tests.factories.acts import approve, bureau, draft, submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("body", ["", "<p></p>", "<p> <b></b></p>"])
def test_an_empty_text_is_barred(body: str) -> None:
    office = bureau()
    page = draft(office)
    page.body = body
    page.save_revision(user=office[Role.EDITOR], clean=False)
    page.refresh_from_db()
    state = submit(page, office[Role.EDITOR])
    with pytest.raises(Barred, match="正文是空的"):
        approve(state, office[Role.REVIEWER])


def test_a_text_passes() -> None:
    office = bureau()
    approve(submit(draft(office, body="<p>有字。</p>"), office[Role.EDITOR]), office[Role.REVIEWER])
