"""Guessing a password: five tries, then a quarter of an hour, in all processes together and over restarts."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from statistics import median

import pytest
from limits import parse

from tests.builders import ROOT, Office, an_office
from tests.webapp.office_on_the_web import Website, a_website
from webapp.limits import limiter
from workflows.acts.office.load_demo import DEMO_PASSWORD

# Processes of one application that was read once, as gunicorn with --preload has them; all begin at the same moment.
KNOCK = """
import os
import sys
from webapp.app import create_app
from workflows.settings import read_settings
url, home, login, password, processes, times, proxy = sys.argv[1:]
settings = read_settings({"FASHEN_HOME": home, "FASHEN_DATABASE": url, "FASHEN_DATABASE_URL": url,
    "FASHEN_SECRET": "0123456789abcdefghij" * 2, "FASHEN_PROXIES": "1"})

def knock():
    app = create_app(settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    os.write(told, b"!")
    os.read(waited_for, 1)
    for number in range(int(times)):
        answer = app.test_client().post("/sign-in", data={"login": login, "password": password},
            headers={"X-Forwarded-For": proxy or f"10.1.{number}.{os.getpid() % 250}"})
        os.write(1, f"{answer.status_code} {'已锁定' in answer.text}\\n".encode())

readiness, told = os.pipe()
waited_for, beginning = os.pipe()
for _ in range(int(processes)):
    if os.fork() == 0:
        os.close(beginning)
        try:
            knock()
        finally:
            os._exit(0)
for _ in range(int(processes)):
    os.read(readiness, 1)
os.close(beginning)
for _ in range(int(processes)):
    os.wait()
"""


@pytest.fixture(name="office")
def _office() -> Office:
    return an_office()


def knocked(office: Office, login: str, password: str, *, processes: int, times: int, proxy: str = "") -> Counter[str]:
    """Let several processes try a password at the same moment; return their answers counted."""
    url = office.archive.engine.url.render_as_string(hide_password=False)
    home = str(ROOT / "var")
    command = [sys.executable, "-c", KNOCK, url, home, login, password, str(processes), str(times), proxy]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    # The log tells each refusal; anything else would be a failure.
    assert [
        line
        for line in done.stderr.splitlines()
        if not line.endswith((" was refused with 401", " was refused with 429"))
    ] == []
    return Counter(done.stdout.splitlines())


def said(page: str, login: str) -> str:
    """Return a page without what was typed and without the tokens of its forms."""
    return re.sub(r'(csrf_token" value=|X-CSRFToken": )"[^"]*"', "", page).replace(
        f'name="login" value="{login}" autocomplete', ""
    )


def test_three_processes_together_get_five_guesses_at_a_login(office: Office) -> None:
    answers = knocked(office, "lin", "wrong-password", processes=3, times=4)

    # Four are told that they were wrong, the fifth and everybody after that the login is closed.
    assert answers == {"401 False": 4, "401 True": 8}


def test_twelve_right_passwords_at_once_let_at_least_five_in_and_the_next_one_too(office: Office) -> None:
    answers = knocked(office, "lin", DEMO_PASSWORD, processes=3, times=4)

    assert answers["303 False"] >= 5
    assert knocked(office, "zhao", DEMO_PASSWORD, processes=1, times=1) == {"303 False": 1}


def test_one_address_is_turned_away_in_every_process_and_after_a_restart(office: Office) -> None:
    site = a_website(office)
    with site.app.app_context():
        for _ in range(19):
            limiter.limiter.hit(parse("20/minute"), "10.9.9.9", "account.check_in")

    answers = knocked(office, "nobody", "wrong-password", processes=2, times=2, proxy="10.9.9.9")

    assert answers["401 False"] in {1, 2}
    assert answers["429 False"] == 4 - answers["401 False"]


def test_a_closed_login_refuses_the_right_password_with_the_same_words(office: Office) -> None:
    site = a_website(office)
    client = site.browser()

    known = [client.post("/sign-in", data={"login": "lin", "password": "wrong"}) for _ in range(6)]
    right = client.post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD})
    unknown = [client.post("/sign-in", data={"login": "nemo", "password": "wrong"}) for _ in range(6)]

    assert [one.status_code for one in [*known, right, *unknown]] == [401] * 13
    assert [said(one.text, "lin") for one in known] == [said(one.text, "nemo") for one in unknown]
    assert said(right.text, "lin") == said(known[-1].text, "lin")
    assert "请在 15 分钟后再试" in right.text


def test_it_takes_as_long_to_say_no_to_nobody_as_to_somebody_and_to_a_closed_login(office: Office) -> None:
    site = a_website(office, FASHEN_LOGIN_FAILURES="8")

    def took(login: str) -> float:
        client = site.browser()
        # Time of the processor, so that whatever else this machine does makes no difference.
        before = time.process_time()
        client.post("/sign-in", data={"login": login, "password": "wrong"})
        return time.process_time() - before

    pairs = [(took("zhao"), took("nemo")) for _ in range(7)]
    somebody, nobody = (median(seconds) for seconds in zip(*pairs, strict=True))
    for _ in range(3):
        site.browser().post("/sign-in", data={"login": "zhao", "password": "wrong"})
    closed = median(took("zhao") for _ in range(5))

    assert 1 / 2 < somebody / nobody < 2
    assert 1 / 2 < closed / nobody < 2


def test_the_auditor_reads_of_it_and_the_security_administrator_opens_it(office: Office) -> None:
    site = a_website(office)
    for _ in range(5):
        site.browser().post("/sign-in", data={"login": "lin", "password": "wrong"})
    number = office.person("林静")

    journal = site.browser("audit").get("/journal").text
    shown = site.browser("security").get(f"/people/accounts/{number}").text
    site.browser("security").post(f"/people/accounts/{number}/unlock")

    assert "lin 连续登录失败，锁定 15 分钟" in journal
    assert "登录锁定" in shown
    assert site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code == 303


def test_the_right_password_before_the_last_try_forgets_the_failures(office: Office) -> None:
    site: Website = a_website(office)
    for _ in range(3):
        for _ in range(4):
            site.browser().post("/sign-in", data={"login": "lin", "password": "wrong"})
        answer = site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD})
        assert answer.status_code == 303
