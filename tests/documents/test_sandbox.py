"""Should a hostile template ever pass the check, the environment still gives it nothing."""

import pytest
from jinja2 import TemplateError

from workflows.documents.sandbox import PaperEnvironment


class Saving:
    """An object with a method a template must not reach."""

    saved = False

    def save(self) -> str:
        """Remember that it was called."""
        Saving.saved = True
        return "saved"


@pytest.mark.parametrize(
    "hostile",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ party.__class__ }}",
        "{{ party.items() }}",
        "{{ party['name'] }}",
        "{{ name.upper() }}",
        "{{ name.__class__ }}",
        "{{ name|attr('upper') }}",
        "{{ case.save() }}",
        "{{ range(9) }}",
        "{{ missing }}",
        "{% if name is defined %}x{% endif %}",
    ],
)
def test_the_environment_gives_nothing_but_declared_values(hostile: str) -> None:
    with pytest.raises(TemplateError):
        PaperEnvironment().from_string(hostile).render(party={"name": "马有粮"}, name="马有粮", case=Saving())

    assert not Saving.saved


def test_a_field_named_like_a_method_of_a_mapping_is_still_the_field() -> None:
    rendered = (
        PaperEnvironment().from_string("{{ paper.items }}{{ paper.keys }}").render(paper={"items": "一", "keys": "二"})
    )

    assert rendered == "一二"


def test_what_people_typed_is_escaped_for_xml() -> None:
    assert PaperEnvironment().from_string("{{ name }}").render(name="<w:p>&") == "&lt;w:p&gt;&amp;"
