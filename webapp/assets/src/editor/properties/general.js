// What every element has: its label, its number and a remark.
import { getLabel } from "bpmn-js/lib/features/label-editing/LabelUtil";
import { getBusinessObject, is, isAny } from "bpmn-js/lib/util/ModelUtil";
import { Lines, Text } from "./fields.js";

const ID = /^[a-z][a-z0-9_]*$/;

export function generalGroup(element, services) {
  const { translate } = services;
  const process = processOf(element);
  const entries = [process ? processName(element, process, services) : labelEntry(element, services)];
  if (isAny(element, ["bpmn:FlowNode", "bpmn:SequenceFlow"])) entries.push(idEntry(element, services));
  if (!isAny(element, ["bpmn:TextAnnotation", "bpmn:Group"])) entries.push(remarkEntry(element, process, services));
  return { id: "general", label: process ? translate("This file") : translate("General"), entries };
}

// The process that a canvas or a pool stands for.
function processOf(element) {
  const businessObject = getBusinessObject(element);
  if (is(element, "bpmn:Process")) return businessObject;
  if (is(element, "bpmn:Participant")) return businessObject.processRef;
  return is(element, "bpmn:Collaboration") ? businessObject.participants?.[0]?.processRef : null;
}

// A pool carries the name of its process.
function processName(element, process, { modeling, together, elementRegistry, translate }) {
  const pool = elementRegistry.find((one) => getBusinessObject(one).processRef === process);
  return {
    id: "process-name",
    component: Text,
    label: translate("Name of the flow"),
    get: () => process.get("name") ?? "",
    set: (name) =>
      together.do(() => {
        modeling.updateModdleProperties(pool ?? element, process, { name });
        if (pool) modeling.updateLabel(pool, name);
      }),
  };
}

function labelEntry(element, { modeling, translate }) {
  return {
    id: "name",
    component: is(element, "bpmn:TextAnnotation") ? Lines : Text,
    rows: 3,
    label: is(element, "bpmn:SequenceFlow") ? translate("Answer written on the line") : translate("Name"),
    get: () => getLabel(element) ?? "",
    set: (label) => modeling.updateLabel(element, label ?? ""),
  };
}

function idEntry(element, { modeling, editing, moddle, translate }) {
  const businessObject = getBusinessObject(element);
  const isPublished = editing.isPublished(businessObject.id);
  return {
    id: "id",
    component: Text,
    label: translate("Number"),
    disabled: isPublished,
    description: isPublished
      ? translate("Kept in finished cases since its publication, so it no longer changes")
      : undefined,
    get: () => businessObject.id,
    set: (id, error) => !error && modeling.updateProperties(element, { id }),
    validate: (id) => {
      if (id === businessObject.id) return null;
      if (!ID.test(id ?? "")) return translate("Small letters, digits and underscores, beginning with a letter");
      const isTaken = moddle.ids.assigned(id) || editing.usesId(id);
      return isTaken ? translate("This number is taken") : null;
    },
  };
}

function remarkEntry(element, process, { modeling, bpmnFactory, translate }) {
  const businessObject = process ?? getBusinessObject(element);
  return {
    id: "remark",
    component: Lines,
    rows: 2,
    label: translate("Remark"),
    get: () => businessObject.get("documentation")?.[0]?.get("text") ?? "",
    set: (text) => {
      const documentation = text ? [bpmnFactory.create("bpmn:Documentation", { text })] : [];
      for (const one of documentation) one.$parent = businessObject;
      modeling.updateModdleProperties(element, businessObject, { documentation });
    },
  };
}
