"""Several processes receive comments at the same moment: no number twice, none missing, one form one comment."""

from collections.abc import Iterator

import pytest

from tests.foundation.several import Place, laid

pytestmark = pytest.mark.process

SCENE = """
from tests.factories.acts import bureau
from tests.factories.comments import open_draft
print(json.dumps({"draft": open_draft(bureau()).pk}))
"""

SEND = """
from foundation.clock import now
from notices.comments.receiving import Said, received
from notices.models import RegulationPage
draft = RegulationPage.objects.get(pk=DRAFT)
numbers = []
for i in range(12):
    go()
    numbers.append(received(draft, Said("意见", token=TOKEN), arrived=now()).number)
print(json.dumps(numbers))
"""


@pytest.fixture(scope="module")
def place(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(migrated, tmp_path_factory.mktemp("comments"), SCENE) as place:
        yield place


def send(place: Place, token: str) -> str:
    return SEND.replace("DRAFT", str(place.scene["draft"])).replace("TOKEN", token)


def serials(place: Place) -> list[int]:
    found = place.run(
        "from notices.models import Comment\n"
        "print(json.dumps(list(Comment.objects.order_by('serial').values_list('serial', flat=True))))"
    )
    return list(found)


def test_numbers_given_at_once_are_all_different_and_leave_no_gap(place: Place) -> None:
    before = len(serials(place))
    said = place.at_once([send(place, "f'{os.getpid()}-{i}'")] * 3, rounds=12)
    assert len({number for numbers in said for number in numbers}) == 36
    assert serials(place) == list(range(1, before + 37))
    assert place.run("from foundation import ledger; print(json.dumps(str(ledger.verify() or '')))") == ""


def test_one_form_sent_by_two_at_once_is_one_comment(place: Place) -> None:
    before = len(serials(place))
    first, second = place.at_once([send(place, "f'same-{i}'")] * 2, rounds=12)
    assert first == second
    assert serials(place) == list(range(1, before + 13))
