"""消息推送 on pages: from an empty page to a message that a real server has verified, and everything done after."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.acts.a_listener import Listener, QuietOffice, listening
from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from workflows.records.webhooks import WebhookDelivery
from workflows.vocabulary.roles import Role
from workflows.worker import Worker

ROOM = "/interface/webhooks"


@dataclass
class Room:
    """An administrator before the page, and the other system's server."""

    site: Website
    listener: Listener
    client: FlaskClient
    after: timedelta = timedelta()

    def add(self, *kinds: str) -> str:
        """Register the server's address and return the secret the page shows."""
        form = {"url": self.listener.address, "kinds": list(kinds) or ["act_done", "case_closed"]}
        return secret_on(self.client.post(f"{ROOM}/new", data=form).text)

    def press(self, what: str) -> str:
        """Press a button on the address's page and return where it leads."""
        answer = self.client.post(f"{ROOM}/1/{what}", follow_redirects=True)
        return answer.text

    def work(self, after: timedelta = timedelta()) -> None:
        """Let the worker do what is due so much later."""
        self.after += after
        installation = self.site.app.extensions["installation"]
        clock = lambda: installation.clock.system_now() + self.after  # noqa: E731 -- the worker's two clocks
        Worker(self.site.office.archive, self.site.office.means, clock, clock, installation.settings).run_once()

    def page(self) -> str:
        """Return the page of the address."""
        return self.client.get(f"{ROOM}/1").text


@pytest.fixture(name="room")
def _room() -> Iterator[Room]:
    office = QuietOffice(**vars(a_case_before("approve_filing")))
    site = a_website(office, FASHEN_PUSH_ALLOW="127.0.0.1")
    with listening() as listener:
        yield Room(site, listener, site.browser("admin"))


def secret_on(page: str) -> str:
    found = re.search(r'class="secret-once">([0-9a-f]{64})<', page)
    assert found is not None, page
    return found[1]


def is_signed(listener: Listener, number: int, secret: str) -> bool:
    headers, body = listener.heard[number]
    moment, *given = headers["X-Fashen-Signature"].split(",")
    made = hmac.new(secret.encode(), f"{moment.removeprefix('t=')}.".encode() + body, hashlib.sha256).hexdigest()
    return f"v1={made}" in given


def test_from_an_empty_page_to_a_verified_message(room: Room) -> None:
    empty = room.client.get(ROOM).text
    secret = room.add()
    waiting = room.page()
    told = room.press("test")
    room.work()

    assert "登记推送地址" in empty
    assert "还没有推送过消息" in waiting
    assert "测试消息已交付发送" in told
    assert is_signed(room.listener, 0, secret)
    page = room.page()
    assert [one for one in ("测试消息", "已送达") if one not in page] == []
    assert secret not in page
    assert room.listener.address in room.client.get(ROOM).text


def test_what_happens_in_a_case_stands_in_the_record_with_what_came_back(room: Room) -> None:
    room.add()
    room.listener.status = 503
    room.site.office.walk_to("assign_officers")
    room.work()
    failed = room.page()
    room.listener.status = 204
    room.work(timedelta(minutes=1))

    assert [one for one in ("事项办结", "重试中", "HTTP 503") if one not in failed] == []
    assert "HTTP 503" not in room.page()
    assert "已送达" in room.page()


def test_an_address_is_paused_resumed_and_told_what_waited(room: Room) -> None:
    room.add()
    room.listener.status = 500
    room.press("test")
    room.work()
    paused = room.press("pause")
    refused = room.client.post(f"{ROOM}/1/test").status_code
    room.listener.status = 204
    resumed = room.press("resume")
    room.work()

    assert "已暂停" in paused
    assert refused == 409
    assert "补发停用前未送达的消息 1 条" in resumed
    assert len(room.listener.heard) == 2


def test_a_message_is_sent_again_from_the_record(room: Room) -> None:
    room.add()
    room.press("test")
    room.work()
    room.press("deliveries/1")
    room.work()

    ids = {one["id"] for one in room.listener.told()}
    assert (len(room.listener.heard), len(ids)) == (2, 1)
    assert room.client.post(f"{ROOM}/1/deliveries/99").status_code == 404


def test_after_an_exchange_both_secrets_sign_and_the_page_says_until_when(room: Room) -> None:
    old = room.add()
    new = secret_on(room.press("secret"))
    room.press("test")
    room.work()

    assert new != old
    assert (is_signed(room.listener, 0, old), is_signed(room.listener, 0, new)) == (True, True)
    assert "每条消息同时带新旧两个签名" in room.page()


def test_a_removed_address_is_gone_and_told_nothing(room: Room) -> None:
    room.add()
    room.press("remove")
    room.site.office.walk_to("assign_officers")
    room.work()

    assert room.listener.heard == []
    assert room.client.get(f"{ROOM}/1").status_code == 404
    assert room.listener.address not in room.client.get(ROOM).text


@pytest.mark.parametrize(
    ("given", "status", "says"),
    [
        ({"url": "https://10.0.0.1/in"}, 409, "不得指向内部网络"),
        ({"url": "http://127.0.0.2/in"}, 409, "不得指向内部网络"),
        ({"url": ""}, 422, "推送地址"),
        ({"kinds": []}, 422, "推送事件"),
        ({"kinds": ["everything"]}, 422, "不在可选范围内"),
    ],
)
def test_what_cannot_be_registered_says_why(room: Room, given: dict[str, object], status: int, says: str) -> None:
    answer = room.client.post(f"{ROOM}/new", data={"url": "https://hub.example/in", "kinds": ["act_done"], **given})

    assert answer.status_code == status
    assert says in answer.text


def test_the_pages_of_a_long_record_are_turned(room: Room) -> None:
    room.add()
    with room.site.office.archive.transaction() as records:
        for number in range(120):
            records.add(
                WebhookDelivery(
                    endpoint_id=1,
                    event_id=f"event-{number:03}",
                    kind="act_done",
                    payload={},
                    created_at=room.site.office.now,
                    attempts=0,
                    error="",
                )
            )

    seen, address = list[str](), f"{ROOM}/1"
    while address:
        page = room.client.get(address).text
        seen += re.findall(r"event-\d{3}", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1] if following else ""

    assert seen == [f"event-{number:03}" for number in reversed(range(120))]


def test_only_the_system_administrator_of_the_agency_looks_after_them(room: Room) -> None:
    room.add()
    stranger = room.site.app.test_client()
    room.site.sign_in(stranger, a_person_next_door(room.site.office, (Role.SYSTEM_ADMIN,)))
    buttons = ("test", "pause", "resume", "secret", "remove", "deliveries/1")

    inside = {room.site.browser(one).get(ROOM).status_code for one in ("security", "audit", "du", "lin")}
    next_door = {stranger.post(f"{ROOM}/1/{what}").status_code for what in buttons}

    assert inside == {403}
    assert (next_door, stranger.get(f"{ROOM}/1").status_code) == ({404}, 404)
    assert room.listener.address not in stranger.get(ROOM).text


def test_everything_done_to_an_address_is_read_by_the_auditor(room: Room) -> None:
    secret = room.add()
    for what in ("test", "pause", "resume", "secret", "remove"):
        room.press(what)

    journal = room.site.browser("audit").get("/journal").text

    for told in ("登记", "发送测试消息", "暂停", "恢复", "更换签名密钥", "删除"):
        assert f"127.0.0.1 {told}" in journal, told
    assert secret not in journal
