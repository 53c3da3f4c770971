"""Two web processes and a change of the calendar made in a third: neither keeps the old one."""

import json
import urllib.request
from collections.abc import Iterator

import pytest

from tests.foundation.children import Child
from tests.foundation.several import Place, laid

SCENE = """
from tests.factories.acts import bureau, published
office = bureau()
page = published(office, title="征求意见", period_label="意见反馈期", period_count=1, period_unit="months", period_from="2027-01-04")
print(json.dumps({"path": page.url, "people": {role.value: user.pk for role, user in office.people.items()}}))
"""

WEB = """
from wsgiref.simple_server import WSGIRequestHandler, make_server
from portal.wsgi import application
class Quiet(WSGIRequestHandler):
    def log_message(self, *args): pass
server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
print(server.server_port, flush=True)
server.serve_forever()
"""

# A notice that makes 4 February 2027, a Thursday, part of the holiday: a month from 4 January ends there.
ENTER = """
from foundation.models import User
from foundation.roles import Role
from tests.factories.notices import NOTICE_2027, proposed
from foundation.office.deciding import decide
people = {role: User.objects.get(pk=pk) for role, pk in %s.items()}
class Office:
    def __getitem__(self, role): return people[role.value]
text = NOTICE_2027.replace("2月5日（周五）至11日（周四）放假调休，共7天", "2月4日（周四）至11日（周四）放假调休，共8天")
act = proposed(Office(), text)
decide(act, True, people["signatory"])
print("null")
"""

QUESTION = "/tools/working-days.json?start=2027-01-04&count=1&unit=months"


@pytest.fixture(scope="module")
def place(migrated: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with laid(migrated, tmp_path_factory.mktemp("calendar"), SCENE) as place:
        yield place


def ask(port: str, path: str) -> str:
    # The same id each time, as a monitor or an attacker sends it: nothing kept for one request may hang on it.
    headers = {"Host": "testserver", "X-Request-ID": "monitor-0001"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(answer.read().decode())


def port_of(child: Child) -> str:
    return child.stdout.readline().strip()


def test_two_web_processes_both_have_the_new_calendar_at_the_next_request(place: Place) -> None:
    ports = [port_of(place.start(WEB)) for _ in range(2)]
    before = [json.loads(ask(port, QUESTION)) for port in ports]
    pages = [ask(port, place.scene["path"]) for port in ports]
    assert {(answer["last_day"], answer["provisional"]) for answer in before} == {("2027-02-04", True)}
    assert all("2027年2月4日（周四）" in page for page in pages)

    place.run(ENTER % repr(place.scene["people"]))

    after = [json.loads(ask(port, QUESTION)) for port in ports]
    pages = [ask(port, place.scene["path"]) for port in ports]
    assert {(answer["last_day"], answer["provisional"]) for answer in after} == {("2027-02-12", False)}
    assert all("到 2027年2月12日（周五） 24:00" in page for page in pages)
