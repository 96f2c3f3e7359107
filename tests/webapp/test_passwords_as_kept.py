"""How passwords are kept: argon2id with the measured parameters, and an older way exchanged at the next sign-in."""

import re

from argon2 import PasswordHasher

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.guards.passwords import hashed, is_outdated
from workflows.records.people import Person

TODAYS = re.compile(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$.+")


def kept_of(site: Website, login: str) -> str:
    with site.office.archive.reading() as records:
        return records.list_where(Person, Person.login == login)[0].password_hash


def test_a_password_is_kept_with_two_passes_over_nineteen_mebibytes() -> None:
    assert TODAYS.fullmatch(hashed("a password"))
    assert not is_outdated(hashed("a password"))


def test_what_is_kept_in_an_older_way_is_exchanged_at_the_next_sign_in_and_by_no_wrong_password() -> None:
    site = a_website(an_office())
    older = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(DEMO_PASSWORD)
    with site.office.archive.transaction() as records:
        records.list_where(Person, Person.login == "lin")[0].password_hash = older

    site.app.test_client().post("/sign-in", data={"login": "lin", "password": "wrong"})
    assert kept_of(site, "lin") == older

    site.app.test_client().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD})
    assert TODAYS.fullmatch(kept_of(site, "lin"))
    assert site.app.test_client().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code == 303
