"""Which BPMN elements a diagram may not use, and what to draw instead."""

from collections.abc import Mapping

from workflows.vocabulary.wording import N_

_TO_MESSAGE = N_("请改为消息")
_TO_CALL = N_("请改为调用活动，把内容画在 parts 中")
_DELETE = N_("请删除")

# Tag: (what is wrong, what to draw instead). Why each is refused: engine.md §1.1 (accepted by the engine, but
# misbehaving) and §5.1 (runs code).
REFUSED: Mapping[str, tuple[str, str]] = {
    "task": (N_("普通任务没有办理人"), N_("请改为用户任务并选择法定行为")),
    "manualTask": (N_("不支持手工任务"), N_("请改为用户任务并选择法定行为")),
    "scriptTask": (N_("不得使用脚本任务"), N_("请改为决策表（业务规则任务）或者用户任务")),
    "serviceTask": (N_("不得使用服务任务"), N_("请改为用户任务或者决策表")),
    "sendTask": (N_("不支持发送任务"), N_("请改为用户任务")),
    "receiveTask": (N_("不支持接收任务"), N_("请改为带消息的中间捕获事件")),
    "subProcess": (N_("不支持内嵌子流程和事件子流程"), _TO_CALL),
    "transaction": (N_("不支持事务子流程"), _TO_CALL),
    "adHocSubProcess": (N_("不支持随意子流程"), _TO_CALL),
    "callChoreography": (N_("不支持编排"), N_("请改为用户任务或者调用活动")),
    "choreographyTask": (N_("不支持编排"), N_("请改为用户任务或者调用活动")),
    "subChoreography": (N_("不支持编排"), N_("请改为用户任务或者调用活动")),
    "complexGateway": (N_("不支持复杂网关"), N_("请改为排他、并行或者包容网关")),
    "eventBasedGateway": (N_("不支持事件网关"), N_("请改为等待环节，并在其上附加边界事件")),
    "intermediateThrowEvent": (N_("不支持中间抛出事件"), N_("请删除或者改为用户任务")),
    "implicitThrowEvent": (N_("不支持中间抛出事件"), N_("请删除或者改为用户任务")),
    "event": (N_("不支持无类型的事件"), N_("请改为开始、结束或者中间捕获事件")),
    "multiInstanceLoopCharacteristics": (N_("不支持多实例"), N_("多份记录请在同一环节中逐行登记")),
    "standardLoopCharacteristics": (N_("不支持循环标记"), N_("请用排他网关画出回路")),
    "messageEventDefinition": (N_("这里不能收发消息"), N_("等待消息请用中间捕获事件或者边界事件")),
    "timerEventDefinition": (N_("这里不能等待期限"), N_("等待期限请用中间捕获事件或者边界事件")),
    "terminateEventDefinition": (N_("这里不能终止流程"), N_("终止请用结束事件")),
    "signalEventDefinition": (N_("不支持信号事件"), _TO_MESSAGE),
    "errorEventDefinition": (N_("不支持错误事件"), _TO_MESSAGE),
    "escalationEventDefinition": (N_("不支持升级事件"), _TO_MESSAGE),
    "compensateEventDefinition": (N_("不支持补偿事件"), _DELETE),
    "conditionalEventDefinition": (N_("不支持条件事件"), N_("请改为排他网关或者消息")),
    "cancelEventDefinition": (N_("不支持取消事件"), _TO_MESSAGE),
    "linkEventDefinition": (N_("不支持链接事件"), N_("请直接连线")),
    "eventDefinitionRef": (N_("不支持引用的事件定义"), N_("请在事件上选择消息或者期限")),
    "isForCompensation": (N_("不支持补偿活动"), _DELETE),
    "startQuantity": (N_("不支持一次取走几个标记"), N_("请改用并行网关汇合")),
    "completionQuantity": (N_("不支持一次放出几个标记"), N_("请用并行网关分支")),
    "correlationProperty": (N_("不支持消息关联"), _DELETE),
    "correlationSubscription": (N_("不支持消息关联"), _DELETE),
    "preScript": (N_("不得含有前置脚本"), _DELETE),
    "postScript": (N_("不得含有后置脚本"), _DELETE),
    "serviceTaskOperator": (N_("不得调用服务"), _DELETE),
    "messagePayload": (N_("消息不得带有表达式"), _DELETE),
}

OTHERWISE = (N_("不支持 {tag}"), _DELETE)

# What other tools write and a flow does without: read past, and told.
IGNORED_IN_DEFINITIONS = frozenset(
    {
        "dataStore", "endPoint", "error", "escalation", "extension", "import", "interface", "itemDefinition",
        "partnerEntity", "partnerRole", "relationship", "resource", "signal",
    }
)  # fmt: skip
IGNORED_IN_PROCESS = frozenset(
    {
        "artifact", "auditing", "dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification",
        "monitoring", "performer", "potentialOwner", "property", "resourceRole", "supports",
    }
)  # fmt: skip
IGNORED_IN_NODE = frozenset(
    {
        "auditing", "categoryValueRef", "dataInput", "dataInputAssociation", "dataOutput", "dataOutputAssociation",
        "humanPerformer", "inputSet", "ioSpecification", "monitoring", "outputSet", "performer", "potentialOwner",
        "property", "rendering", "resourceRole",
    }
)  # fmt: skip
