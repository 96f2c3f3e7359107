"""Steps of an agency's own that rest on nothing."""

import orjson

from tests.process.checks.flows import a_flow, another, found, the_only
from workflows.process.checks.articles_are_named import steps_without_article

FORM = orjson.dumps({"properties": {"seen": {"type": "boolean"}}})


def test_a_designed_step_without_a_provision_is_told() -> None:
    finding = the_only(steps_without_article, a_flow(another(act="form", form="site"), forms__site=FORM))

    assert (finding.code, finding.element, finding.hinders) == ("no-article", "extra", False)


def test_a_designed_step_with_a_provision_and_statutory_acts_are_fine() -> None:
    named = another(act="form", form="site", article="本机关办法12条")

    assert found(steps_without_article, a_flow(named, forms__site=FORM)) == []
    assert found(steps_without_article, a_flow(another(act="investigate"))) == []
