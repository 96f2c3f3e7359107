"""What other tools write beside BPMN itself: their extensions and attributes mean nothing here, and that is told.

Camunda, Flowable, Zeebe, Signavio and others keep assignees, forms, listeners and expressions in namespaces of their
own. They are read past, one warning per element, with what to use instead. Extensions of the SpiffWorkflow namespace
that this system does not know are refused, because the engine behind it would run some of them.
"""

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from workflows.process.findings import Faults
from workflows.process.markup import BPMN, DMN, DRAWING, SPIFF, local, namespace
from workflows.process.refused_elements import OTHERWISE, REFUSED
from workflows.vocabulary.wording import N_, listed

KNOWN_EXTENSIONS = frozenset({"properties", "calledDecisionId"})

_SHOWN_AT_MOST = 8
# How a shape is coloured and which editor drew it: of no account.
_HARMLESS = frozenset(
    {
        *DRAWING,
        "http://www.w3.org/2001/XMLSchema-instance",
        "http://www.w3.org/XML/1998/namespace",
        "http://bpmn.io/schema/bpmn/biocolor/1.0",
        "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
        "http://camunda.org/schema/modeler/1.0",
    }
)
_ONE_AFTER_ANOTHER = N_("{some}；{more}")
# What somebody sees on the canvas is called by its name.
_TERMS: Mapping[str, str] = {
    "dataObject": N_("数据对象"),
    "dataObjectReference": N_("数据对象"),
    "dataStore": N_("数据存储"),
    "dataStoreReference": N_("数据存储"),
    "dataInputAssociation": N_("数据输入的连线"),
    "dataOutputAssociation": N_("数据输出的连线"),
    "ioSpecification": N_("输入输出的定义"),
    "error": N_("错误的定义"),
    "escalation": N_("升级的定义"),
    "signal": N_("信号的定义"),
    "process": N_("没有内容的流程"),
}
_CODE = N_("系统不运行外部程序，请改为决策表或者办理环节")
_FORM = N_("请在表单设计器中建立表单，并把法定行为选为“自定义表单”")
_PEOPLE = N_("办理人由泳道的角色决定，请把环节放进写明角色的泳道")
_LIMIT = N_("期限由期限表或者环节的办理期限规定，请在属性面板中填写")
_CHOOSE_TABLE = N_("请在属性面板中选择决策表")
_CHOOSE_PART = N_("请在属性面板中选择被调用的部分")
_OTHERWISE = N_("需要的内容请在属性面板中重新填写，不需要的可以删除")
_CURES: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"assignee", "candidateUsers", "candidateGroups", "assignmentDefinition", "owner"}), _PEOPLE),
    (frozenset({"formKey", "formRef", "formData", "formDefinition", "formProperty", "formHandlerClass"}), _FORM),
    (frozenset({"dueDate", "followUpDate", "taskSchedule"}), _LIMIT),
    (frozenset({"decisionRef", "calledDecision", "decisionTable"}), _CHOOSE_TABLE),
    (frozenset({"calledElement", "calledElementBinding", "processRef"}), _CHOOSE_PART),
    (
        frozenset(
            {"class", "expression", "delegateExpression", "executionListener", "executionListeners", "taskListener",
             "taskListeners", "taskDefinition", "script", "connector", "topic", "type", "resultVariable"}
        ),
        _CODE,
    ),
)  # fmt: skip


def cure_of_foreign_root(root: etree._Element) -> str:
    """Return what to do with a file that holds something else than BPMN."""
    if local(root) in {"mxfile", "mxGraphModel"}:
        return N_("draw.io 的图形没有流程的含义，请在流程图编辑器中照图重画")
    if namespace(root) in DMN:
        return N_("这是决策表，请放在 tables 中，以 .dmn 命名")
    return N_("请在流程图编辑器中重新导出为 BPMN 2.0")


def check_extensions(root: etree._Element, faults: Faults) -> None:
    """Refuse unknown extensions of the engine's namespace, and warn of those of other tools, element by element."""
    for element in root.iter(f"{{{BPMN}}}*"):
        foreign = [*_foreign_attributes(element)]
        for extension in element.iterfind(f"{{{BPMN}}}extensionElements/*"):
            name = local(extension)
            if namespace(extension) not in {SPIFF, BPMN}:
                foreign.append((_prefixed(extension.prefix, name), name))
            elif namespace(extension) == BPMN or name not in KNOWN_EXTENSIONS:
                text, cure = REFUSED.get(name, OTHERWISE)
                faults.note(nearest_id(element), name, text, cure, tag=name)
        if foreign:
            warn_of(element, foreign, faults)


def warn_of(element: etree._Element, foreign: Iterable[tuple[str, str]], faults: Faults) -> None:
    """Warn once of everything foreign at an element; ``foreign`` are (name as written, name without prefix)."""
    written = [*dict.fromkeys(shown for shown, _ in foreign)]
    names = {name for _, name in foreign}
    faults.warn(
        nearest_id(element),
        "foreign",
        N_("其他工具写入的 {names} 不起作用"),
        listed([cure for known, cure in _CURES if names & known] or [_OTHERWISE], _ONE_AFTER_ANOTHER),
        names="、".join(written[:_SHOWN_AT_MOST]) + ("……" if len(written) > _SHOWN_AT_MOST else ""),
    )


def warn_of_ignored(element: etree._Element, faults: Faults, place: str = "") -> None:
    """Warn of an element that is read past, at ``place`` where its own id is on no drawing."""
    name = local(element)
    faults.warn(
        place or nearest_id(element),
        "ignored",
        N_("“{tag}”不起作用，已略过"),
        N_("不需要的可以删除，需要说明的请改为文本注释"),
        tag=_TERMS.get(name, name) if namespace(element) == BPMN else _prefixed(element.prefix, name),
    )


def nearest_id(element: etree._Element | None) -> str:
    """Return the id of an element or, where it has none, of the nearest one around it that has."""
    while element is not None:
        name = element.get("id")
        if name:
            return name
        element = element.getparent()
    return ""


def _foreign_attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    for key in element.attrib:
        name = etree.QName(key)
        if name.namespace and name.namespace not in _HARMLESS and local(element) != "definitions":
            prefix = next((one for one, uri in element.nsmap.items() if uri == name.namespace), None)
            yield _prefixed(prefix, name.localname), name.localname


def _prefixed(prefix: str | None, name: str) -> str:
    return f"{prefix}:{name}" if prefix else name
