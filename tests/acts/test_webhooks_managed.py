"""推送地址: paused, resumed, tried and told again; secrets closed and exchanged; every due clock is told, once."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.acts.a_listener import INSIDE, Told, listening, subscribe, told_before
from workflows.acts.office.manage_webhooks import (
    OVERLAP,
    close_secrets,
    exchange_secret,
    pause_webhook,
    redeliver,
    remove_webhook,
    resume_webhook,
    send_test,
)
from workflows.acts.pushing import Reach, objection_to, push
from workflows.errors import NotFoundError, RefusedError
from workflows.guards.background import Background
from workflows.guards.secret_box import SecretBox, box_of
from workflows.jobs import PATIENT
from workflows.questions.webhooks import GIVEN_UP_AFTER, DeliveryLine, ask_webhook
from workflows.records.clocks import Clock
from workflows.records.webhooks import WebhookEndpoint
from workflows.settings import Settings


@pytest.fixture(name="told")
def _told() -> Iterator[Told]:
    with told_before("approve_filing") as told:
        yield told


def deliveries(told: Told) -> list[DeliveryLine]:
    with told.office.archive.reading() as records:
        page = ask_webhook(told.number, records=records, actor=told.actor, now=told.office.now + told.after)
    return list(page.deliveries.lines)


def kept_secret(told: Told) -> str:
    with told.office.archive.reading() as records:
        return records.get(WebhookEndpoint, told.number).secret


def keep_secret(told: Told, secret: str) -> None:
    with told.office.archive.transaction() as records:
        records.get(WebhookEndpoint, told.number).secret = secret


def close(told: Told, settings: Settings) -> int:
    now = lambda: told.office.now  # noqa: E731 -- both clocks
    return close_secrets(Background(told.office.archive, told.office.means, settings, now, now))


def signatures(headers: dict[str, str], body: bytes, *secrets: str) -> tuple[list[str], list[str]]:
    """Return the signatures a message carries, and those these secrets make."""
    moment, *given = headers["X-Fashen-Signature"].split(",")
    signed = f"{moment.removeprefix('t=')}.".encode() + body
    made = [hmac.new(one.encode(), signed, hashlib.sha256).hexdigest() for one in secrets]
    return [one.removeprefix("v1=") for one in given], made


def test_a_test_message_arrives_whatever_kinds_the_address_wants(told: Told) -> None:
    with listening() as other:
        number, _ = subscribe(told.office, other.address, "flow_published")
        told.manage(send_test, number)
        told.work()

        assert [one["kind"] for one in other.told()] == ["test"]
        assert told.listener.heard == []


def test_while_paused_nothing_goes_and_what_waited_before_goes_on_when_resumed(told: Told) -> None:
    told.listener.status = 500
    told.manage(send_test)
    told.work()
    told.manage(pause_webhook)
    told.office.walk_to("assign_officers")
    told.listener.status = 204
    told.work(timedelta(hours=1))
    silent = len(told.listener.heard)

    count = told.manage(resume_webhook)
    told.work()

    assert (silent, count) == (1, 1)
    assert [one["kind"] for one in told.listener.told()] == ["test", "test"]
    assert [one.state for one in deliveries(told)] == ["已送达"]


def test_what_is_paused_sends_nothing_and_what_is_removed_is_gone_with_its_secret(told: Told) -> None:
    told.manage(send_test)
    told.work()
    told.manage(pause_webhook)
    with pytest.raises(RefusedError):
        told.manage(send_test)
    with pytest.raises(RefusedError):
        told.manage(lambda number, **means: redeliver(deliveries(told)[0].id, endpoint_id=number, **means))
    told.manage(remove_webhook)

    assert kept_secret(told) == ""
    for act in (resume_webhook, send_test, pause_webhook):
        with pytest.raises(NotFoundError):
            told.manage(act)


def test_a_message_that_arrived_can_be_sent_once_more_with_the_same_id(told: Told) -> None:
    told.manage(send_test)
    told.work()
    told.listener.status = 500
    told.manage(lambda number, **means: redeliver(deliveries(told)[0].id, endpoint_id=number, **means))
    told.work(timedelta(seconds=1))
    failed = deliveries(told)[0]
    told.listener.status = 204
    told.work(timedelta(minutes=1))

    assert (failed.state, failed.attempts, failed.error) == ("重试中", 1, "HTTP 500")
    assert len({one["id"] for one in told.listener.told()}) == 1
    assert len(told.listener.heard) == 3
    assert deliveries(told)[0].state == "已送达"


def test_a_message_of_one_address_is_not_sent_to_another(told: Told) -> None:
    told.manage(send_test)
    number, _ = subscribe(told.office, told.listener.address, "flow_published")

    with pytest.raises(NotFoundError):
        told.manage(lambda one, **means: redeliver(deliveries(told)[0].id, endpoint_id=one, **means), number)


def test_after_an_exchange_both_secrets_sign_for_seven_days_and_then_the_new_one(told: Told) -> None:
    new = told.manage(exchange_secret, box=box_of(INSIDE))
    told.manage(send_test)
    told.work()
    told.work(OVERLAP)
    told.manage(send_test)
    told.work()

    given, made = signatures(*told.listener.heard[0], new, told.secret)
    later, alone = signatures(*told.listener.heard[1], new)
    assert new != told.secret
    assert given == made
    assert later == alone


def test_secrets_lie_closed_each_bound_to_its_address(told: Told) -> None:
    number, _ = subscribe(told.office, told.listener.address, "act_done")
    kept, own = kept_secret(told), box_of(INSIDE).of_webhooks

    assert told.secret not in kept
    assert own.open(kept, owner=told.number) == told.secret
    assert own.open(kept, owner=number) is None
    assert box_of(INSIDE).open(kept, owner=told.number) is None


@pytest.mark.parametrize("is_open", [True, False])
def test_a_secret_kept_open_or_under_an_older_key_signs_and_is_closed_anew(told: Told, *, is_open: bool) -> None:
    older = "an older secret of this server"
    keep_secret(told, told.secret if is_open else SecretBox(older).of_webhooks.close(told.secret, owner=told.number))
    told.settings = replace(INSIDE, older_secrets=(older,))
    told.manage(send_test)
    told.work()

    given, made = signatures(*told.listener.heard[0], told.secret)
    assert given == made
    assert (close(told, told.settings), close(told, told.settings)) == (1, 0)
    assert box_of(INSIDE).of_webhooks.open(kept_secret(told), owner=told.number) == told.secret
    assert told.secret not in kept_secret(told)


def test_a_message_that_nobody_can_sign_any_more_waits_and_says_why(told: Told) -> None:
    keep_secret(told, SecretBox("a key that was lost").of_webhooks.close(told.secret, owner=told.number))
    told.manage(send_test)
    told.work()

    assert told.listener.heard == []
    assert "FASHEN_SECRET" in deliveries(told)[0].error
    new = told.manage(exchange_secret, box=box_of(INSIDE))
    told.work(timedelta(hours=1))
    given, made = signatures(*told.listener.heard[0], new)
    assert given == made


def test_what_the_operator_allowed_is_reached_and_nothing_beside_it(told: Told) -> None:
    told.settings = replace(INSIDE, may_push_inside=False, push_allowed=("127.0.0.0/8",))
    told.manage(send_test)
    told.work()

    assert deliveries(told)[0].state == "已送达"
    told.settings = replace(told.settings, push_allowed=("10.0.0.0/8", "127.0.0.2", "hub.example"))
    told.manage(send_test)
    told.work()
    assert deliveries(told)[0].error == "address not allowed"


@pytest.mark.parametrize(
    ("url", "is_refused"),
    [
        ("http://10.20.1.9/in", False),
        ("http://10.21.1.9/in", True),
        ("https://hub.example/in", False),
        ("http://hub.example/in", False),
        ("http://hub.example.evil/in", True),
        ("http://a.gov.example/in", False),
        ("http://gov.example/in", True),
        ("https://outside.example/in", False),
        ("http://outside.example/in", True),
        ("https://[fd00::1]/in", False),
        ("https://[fd01::1]/in", True),
        ("https://localhost/in", True),
    ],
)
def test_the_list_of_the_operator_names_hosts_numbers_and_networks(url: str, *, is_refused: bool) -> None:
    reach = Reach(allowed=("10.20.0.0/16", "hub.example", ".gov.example", "fd00::/64"))

    assert objection_to(url, reach=reach) is is_refused


def test_a_name_the_operator_allowed_may_lead_inside() -> None:
    with listening() as listener:
        url = listener.address.replace("127.0.0.1", "localhost")
        push(url, b"{}", {}, reach=Reach(allowed=("localhost",)))

        assert len(listener.heard) == 1


def test_every_due_clock_is_told_once_and_again_only_for_another_day(told: Told) -> None:
    told.office.walk_to("investigate")
    told.office.now += timedelta(days=400)
    told.work()
    told.work()
    first = [(one["clock"], one["due_on"]) for one in told.listener.told() if one["kind"] == "clock_due"]
    with told.office.archive.transaction() as records:
        running = records.list_where(Clock, Clock.state == "running")
        running[0].due_on += timedelta(days=30)
        moved = (running[0].name, running[0].due_on.isoformat())
    told.work()

    again = [(one["clock"], one["due_on"]) for one in told.listener.told() if one["kind"] == "clock_due"]
    assert len(first) == len(set(first)) == len(running)
    assert again == [*first, moved]


def test_what_was_due_before_anybody_listened_is_not_told() -> None:
    with told_before("investigate") as told:
        told.office.now += timedelta(days=400)
        told.manage(remove_webhook)
        number, _ = subscribe(told.office, told.listener.address, "clock_due")
        told.work()

        assert number != told.number
        assert told.listener.heard == []


def test_a_message_counts_as_given_up_after_as_many_times_as_it_is_tried() -> None:
    assert len(PATIENT) + 1 == GIVEN_UP_AFTER
