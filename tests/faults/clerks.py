"""People who work through the served pages without a browser, remember what was acknowledged, and press again."""

import http.client
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import uuid4

from tests.journeys.served_office import ServedOffice
from workflows.acts.office.load_demo import DEMO_PASSWORD

REGISTRATION = {
    "matter": "funeral_remains",
    "source_kind": "hotline",
    "received_on": "2026-05-18",
    "summary": "永宁公司接运、存放遗体",
    "party_kind": "organisation",
    "party_name": "青峦县永宁礼仪服务有限公司",
    "party_credit_code": "91539921MAY00A1K6X",
    "party_address": "青峦县城南路6号",
}
VERIFICATION = {
    "officers": ["1", "2"],
    "verified_on": "2026-05-18",
    "findings": "现场发现改装面包车",
    "has_facts": "yes",
    "has_jurisdiction": "yes",
    "jurisdiction": "违法行为发生地在本县",
    "suspected_provision": "25条",
    "penalty_provision": "65条",
    "suggestion": "file",
}


class NotSavedError(OSError):
    """The page said 未保存，请重试: nobody knows what became of it, and the same form is sent once more."""


TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class Clerk:
    """Somebody who registers and verifies case after case, and remembers which answers came back."""

    office: ServedOffice
    cookie: str = ""
    token: str = ""
    acknowledged: list[str] = field(default_factory=list)
    unanswered: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    def sign_in(self, login: str = "lin") -> "Clerk":
        """Sign in once; the session outlives the server."""
        self.token = TOKEN.findall(self._get("/sign-in"))[0]
        self._post("/sign-in", {"login": login, "password": DEMO_PASSWORD})
        self.token = TOKEN.findall(self._get("/tasks"))[0]
        return self

    def work(self) -> None:
        """Register cases and verify each, until the server is gone."""
        while self.register(uuid4().hex):
            pass

    def register(self, key: str) -> bool:
        """Register a case under a key and verify it; say whether both were acknowledged."""
        where = self.press("/cases/new", {**REGISTRATION, "source_detail": key, "key": key})
        if not where:
            return False
        version, address = self.form_at(where)
        if not address:
            return False
        form = {**VERIFICATION, "version": version, "key": f"{key}-verified"}
        return bool(self.press(address, form))

    def form_at(self, where: str) -> tuple[str, str]:
        """Return the version and the address of the form that a page shows, empty where it shows none."""
        page = self._try_get(where)
        version = re.search(r'name="version" value="(\d+)"', page)
        address = re.search(r'action="(/tasks/\d+)"', page)
        return (version[1], address[1]) if version is not None and address is not None else ("", "")

    def press(self, address: str, form: Mapping[str, object]) -> str:
        """Post a form; return where the answer leads, empty when none came."""
        try:
            where = self._post(address, form)
        except (OSError, http.client.HTTPException):
            self.unanswered.append((address, form))
            return ""
        self.acknowledged.append(str(form["key"]))
        return where

    def press_again(self) -> None:
        """Do what a person does whose page never answered: press again, with the same form, until it does."""
        waiting, self.unanswered = self.unanswered, []
        for address, form in waiting:
            assert self.press(address, form), address

    def _try_get(self, address: str) -> str:
        try:
            return self._get(address)
        except (OSError, http.client.HTTPException):
            return ""

    def _get(self, address: str) -> str:
        answer = self._ask("GET", address, None)
        where = answer.headers.get("Location")
        return self._get(where) if where else answer.text

    def _post(self, address: str, form: Mapping[str, object]) -> str:
        answer = self._ask("POST", address, urlencode({**form, "csrf_token": self.token}, doseq=True))
        if answer.status == 503:
            raise NotSavedError(address)
        assert answer.status == 303, (address, answer.status, re.sub(r"<[^>]+>|\s+", " ", answer.text)[-1500:])
        return answer.headers["Location"]

    def _ask(self, method: str, address: str, body: str | None) -> "Answer":
        with closing(http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=60)) as line:
            headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
            line.request(method, address, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
            if "Set-Cookie" in answer.headers:
                self.cookie = answer.headers["Set-Cookie"].partition(";")[0]
            return Answer(answer.status, dict(answer.headers), text)


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    text: str
