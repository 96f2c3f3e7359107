"""接口 under odd requests: whatever schemathesis makes up from the description is answered as the description says."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Err
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.acts.prepared import a_case_before
from tests.webapp.an_application import EVERYTHING, a_key
from tests.webapp.doors import doors_of
from tests.webapp.office_on_the_web import Website, a_website

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Operation: TypeAlias = schemathesis.APIOperation[Any, Any, Any, Any]
Case: TypeAlias = schemathesis.Case[Any]

# Enough to meet every kind of oddness in seconds; the long form is `schemathesis run` against a test installation.
TRIALS = 8
PROMISED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The answer names a file's kind by what was asked for, and schemathesis knows one kind for each status.
FILES = frozenset({"GET /api/v1/exports/cases"})


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    site = a_website(a_case_before("report_findings"), testing=False, FASHEN_API_RATE="1000000/minute")
    read_whole(site.app)
    return site


def read_whole(app: Flask) -> None:
    """Close each answer when it has been read: schemathesis leaves the files of downloads open."""
    answer = app.wsgi_app

    def read(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        body = answer(environ, start_response)
        try:
            return [b"".join(body)]
        finally:
            getattr(body, "close", lambda: None)()

    app.wsgi_app = read  # type: ignore[method-assign]


def operations(site: Website) -> Iterator[Operation]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site.app)
    for found in schema.get_all_operations():
        assert not isinstance(found, Err), found
        yield found.ok()


def try_out(operation: Operation, headers: dict[str, str]) -> set[int]:
    """Send what is made up for an operation and return which statuses came back; a broken promise fails."""
    checks = [one for one in PROMISED if operation.label not in FILES or one is not content_type_conformance]
    statuses = set[int]()

    @given(case=operation.as_strategy())
    @settings(
        max_examples=TRIALS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answered_as_described(case: Case) -> None:
        statuses.add(case.call_and_validate(headers=headers, checks=checks).status_code)

    answered_as_described()
    return statuses


def test_every_odd_request_is_answered_as_described(site: Website) -> None:
    headers = {"Authorization": f"Bearer {a_key(site.office, *EVERYTHING, person='lin')}"}

    met = {one.label: try_out(one, headers) for one in operations(site)}

    # Every address for programs but the description itself, as JSON and for reading.
    assert len(met) == sum(door.is_for_programs for door in doors_of(site.app)) - 2
    assert set().union(*met.values()) >= {200, 404, 422}
    assert site.steps("report_findings") == 0
