"""Reading a diagram: what becomes of it, and what is refused with which cure."""

import pytest

from tests.process.drawing import Drawing
from workflows.errors import BrokenDiagramError
from workflows.process.diagram import NodeKind
from workflows.process.diagram_reader import read_diagram

SECOND = "<bpmn:process id='p2'><bpmn:startEvent id='s2'/></bpmn:process>"
LANE = "<bpmn:lane id='lane_9'><bpmn:flowNodeRef>ask</bpmn:flowNodeRef></bpmn:lane>"


def a_drawing() -> Drawing:
    drawing = Drawing("review")
    drawing.start()
    drawing.task("accept", act="accept_review", returns="draft, submit")
    drawing.xor("ask")
    drawing.catch("wait", "clock:review_days")
    drawing.end()
    drawing.line("start", "accept", "ask")
    drawing.flow("ask", "wait", 'review == "pass"')
    drawing.flow("ask", "end", default=True)
    drawing.flow("wait", "end")
    drawing.boundary("exit", "accept", "exit_approved", interrupting=False)
    drawing.flow("exit", "end")
    drawing.lane("法制机构", ["accept", "ask"], role="reviewer", unit="legal")
    return drawing


def the_refusal(raw: bytes) -> str:
    with pytest.raises(BrokenDiagramError) as caught:
        read_diagram("a.bpmn", raw)
    return caught.value.objection.in_chinese()


def changed(old: str, new: str) -> bytes:
    raw = a_drawing().xml()
    assert raw.count(old.encode()) >= 1
    return raw.replace(old.encode(), new.encode(), 1)


def inside(tag: str, content: str) -> bytes:
    """Return the drawing with ``content`` put into the element ``tag`` of the step ``accept``."""
    return changed(
        f'<bpmn:{tag} id="accept" name="环节accept">', f'<bpmn:{tag} id="accept" name="环节accept">{content}'
    )


def test_a_diagram_becomes_nodes_flows_and_lanes() -> None:
    diagram = read_diagram("a.bpmn", a_drawing().xml())

    accept, leave = diagram.nodes["accept"], diagram.nodes["exit"]
    assert (diagram.process, diagram.start.id, len(diagram.nodes), len(diagram.flows)) == ("review", "start", 6, 6)
    assert (accept.kind, accept.label, accept.properties["act"]) == (NodeKind.TASK, "环节accept", "accept_review")
    assert accept.returns == ("draft", "submit")
    assert (leave.attached_to, leave.message, leave.interrupting) == ("accept", "exit_approved", False)
    assert diagram.nodes["wait"].message == "clock:review_days"
    lane = diagram.lane_of(accept)
    assert lane is not None
    assert (lane.label, lane.properties) == ("法制机构", {"role": "reviewer", "unit": "legal"})
    assert [flow.condition for flow in diagram.leaving["ask"]] == ['review == "pass"', ""]
    assert diagram.successors("accept") == ("ask", "exit")


def test_the_order_of_a_gateway_is_its_outgoing_list_not_the_height_on_the_canvas() -> None:
    raw = a_drawing().xml()
    first, second = b"<bpmn:outgoing>f2_review</bpmn:outgoing>", b"<bpmn:outgoing>f3_review</bpmn:outgoing>"
    turned = raw.replace(first + second, second + first)

    assert [flow.id for flow in read_diagram("a.bpmn", raw).leaving["ask"]] == ["f2_review", "f3_review"]
    assert [flow.id for flow in read_diagram("a.bpmn", turned).leaving["ask"]] == ["f3_review", "f2_review"]


def test_shapes_pools_and_notes_are_read_past() -> None:
    raw = changed(
        "</bpmn:process>",
        "<bpmn:textAnnotation id='note'><bpmn:text>注</bpmn:text></bpmn:textAnnotation></bpmn:process>"
        "<bpmn:collaboration id='c'><bpmn:participant id='pool' processRef='review'/></bpmn:collaboration>"
        "<d:BPMNDiagram xmlns:d='http://www.omg.org/spec/BPMN/20100524/DI' id='di'><d:BPMNPlane/></d:BPMNDiagram>",
    )

    assert len(read_diagram("a.bpmn", raw).nodes) == 6


def test_comments_cannot_hide_part_of_a_condition() -> None:
    raw = changed('review == "pass"', 'review == "pass"<!-- x --> or heard')
    raw = raw.replace(b"<bpmn:startEvent", b"<!-- a note --><?note?><bpmn:startEvent")

    assert read_diagram("a.bpmn", raw).leaving["ask"][0].condition == 'review == "pass" or heard'


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "不是完整的 XML 文件"),
        (b"<a", "不是完整的 XML 文件"),
        (b"<a/>", "不是 BPMN 2.0 流程图"),
        (b" " * 1_000_001, "文件超过 1 MB"),
        (b"<!DOCTYPE a><a/>", "不得含有 DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "不得含有 DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "不得含有 DOCTYPE"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', "不得含有 DOCTYPE"),
        (b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]><a/>', "不得含有 DOCTYPE"),
        (
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
            + b"]><a>&m;</a>",
            "",
        ),
        (b"<a>" * 400 + b"</a>" * 400, "不是完整的 XML 文件"),
    ],
    ids=["empty", "cut", "other", "large", "doctype", "entity", "file", "dtd", "parameter", "laughs", "deep"],
)
def test_hostile_or_foreign_xml_is_refused(raw: bytes, words: str) -> None:
    assert words in the_refusal(raw)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (changed('id="accept"', 'id="Start"'), "编号 Start 由系统保留"),
        (changed('id="accept"', 'id="a.b"'), "编号“a.b”不能用"),
        (changed('id="accept"', 'id="start"'), "a.bpmn · start：编号用了两次"),
        (changed('sourceRef="accept"', 'sourceRef="gone"'), "连线的一端“gone”不存在"),
        (changed("clock:review_days", "PT5S"), "定时器写的是“PT5S”，不是期限"),
        (changed("clock:review_days", "clock:review_days "), ""),
        (changed('name="exit_approved"', 'name=""'), "消息名“”不能用"),
        (changed('messageRef="message_review_0"', 'messageRef="gone"'), "所选的消息不存在"),
        (changed(' default="f3_review"', ' default="f0_review"'), "默认出线 f0_review 不是从这个网关出去的"),
        (changed(' default="f3_review"', ""), "没有默认出线"),
        (changed(' default="f3_review"', ' default="f2_review"'), "默认出线以外的出线必须写条件"),
        (changed('review == "pass"', "review =="), "不是完整的条件"),
        (changed('attachedToRef="accept"', 'attachedToRef="ask"'), "没有附在用户任务或者调用活动上"),
        (changed("<bpmn:process id", f"{SECOND}<bpmn:process id"), "文件中有 2 个流程，每个文件只能有一个"),
        (changed("<bpmn:lane id", f"{LANE}<bpmn:lane id"), "a.bpmn · ask：同时放在两个泳道中"),
        (changed('id="accept"', 'isForCompensation="true" id="accept"'), "不支持补偿活动"),
    ],
    ids=["reserved", "dot", "twice", "loose", "timer", "blank", "message", "no-message", "other-default", "default",
         "conditional-default", "condition", "boundary", "two", "lanes", "compensation"],
)  # fmt: skip
def test_what_cannot_run_is_refused_with_its_cure(raw: bytes, words: str) -> None:
    if not words:
        read_diagram("a.bpmn", raw)
        return
    assert words in the_refusal(raw)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("task", "普通任务没有办理人"),
        ("manualTask", "不支持手工任务"),
        ("scriptTask", "不得使用脚本任务"),
        ("serviceTask", "不得使用服务任务"),
        ("sendTask", "不支持发送任务"),
        ("receiveTask", "不支持接收任务"),
        ("subProcess", "不支持内嵌子流程和事件子流程"),
        ("transaction", "不支持事务子流程"),
        ("adHocSubProcess", "不支持随意子流程"),
        ("complexGateway", "不支持复杂网关"),
        ("eventBasedGateway", "不支持事件网关"),
        ("intermediateThrowEvent", "不支持中间抛出事件"),
        ("somethingNew", "不支持 somethingNew"),
    ],
)
def test_an_element_outside_the_list_is_refused_by_name(tag: str, words: str) -> None:
    raw = a_drawing().xml().replace(b"bpmn:userTask", f"bpmn:{tag}".encode())

    assert f"a.bpmn · accept：{words}" in the_refusal(raw)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("<bpmn:multiInstanceLoopCharacteristics/>", "不支持多实例"),
        ("<bpmn:standardLoopCharacteristics/>", "不支持循环标记"),
        ("<bpmn:somethingNew/>", "不支持 somethingNew"),
    ],
)
def test_markers_on_a_task_are_refused(content: str, words: str) -> None:
    assert words in the_refusal(inside("userTask", content))


@pytest.mark.parametrize("event", ["signal", "link", "compensate", "error", "escalation", "conditional", "cancel"])
def test_only_messages_clocks_and_terminating_ends_are_events(event: str) -> None:
    at_end = changed('<bpmn:endEvent id="end">', f'<bpmn:endEvent id="end"><bpmn:{event}EventDefinition/>')
    at_catch = changed(
        '<bpmn:intermediateCatchEvent id="wait" name="等待wait">',
        f'<bpmn:intermediateCatchEvent id="wait"><bpmn:{event}EventDefinition/>',
    )

    assert "事件" in the_refusal(at_end)
    assert "事件" in the_refusal(at_catch)


def test_a_catch_without_anything_to_wait_for_is_refused() -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.node("intermediateCatchEvent", "wait")
    drawing.end()
    drawing.line("start", "wait", "end")

    assert the_refusal(drawing.xml()) == (
        "a.bpmn · wait：须恰好等待一个消息或者一个期限，现有 0 个。请选择一个消息或者一个期限"
    )


def test_a_condition_on_a_flow_that_leaves_a_task_is_refused() -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.task("a")
    drawing.end()
    drawing.flow("start", "a")
    drawing.flow("a", "end", "heard")

    assert "只有排他、包容网关的出线可以写条件" in the_refusal(drawing.xml())


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([("start", "a"), ("a", "end"), ("a", "other")], "有多条出线。请用网关分支"),
        ([("start", "a")], "没有出线"),
        ([("start", "a"), ("a", "end"), ("end", "a")], "结束事件不得有出线"),
        ([("start", "a"), ("a", "start")], "开始事件和边界事件不得有入线"),
    ],
)
def test_ways_that_bpmn_leaves_open_are_refused(lines: list[tuple[str, str]], words: str) -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.task("a")
    drawing.end()
    drawing.end("other")
    for source, target in lines:
        drawing.flow(source, target)

    assert words in the_refusal(drawing.xml())


def test_a_diagram_has_one_start_and_an_end() -> None:
    without, twice, endless = Drawing("p"), Drawing("p"), Drawing("p")
    without.end()
    twice.start()
    twice.start("again")
    twice.end()
    twice.line("start", "end")
    twice.flow("again", "end")
    endless.start()
    endless.task("a")
    endless.line("start", "a", "a")

    assert "没有开始事件" in the_refusal(without.xml())
    assert "须恰有一个开始事件，现有 2 个" in the_refusal(twice.xml())
    assert "没有结束事件" in the_refusal(endless.xml())


def test_a_diagram_has_at_most_two_hundred_nodes() -> None:
    drawing = Drawing("p")
    drawing.line(drawing.start(), *(drawing.task(f"t{n}") for n in range(199)), drawing.end())

    assert "有 201 个环节，超过 200 个" in the_refusal(drawing.xml())


@pytest.mark.parametrize(
    ("extension", "words"),
    [
        ("preScript", "不得含有前置脚本"),
        ("serviceTaskOperator", "不得调用服务"),
        ("somethingNew", "不支持 somethingNew"),
    ],
)
def test_extensions_of_the_engine_that_are_not_known_are_refused(extension: str, words: str) -> None:
    raw = changed("<spiffworkflow:properties>", f"<spiffworkflow:{extension}/><spiffworkflow:properties>")

    assert f"a.bpmn · lane_0：{words}" in the_refusal(raw)


def test_a_file_without_a_process_is_refused() -> None:
    raw = b'<d:definitions xmlns:d="http://www.omg.org/spec/BPMN/20100524/MODEL"/>'

    assert "文件中没有流程" in the_refusal(raw)


def test_everything_that_hinders_is_carried_by_the_error_and_warnings_come_with_it() -> None:
    raw = changed('sourceRef="accept"', 'sourceRef="gone"').replace(b"clock:review_days", b"P5D")
    raw = raw.replace(b"<bpmn:endEvent", b"<bpmn:dataObject id='data'/><bpmn:endEvent")

    with pytest.raises(BrokenDiagramError) as caught:
        read_diagram("a.bpmn", raw)

    assert [(one.code, one.element, one.hinders) for one in caught.value.findings] == [
        ("ignored", "data", False),
        ("timer-clock", "wait", True),
        ("flow-ends", "f1_review", True),
        ("dead-end", "accept", True),
    ]
