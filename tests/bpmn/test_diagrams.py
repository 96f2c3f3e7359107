"""The shipped diagrams speak only the closed vocabulary, and keep what every other room counts on."""

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
import yaml
from lxml import etree

from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.diagram_reader import read_diagram
from workflows.process.expressions import constants_in, holds, names_in
from workflows.process.table_reader import read_tables
from workflows.process.tables import HitPolicy
from workflows.vocabulary.acts import ACTS, SITE_ACTS, STEP_ACTS
from workflows.vocabulary.facts import FACTS, FactKind, FactValue
from workflows.vocabulary.roles import Role

BPMN_FOLDER = Path(__file__).parents[2] / "bpmn"
CLOCKS = yaml.safe_load((BPMN_FOLDER / "law" / "clocks.yaml").read_text(encoding="utf-8"))["clocks"]
PROCEDURES = sorted((BPMN_FOLDER / "procedures").glob("*.bpmn"))
PARTS = sorted((BPMN_FOLDER / "parts").glob("*.bpmn"))
DIAGRAMS = {path.stem: read_diagram(path.name, path.read_bytes()) for path in (*PROCEDURES, *PARTS)}
TABLES = {
    path.stem: read_tables(path.name, path.read_bytes(), FACTS)
    for path in sorted((BPMN_FOLDER / "tables").glob("*.dmn"))
}
STAGES = {"filing", "investigation", "notice", "review", "deliberation", "decision", "execution", "closing"}
UNITS = {"handling", "legal", "leaders", "disclosure", "archive"}

NODES = [(diagram, node) for diagram in DIAGRAMS.values() for node in diagram.nodes.values()]
TASKS = [(diagram, node) for diagram, node in NODES if node.kind is NodeKind.TASK]
CALLS = [(diagram, node) for diagram, node in NODES if node.kind is NodeKind.CALL]
SPLITS = [(diagram, node) for diagram, node in NODES if node.kind is NodeKind.XOR and len(diagram.leaving[node.id]) > 1]


def named(pair: tuple[Diagram, Node]) -> str:
    return pair[1].id


def values_to_try(name: str, constants: frozenset[FactValue]) -> tuple[FactValue, ...]:
    fact = FACTS[name]
    if fact.kind is FactKind.CHOICE:
        return fact.values
    if fact.kind is FactKind.TRUTH:
        return (False, True)
    return tuple(sorted({0, *(int(value) + step for value in constants for step in (-1, 0, 1))}))


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_file_is_named_after_its_process(name: str) -> None:
    assert DIAGRAMS[name].process == name


def test_no_id_is_used_twice_in_all_files() -> None:
    ids = Counter(
        element.get("id")
        for path in (*PROCEDURES, *PARTS)
        for element in etree.parse(path).getroot().iter()
        if element.get("id") is not None
    )

    assert [name for name, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("pair", NODES, ids=named)
def test_a_step_id_is_english_snake_case(pair: tuple[Diagram, Node]) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", pair[1].id)


@pytest.mark.parametrize("pair", TASKS, ids=named)
def test_a_task_names_an_act_which_the_role_of_its_lane_may_do(pair: tuple[Diagram, Node]) -> None:
    diagram, node = pair
    lane = diagram.lane_of(node)

    assert lane is not None
    assert Role(lane.properties["role"]) in ACTS[node.properties["act"]].roles
    assert not ACTS[node.properties["act"]].site


@pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=DIAGRAMS)
def test_every_lane_names_a_role_and_a_known_unit(diagram: Diagram) -> None:
    assert all(lane.properties["role"] in set(Role) for lane in diagram.lanes.values())
    assert {lane.properties["unit"] for lane in diagram.lanes.values()} <= UNITS
    assert [node.id for node in diagram.nodes.values() if node.lane not in diagram.lanes] == []


def test_every_act_of_the_path_has_its_step() -> None:
    drawn = {node.properties["act"] for _, node in TASKS}
    sites = {node.properties["act"] for _, node in CALLS if "act" in node.properties}

    assert drawn == {act.id for act in STEP_ACTS}
    assert sites == {act.id for act in SITE_ACTS}


def test_a_step_is_called_like_its_act_once() -> None:
    acts = Counter(node.properties["act"] for _, node in TASKS)

    assert {act for act in acts if act not in {node.id for _, node in TASKS}} == set()


@pytest.mark.parametrize("pair", TASKS, ids=named)
def test_a_task_may_be_sent_back_only_to_tasks_of_its_own_diagram(pair: tuple[Diagram, Node]) -> None:
    diagram, node = pair

    assert [back for back in node.returns if diagram.nodes[back].kind is not NodeKind.TASK] == []
    assert node.id not in node.returns


def test_no_step_that_may_run_beside_another_can_be_sent_back() -> None:
    parts = {node.called for _, node in CALLS if node.properties.get("stage") == "execution"}
    for _ in DIAGRAMS:
        parts |= {node.called for diagram, node in CALLS if diagram.process in parts}

    assert [node.id for diagram, node in TASKS if diagram.process in parts and node.returns] == []


@pytest.mark.parametrize("pair", CALLS, ids=named)
def test_every_call_has_its_part(pair: tuple[Diagram, Node]) -> None:
    assert pair[1].called in {path.stem for path in PARTS}


@pytest.mark.parametrize("pair", CALLS, ids=named)
def test_service_is_called_for_a_site_and_nothing_else_is(pair: tuple[Diagram, Node]) -> None:
    node = pair[1]

    assert (node.called == "service") == (node.properties.get("act") in {act.id for act in SITE_ACTS})


def test_every_part_is_called() -> None:
    assert {node.called for _, node in CALLS} == {path.stem for path in PARTS}


@pytest.mark.parametrize("name", [path.stem for path in PROCEDURES])
def test_every_step_of_a_procedure_stands_in_a_stage(name: str) -> None:
    steps = DIAGRAMS[name].of_kind(NodeKind.TASK, NodeKind.CALL)

    assert [node.id for node in steps if node.properties.get("stage") not in STAGES] == []


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_part_has_at_most_a_dozen_nodes(path: Path) -> None:
    assert len(DIAGRAMS[path.stem].nodes) <= 12


@pytest.mark.parametrize("pair", SPLITS, ids=named)
def test_a_split_asks_a_question_and_labels_its_answers(pair: tuple[Diagram, Node]) -> None:
    diagram, node = pair

    assert node.label.endswith("？")
    assert [flow.id for flow in diagram.leaving[node.id] if not flow.label] == []


@pytest.mark.parametrize("pair", SPLITS, ids=named)
def test_a_split_has_a_default_and_conditions_that_exclude_each_other(pair: tuple[Diagram, Node]) -> None:
    diagram, node = pair
    leaving = diagram.leaving[node.id]
    trees = [flow.tree for flow in leaving if flow.tree is not None]
    names = sorted(frozenset[str]().union(*(names_in(tree) for tree in trees)))
    constants = {
        name: frozenset[FactValue]().union(*(constants_in(tree).get(name, frozenset()) for tree in trees))
        for name in names
    }

    assert [flow.id for flow in leaving if flow.tree is None] == [node.default]
    assert [name for name in names if name not in FACTS] == []
    assert [(name, value) for name in names for value in constants[name] if not FACTS[name].admits(value)] == []
    for values in product(*(values_to_try(name, constants[name]) for name in names)):
        facts = dict(zip(names, values, strict=True))
        assert sum(holds(tree, facts) for tree in trees) <= 1, facts


@pytest.mark.parametrize("pair", NODES, ids=named)
def test_whoever_waits_for_a_clock_names_one_of_the_law(pair: tuple[Diagram, Node]) -> None:
    assert pair[1].message in {"", "exit_approved"} | {f"clock:{clock['id']}" for clock in CLOCKS}


@pytest.mark.parametrize("pair", NODES, ids=named)
def test_labels_are_chinese(pair: tuple[Diagram, Node]) -> None:
    diagram, node = pair
    merges = node.kind is NodeKind.XOR and len(diagram.leaving[node.id]) == 1

    assert merges or re.search(r"[\u4e00-\u9fff]", node.label)


def test_the_tables_are_the_three_that_the_assessment_asks() -> None:
    asked = {node.called for _, node in NODES if node.kind is NodeKind.TABLE}

    assert {table.decision for tables in TABLES.values() for table in tables} == asked == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_ends_in_its_otherwise_and_every_row_says_its_source(name: str) -> None:
    (table,) = TABLES[name]

    assert table.policy is HitPolicy.FIRST
    assert {cell.text for cell in table.rules[-1].tests} == {""}
    assert [rule.number for rule in table.rules if not rule.note] == []
    assert [rule.number for rule in table.rules[:-1] if not re.search("【[SRC]", rule.note)] == []


@pytest.mark.parametrize(
    ("party_kind", "fine", "confiscation", "right"),
    [
        ("citizen", 999_999, 0, False),
        ("citizen", 1_000_000, 0, True),
        ("sole_trader", 0, 1_000_000, True),
        ("organisation", 9_999_999, 9_999_999, False),  # 罚款与没收分别判断 (处罚法63条1款1项、2项)
        ("organisation", 10_000_000, 0, True),
        ("organisation", 0, 10_000_000, True),
    ],
)
def test_who_may_ask_for_a_hearing(party_kind: str, fine: int, confiscation: int, right: bool) -> None:  # noqa: FBT001 -- the expected truth
    (table,) = TABLES["hearing_threshold"]
    facts: dict[str, FactValue] = {
        "party_kind": party_kind,
        "fine": fine,
        "confiscation": confiscation,
        "heavy_kind": False,
    }

    assert table.outcome(facts) == {"hearing_right": right}
