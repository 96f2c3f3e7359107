"""Forms nobody shows."""

import orjson

from tests.process.checks.flows import a_flow, another, the_only
from workflows.process.checks.forms_are_shown import unshown_forms

FORM = orjson.dumps({"properties": {"seen": {"type": "boolean"}}})


def test_a_form_that_no_step_shows_is_told() -> None:
    told = the_only(unshown_forms, a_flow(another(act="form", form="site"), forms__site=FORM, forms__old=FORM))

    assert (told.code, told.file, told.hinders) == ("unshown-form", "forms/old.json", False)
