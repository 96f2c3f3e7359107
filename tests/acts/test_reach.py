"""Which numbers of machines lie outside: none of a network's own, however it is written, gets a message."""

import socket
import threading

import pytest

from workflows.acts.pushing import PushError, Reach, objection_to, push

INSIDE = [
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "169.254.169.254", "240.0.0.1"),
    "0.0.0.0",  # noqa: S104 -- nothing is bound here
    *("255.255.255.255", "224.0.0.1", "[::]", "[::1]", "[fe80::1]", "[fd00::1]", "[fec0::1]", "[ff0e::1]"),
    *("[::ffff:10.0.0.1]", "[::ffff:7f00:1]", "[::10.0.0.1]", "[64:ff9b::a00:1]", "[64:ff9b:1::a00:1]"),
    *("[2002:a00:1::]", "[2001:0:a00:1::]", "[2001:db8::1]", "[100::1]", "[5f00::1]", "localhost", "a.localhost"),
]
# What the text does not show: other ways to write a number, which only the name server's answer tells.
WRITTEN_OTHERWISE = ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "localhost."]


@pytest.mark.parametrize("host", INSIDE)
def test_no_number_inside_is_an_address(host: str) -> None:
    assert objection_to(f"https://{host}/in", reach=Reach())
    assert objection_to(f"https://{host}:8443/in", reach=Reach(allowed=("10.9.9.0/24",)))


@pytest.mark.parametrize("host", ["8.8.8.8", "[2606:4700::1111]", "[::ffff:8.8.8.8]", "hub.example"])
def test_the_world_outside_is(host: str) -> None:
    assert not objection_to(f"https://{host}/in", reach=Reach())


@pytest.mark.parametrize("host", WRITTEN_OTHERWISE)
def test_a_number_written_otherwise_is_seen_through_before_anything_is_sent(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        with pytest.raises(PushError, match=r"inside|not allowed|gaierror"):
            push(f"https://{host}:{server.getsockname()[1]}/", b"{}", {}, reach=Reach())
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize(
    "url",
    [
        "https://hub.example@10.0.0.1/",
        "https://hub.example%40@10.0.0.1/",
        "https://hub.example\\@10.0.0.1/",
        "https://hub.example/in\r\nHost: 10.0.0.1",
        "https://hub.example/in\tx",
        "https://hub.example:443@10.0.0.1/",
        "//10.0.0.1/",
        "https:10.0.0.1/",
        "https:///10.0.0.1/",
    ],
)
def test_no_word_before_the_host_and_no_line_behind_it_leads_elsewhere(url: str) -> None:
    assert objection_to(url, reach=Reach())


def test_what_the_other_side_makes_up_is_kept_as_plain_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            talk, _ = server.accept()
            with talk:
                talk.recv(65536)
                talk.sendall(b"\x00\x1b[31m<b>\x00\r\n\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(PushError) as failed:
            push(f"http://127.0.0.1:{server.getsockname()[1]}/", b"{}", {}, reach=Reach(allowed=("127.0.0.1",)))
        thread.join()

    assert str(failed.value).isprintable()
    assert "BadStatusLine" in str(failed.value)
