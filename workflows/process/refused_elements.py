"""Which BPMN elements a diagram may not use, and what to draw instead."""

from workflows.vocabulary.wording import N_

# Why each is refused: engine.md §1.1 (accepted by the engine, but misbehaving) and §5.1 (runs code).
CURES: dict[str, str] = {
    "task": N_("{file} 的 {element}：普通任务没有办理人，请改为用户任务并选择法定行为"),
    "manualTask": N_("{file} 的 {element}：不支持手工任务，请改为用户任务并选择法定行为"),
    "scriptTask": N_("{file} 的 {element}：不得使用脚本任务，请改为决策表（业务规则任务）或者用户任务"),
    "serviceTask": N_("{file} 的 {element}：不得使用服务任务，请改为用户任务或者决策表"),
    "sendTask": N_("{file} 的 {element}：不支持发送任务，请改为用户任务"),
    "receiveTask": N_("{file} 的 {element}：不支持接收任务，请改为带消息的中间捕获事件"),
    "subProcess": N_("{file} 的 {element}：不支持内嵌子流程和事件子流程，请改为调用活动，把内容画在 parts 中"),
    "transaction": N_("{file} 的 {element}：不支持事务子流程，请改为调用活动"),
    "adHocSubProcess": N_("{file} 的 {element}：不支持随意子流程，请改为调用活动"),
    "complexGateway": N_("{file} 的 {element}：不支持复杂网关，请改为排他、并行或者包容网关"),
    "eventBasedGateway": N_("{file} 的 {element}：不支持事件网关，请改为等待环节，并在其上附加边界事件"),
    "intermediateThrowEvent": N_("{file} 的 {element}：不支持中间抛出事件，请删除或者改为用户任务"),
    "multiInstanceLoopCharacteristics": N_("{file} 的 {element}：不支持多实例，多份记录请在同一环节中逐行登记"),
    "standardLoopCharacteristics": N_("{file} 的 {element}：不支持循环标记，请用排他网关画出回路"),
    "signalEventDefinition": N_("{file} 的 {element}：不支持信号事件，请改为消息"),
    "errorEventDefinition": N_("{file} 的 {element}：不支持错误事件，请改为消息"),
    "escalationEventDefinition": N_("{file} 的 {element}：不支持升级事件，请改为消息"),
    "compensateEventDefinition": N_("{file} 的 {element}：不支持补偿事件，请删除"),
    "conditionalEventDefinition": N_("{file} 的 {element}：不支持条件事件，请改为排他网关或者消息"),
    "cancelEventDefinition": N_("{file} 的 {element}：不支持取消事件，请改为消息"),
    "linkEventDefinition": N_("{file} 的 {element}：不支持链接事件，请直接连线"),
    "dataObject": N_("{file} 的 {element}：不支持数据对象，请改为文本注释"),
    "dataObjectReference": N_("{file} 的 {element}：不支持数据对象，请改为文本注释"),
    "dataStoreReference": N_("{file} 的 {element}：不支持数据存储，请改为文本注释"),
    "signal": N_("{file} 的 {element}：不支持信号，请删除或者改为消息"),
    "correlationProperty": N_("{file} 的 {element}：不支持消息关联，请删除"),
    "preScript": N_("{file} 的 {element}：不得含有前置脚本，请删除"),
    "postScript": N_("{file} 的 {element}：不得含有后置脚本，请删除"),
    "serviceTaskOperator": N_("{file} 的 {element}：不得调用服务，请删除"),
    "messagePayload": N_("{file} 的 {element}：消息不得带有表达式，请删除"),
}

OTHERWISE = N_("{file} 的 {element}：不支持 {tag}，请删除")
