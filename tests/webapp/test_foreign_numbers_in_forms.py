"""A form takes the number of a person or a thing only where it offers it: generated from the forms themselves.

Every field of every act whose answer names somebody or something is given a number of another agency, or of another
case, and answers as it does to a number that nobody has. A new field is tried without being listed here; where its
choices are words, it is named in WORDS, and where no form shows it, the test fails.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import NEIGHBOUR, a_person_next_door
from workflows.errors import NotFoundError
from workflows.forms import Field, Form, FormError, Kind
from workflows.guards.accounts import account_form
from workflows.guards.desk import lay_desk
from workflows.guards.register import GUARDS
from workflows.records.agencies import Unit
from workflows.records.people import Person

GUARDS_FOLDER = Path(__file__).parents[2] / "workflows" / "guards"
PEOPLE = {Kind.PERSON, Kind.PEOPLE}
CHOICES = {Kind.CHOICE, Kind.CHOICES}
# Numbers of nobody and nothing.
UNKNOWN = "987654321"
# Choices that are made for the case at hand, and are words all the same.
WORDS = {
    ("accounts", "role"),
    ("api_keys", "scopes"),
    ("credentials", "kind"),
    ("decide_no_penalty", "ground"),
    ("deliberate", "outcome"),
    ("deliberate", "view"),
    ("propose_exit", "route"),
    ("record_performance", "performance"),
    ("register_source", "matter"),
    ("sign_opinion", "CONCLUSION"),
    ("sign_opinion", "return_to"),
    ("suspend_case", "ground"),
    ("webhooks", "kinds"),
}
# What gives a case things with numbers of their own.
MADE = ("preserve_evidence", "record_interview", "record_inspection", "request_recusal", "propose_exit")


@dataclass(frozen=True, slots=True)
class Asked:
    """A field as it would be posted: its name with the row it stands in, and the answers that make it appear."""

    name: str
    field: Field
    shown_by: Mapping[str, list[str]]

    @property
    def offered(self) -> set[str]:
        return {value for value, _ in self.field.options}


def fields_of(fields: tuple[Field, ...], prefix: str = "", shown: Mapping[str, list[str]] | None = None) -> list[Asked]:
    """Return every field of a form, those of a first row too, each with what has to be answered before it is asked."""
    found = list[Asked]()
    for one in fields:
        before = {asked.name: asked for asked in found}
        shown_by = dict(shown or {})
        if one.shown_when is not None:
            other = prefix + one.shown_when[0]
            shown_by |= {**before[other].shown_by, other: [one.shown_when[1][0]]}
        if one.kind is Kind.ROWS:
            found += fields_of(one.columns, f"{prefix}{one.name}-0-", shown_by)
        else:
            found.append(Asked(prefix + one.name, one, shown_by))
    return found


def forms_of(office: Office) -> Iterator[tuple[str, Form]]:
    """Yield the form of every act, as it would open on the desk of this case."""
    dossier, actor = office.dossier(), office.actor("林静")
    for act_id, guard in GUARDS.items():
        try:
            yield act_id, guard.form(lay_desk(dossier, actor=actor, means=office.means, now=office.now, task=None))
        except NotFoundError:
            assert act_id == "form", "only a form that an agency drew needs its task"


def told(form: Form, asked: Asked, number: str) -> str:
    """Return the code with which a form refuses a number in one field; empty when it takes it."""
    try:
        form.read({**asked.shown_by, asked.name: [number]})
    except FormError as error:
        return error.errors[asked.name].code if asked.name in error.errors else ""
    return ""


@pytest.fixture(name="ours", scope="module")
def _ours() -> Office:
    """Return a case with one of each thing that has a number, behind another case that has one of each too."""
    office = a_case_before("report_findings")
    others = (office.run_id, office.case_id)
    for act_id in MADE:
        office.do(act_id)
    office.do("extend_period", period="penalty_90d")
    office.a_case(matter_note="另案")
    office.walk_to("report_findings")
    for act_id in MADE:
        office.do(act_id)
    office.do("extend_period", period="penalty_90d")
    assert others != (office.run_id, office.case_id)
    return office


@pytest.fixture(name="other", scope="module")
def _other(ours: Office) -> Office:
    return Office(ours.archive, ours.means, ours.now, ours.run_id - 1, ours.case_id - 1, ours.people)


@pytest.fixture(name="stranger", scope="module")
def _stranger(ours: Office) -> str:
    return str(a_person_next_door(ours, NEIGHBOUR))


def test_no_form_takes_a_person_of_another_agency(ours: Office, stranger: str) -> None:
    tried = [(act_id, form, one) for act_id, form in forms_of(ours) for one in fields_of(form.fields)]
    people = [(act_id, form, one) for act_id, form, one in tried if one.field.kind in PEOPLE]

    answers = {
        (act_id, one.name): (told(form, one, stranger), told(form, one, UNKNOWN)) for act_id, form, one in people
    }

    assert len(answers) > 30
    assert {code for codes in answers.values() for code in codes} == {"not-offered"}


def test_no_form_takes_what_belongs_to_another_case(ours: Office, other: Office) -> None:
    theirs = {(act_id, one.name): one for act_id, form in forms_of(other) for one in fields_of(form.fields)}
    tried = {}
    for act_id, form in forms_of(ours):
        for one in fields_of(form.fields):
            foreign = theirs[act_id, one.name].offered - one.offered if one.field.kind in CHOICES else set()
            for number in foreign:
                tried[act_id, one.name, number] = told(form, one, number), told(form, one, UNKNOWN)

    assert {name for _, name, _ in tried} == {"evidence", "preservation", "proposal", "replaces", "request"}
    assert tried == dict.fromkeys(tried, ("not-offered", "not-offered"))


def test_where_nothing_is_offered_nothing_is_taken(stranger: str) -> None:
    for kind in PEOPLE | CHOICES:
        form = Form((Field("who", "谁", kind),))

        assert told(form, fields_of(form.fields)[0], stranger) == "not-offered"


def test_an_account_is_not_opened_in_a_unit_of_another_agency(ours: Office, stranger: str) -> None:
    site = a_website(ours)
    with ours.archive.transaction() as records:
        agency_id = records.get(Person, int(stranger)).agency_id
        number = str(records.add(Unit(agency_id=agency_id, name="邻科", kind="handling")).id)

    for unit in (number, UNKNOWN):
        posted = {"login": "neighbour", "name": "邻某", "unit": unit}
        answer = site.browser("admin").post("/people/accounts/new", data=posted)

        assert (answer.status_code, f"“{unit}”不在可选范围内" in answer.text) == (422, True)


def test_every_field_that_could_name_somebody_or_something_was_tried(ours: Office) -> None:
    shown = {one.name.rpartition("-")[2] for _, form in forms_of(ours) for one in fields_of(form.fields)}
    shown |= {one.name for one in account_form([]).fields}
    made_for_the_case = {
        (path.stem, name) for path in GUARDS_FOLDER.glob("*.py") for name in _names_of_fields(path.read_text("utf-8"))
    }

    assert {name for module, name in made_for_the_case - WORDS} - shown == set()
    assert WORDS - made_for_the_case == set()


@pytest.mark.parametrize("act_id", ["add_evidence", "record_interview", "record_inspection"])
def test_a_file_that_somebody_else_sent_is_not_taken(act_id: str) -> None:
    site = a_website(a_case_before("investigate"))
    sha = site.office.send("他人.pdf", b"not yours", "赵宁")

    answers = [site.press(site.browser("lin"), act_id, file=given) for given in (sha, "f" * 64)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert all("没有收到所附文件" in answer.text and "他人.pdf" not in answer.text for answer in answers)
    assert site.steps(act_id) == 0


def test_pages_previews_and_the_interface_read_the_same_forms(ours: Office, stranger: str) -> None:
    site: Website = a_website(ours)
    task, case, before = ours.task("report_findings").id, ours.case_id, len(ours.dossier().steps)
    client = site.browser("lin")
    posts = {
        f"/tasks/{task}": site.answers("report_findings", officers=[stranger, stranger]),
        f"/tasks/{task}/preview": site.answers("report_findings", officers=[stranger]),
        f"/cases/{case}/acts/request_recusal": site.answers("request_recusal", person=stranger),
        f"/cases/{case}/acts/record_interview/preview": site.answers("record_interview", signers=[stranger]),
    }

    answers = {address: client.post(address, data=data) for address, data in posts.items()}

    program = Application(site, a_key(ours, *EVERYTHING, person="lin"))
    answers[f"/api/v1/tasks/{task}/complete"] = program.complete("report_findings", officers=[stranger, stranger])

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(answers, 422)
    assert [address for address, answer in answers.items() if "邻某" in answer.text] == []
    assert len(ours.dossier().steps) == before


def _names_of_fields(module: str) -> Iterator[str]:
    """Yield the names of the fields that a module asks with people, a file, or choices that are no constant."""
    for node in ast.walk(ast.parse(module)):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Field"):
            continue
        kind = next((one.attr for one in node.args if isinstance(one, ast.Attribute)), "TEXT")
        options = next((ast.unparse(one.value) for one in node.keywords if one.arg == "options"), "")
        if kind in {"PERSON", "PEOPLE", "FILE"} or (kind in {"CHOICE", "CHOICES"} and not options.isupper()):
            yield ast.unparse(node.args[0]).strip("'")
