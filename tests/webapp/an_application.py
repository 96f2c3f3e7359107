"""Another application of the agency: it has a key, speaks JSON, and sees what its key allows."""

from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.answers import answers_for
from tests.builders import Office, as_posted
from tests.webapp.office_on_the_web import Website
from webapp.installation import Clock
from workflows.acts.office.change_keys import decide_key, fetch_key, propose_key, the_console
from workflows.questions.people import find_by_login
from workflows.records.agencies import Agency
from workflows.vocabulary.roles import Role
from workflows.vocabulary.scopes import ACTS_WRITE, SCOPES

READING = tuple(one for one in SCOPES if one != ACTS_WRITE)
EVERYTHING = tuple(SCOPES)


def a_key(office: Office, *scopes: str, person: str = "", agency: str = "539921", days: int = 90) -> str:
    """Return a new key; keys live by the true clock, whatever day the office stands on."""
    now = Clock(None).system_now()
    with office.archive.transaction() as records:
        agency_id = records.list_where(Agency, Agency.code == agency)[0].id
        owner = find_by_login(person, records=records) if person else None
        console = the_console(agency_id)
        security = replace(console, roles=frozenset({Role.SECURITY_ADMIN}))
        posted = {"name": ["综合执法平台"], "scopes": list(scopes or READING), "days": [str(days)], "reason": ["联网"]}
        posted |= {"person": [str(owner.id)]} if owner else {}
        number = propose_key(posted, actor=console, records=records, now=now)
        decide_key(number, is_confirmed=True, actor=security, records=records, now=now)
        return fetch_key(number, actor=owner or console, records=records, now=now).key


@dataclass
class Application:
    """An application at work."""

    site: Website
    key: str
    language: str = "zh"
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.site.app.test_client()

    @property
    def headers(self) -> dict[str, str]:
        """Return what it sends with everything."""
        return {"Authorization": f"Bearer {self.key}", "Accept-Language": self.language}

    def get(self, address: str, **query: str) -> TestResponse:
        """Ask for something, and read it to its end."""
        return self.client.get(f"/api/v1{address}", headers=self.headers, query_string=query, buffered=True)

    def post(self, address: str, body: dict[str, Any], *, key: str = "") -> TestResponse:
        """Do something, with a key of its own unless one is given."""
        headers = {**self.headers, "Idempotency-Key": key or uuid4().hex}
        return self.client.post(f"/api/v1{address}", headers=headers, json=body)

    def upload(self, name: str, content: bytes, *, key: str = "") -> TestResponse:
        """Send a file, with a key of its own unless one is given; a browser of its own, as several may at once."""
        headers = {**self.headers, "Idempotency-Key": key or uuid4().hex}
        data = {"file": (BytesIO(content), name)}
        return self.site.app.test_client().post(
            "/api/v1/uploads", headers=headers, data=data, content_type="multipart/form-data"
        )

    def complete(self, act_id: str, *, key: str = "", version: int | None = None, **answers: object) -> TestResponse:
        """Complete the open task of an act with its usual answers, overridden."""
        task = self.site.office.task(act_id)
        return self.post(f"/tasks/{task.id}/complete", self.body(act_id, version, **answers), key=key)

    def body(self, act_id: str, version: int | None = None, **answers: object) -> dict[str, Any]:
        """Return what is sent for an act."""
        given = as_posted({**answers_for(act_id, self.site.office), **answers})
        return {"version": self.site.version if version is None else version, "answers": given}
