// The properties an element carries for the engine, as SpiffWorkflow reads them; one change is one step to undo.
import { getBusinessObject } from "bpmn-js/lib/util/ModelUtil";

const PROPERTIES = "spiffworkflow:Properties";
const DECISION = "spiffworkflow:CalledDecisionId";

function extensionsOf(businessObject) {
  return businessObject.get("extensionElements")?.get("values") ?? [];
}

function find(businessObject, type) {
  return extensionsOf(businessObject).find((one) => one.$type === type);
}

export function propertiesOf(shape) {
  const holder = find(getBusinessObject(shape), PROPERTIES);
  return Object.fromEntries((holder?.get("values") ?? []).map((one) => [one.get("name"), one.get("value")]));
}

export function propertyOf(shape, name) {
  return propertiesOf(shape)[name] ?? "";
}

export function decisionOf(shape) {
  return find(getBusinessObject(shape), DECISION)?.get("value") ?? "";
}

// Returns new extension elements in which these properties have these values; an empty value takes one away.
export function extensionsWith(businessObject, changes, create) {
  const values = { ...propertiesOf(businessObject), ...changes };
  const kept = Object.entries(values).filter(([, value]) => value !== "" && value !== undefined);
  const properties = kept.map(([name, value]) => create("spiffworkflow:Property", { name, value }));
  const others = extensionsOf(businessObject).filter((one) => one.$type !== PROPERTIES);
  const holder = properties.length ? [holding(create(PROPERTIES, {}), properties)] : [];
  return others.length || holder.length
    ? holding(create("bpmn:ExtensionElements", {}), [...holder, ...others])
    : undefined;
}

function holding(parent, values) {
  parent.set("values", values);
  for (const value of values) value.$parent = parent;
  return parent;
}

// Writes properties of elements through the command stack.
export class Extensions {
  static $inject = ["modeling", "bpmnFactory"];

  constructor(modeling, bpmnFactory) {
    this.modeling = modeling;
    this.create = (type, values) => bpmnFactory.create(type, values);
  }

  set(shape, changes) {
    this.modeling.updateModdleProperties(shape, getBusinessObject(shape), this.change(shape, changes));
  }

  // What `updateModdleProperties` has to be given, for a change that is part of a larger one.
  change(shape, changes) {
    const businessObject = getBusinessObject(shape);
    const extensionElements = extensionsWith(businessObject, changes, this.create);
    if (extensionElements) extensionElements.$parent = businessObject;
    return { extensionElements };
  }

  setDecision(shape, decision) {
    const businessObject = getBusinessObject(shape);
    const others = extensionsOf(businessObject).filter((one) => one.$type !== DECISION);
    const called = decision ? [this.create(DECISION, { value: decision })] : [];
    const values = [...others, ...called];
    const extensionElements = values.length ? holding(this.create("bpmn:ExtensionElements", {}), values) : undefined;
    if (extensionElements) extensionElements.$parent = businessObject;
    this.modeling.updateModdleProperties(shape, businessObject, { extensionElements });
  }
}
