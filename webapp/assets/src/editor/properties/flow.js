// A line that leaves a gateway: under which condition this way is taken, or that it is the way for everything else.
import { getBusinessObject, isAny } from "bpmn-js/lib/util/ModelUtil";
import { ConditionBuilder } from "./condition-builder.js";
import { Tick } from "./fields.js";

const CHOOSING = ["bpmn:ExclusiveGateway", "bpmn:InclusiveGateway"];

export function flowGroups(element, services) {
  const { translate } = services;
  if (!element.source || !isAny(element.source, CHOOSING)) return [];
  const isDefault = getBusinessObject(element.source).get("default") === getBusinessObject(element);
  const entries = [defaultEntry(element, isDefault, services)];
  if (!isDefault) entries.push(conditionEntry(element, services));
  return [{ id: "condition", label: translate("When this way is taken"), entries }];
}

function defaultEntry(element, isDefault, { modeling, together, translate }) {
  const flow = getBusinessObject(element);
  return {
    id: "default",
    component: Tick,
    label: translate("In all other cases (default way)"),
    get: () => isDefault,
    set: (isOn) =>
      together.do(() => {
        if (isOn && flow.get("conditionExpression"))
          modeling.updateProperties(element, { conditionExpression: undefined });
        modeling.updateProperties(element.source, { default: isOn ? flow : undefined });
      }),
  };
}

function conditionEntry(element, { modeling, bpmnFactory }) {
  const flow = getBusinessObject(element);
  const write = (text) => {
    const conditionExpression = text ? bpmnFactory.create("bpmn:FormalExpression", { body: text }) : undefined;
    if (conditionExpression) conditionExpression.$parent = flow;
    modeling.updateProperties(element, { conditionExpression });
  };
  return {
    id: "condition",
    component: ConditionBuilder,
    text: flow.get("conditionExpression")?.get("body") ?? "",
    write,
  };
}
