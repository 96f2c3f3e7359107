// The kinds of file a flow consists of: where they stand, how they are called, and what a new one begins with.
export const KINDS = [
  { id: "procedures", title: "Main flow", ending: "bpmn" },
  { id: "parts", title: "Parts", ending: "bpmn", fresh: freshPart },
  { id: "tables", title: "Decision tables", ending: "dmn", fresh: freshTable },
  { id: "forms", title: "Forms", ending: "json", fresh: freshForm },
];

const NAMESPACES = [
  'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"',
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"',
  'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"',
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"',
  'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core"',
].join(" ");

export function kindOf(file) {
  return KINDS.find((kind) => file.startsWith(`${kind.id}/`));
}

export function isDiagram(file) {
  return file.endsWith(".bpmn");
}

// Returns { id, label }: the process, decision or form that a file holds, and its name.
export function describe(file, text) {
  const id = file.replace(/^.*\//, "").replace(/\.\w+$/, "");
  if (file.endsWith(".json")) return { id, label: titleOf(text) || id };
  if (!kindOf(file)) return { id, label: "" };
  const xml = new DOMParser().parseFromString(text, "application/xml");
  const found = xml.getElementsByTagNameNS("*", isDiagram(file) ? "process" : "decision")[0];
  return { id: found?.getAttribute("id") || id, label: found?.getAttribute("name") || id };
}

function titleOf(text) {
  try {
    return JSON.parse(text).title;
  } catch {
    return "";
  }
}

// Renames what a table or a form is called; a diagram is renamed in its editor.
export function relabelled(file, text, label) {
  if (file.endsWith(".json")) return `${JSON.stringify({ ...JSON.parse(text), title: label }, null, 2)}\n`;
  const xml = new DOMParser().parseFromString(text, "application/xml");
  for (const name of ["definitions", "decision", "process", "participant"]) {
    for (const found of xml.getElementsByTagNameNS("*", name)) found.setAttribute("name", label);
  }
  return new XMLSerializer().serializeToString(xml);
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

// A pool with one lane, a beginning and an end.
function freshPart(id, label) {
  const name = escaped(label);
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions ${NAMESPACES} id="${id}_definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:collaboration id="${id}_collaboration">
    <bpmn:participant id="${id}_pool" name="${name}" processRef="${id}" />
  </bpmn:collaboration>
  <bpmn:process id="${id}" name="${name}" isExecutable="true">
    <bpmn:laneSet id="${id}_lanes">
      <bpmn:lane id="${id}_lane_handler" name="承办人">
        <bpmn:extensionElements>
          <spiffworkflow:properties>
            <spiffworkflow:property name="role" value="handler" />
            <spiffworkflow:property name="unit" value="handling" />
          </spiffworkflow:properties>
        </bpmn:extensionElements>
        <bpmn:flowNodeRef>${id}_start</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>${id}_end</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="${id}_start" name="开始">
      <bpmn:outgoing>${id}_start_to_${id}_end</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:endEvent id="${id}_end" name="结束">
      <bpmn:incoming>${id}_start_to_${id}_end</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="${id}_start_to_${id}_end" sourceRef="${id}_start" targetRef="${id}_end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="${id}_diagram">
    <bpmndi:BPMNPlane id="${id}_plane" bpmnElement="${id}_collaboration">
      <bpmndi:BPMNShape id="${id}_pool_di" bpmnElement="${id}_pool" isHorizontal="true">
        <dc:Bounds x="160" y="80" width="900" height="180" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="${id}_lane_handler_di" bpmnElement="${id}_lane_handler" isHorizontal="true">
        <dc:Bounds x="190" y="80" width="870" height="180" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="${id}_start_di" bpmnElement="${id}_start">
        <dc:Bounds x="252" y="152" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="${id}_end_di" bpmnElement="${id}_end">
        <dc:Bounds x="952" y="152" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="${id}_start_to_${id}_end_di" bpmnElement="${id}_start_to_${id}_end">
        <di:waypoint x="288" y="170" />
        <di:waypoint x="952" y="170" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

function freshTable(id, label) {
  const name = escaped(label);
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}_definitions" name="${name}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="${id}" name="${name}">
    <decisionTable id="${id}_table" hitPolicy="FIRST">
      <input id="${id}_in_fine" label="拟罚款">
        <inputExpression id="${id}_in_fine_expression" typeRef="number">
          <text>fine</text>
        </inputExpression>
      </input>
      <output id="${id}_out_must_deliberate" label="须集体讨论" name="must_deliberate" typeRef="boolean" />
      <rule id="${id}_rule_1">
        <description></description>
        <inputEntry id="${id}_rule_1_fine">
          <text></text>
        </inputEntry>
        <outputEntry id="${id}_rule_1_must_deliberate">
          <text>false</text>
        </outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
`;
}

function freshForm(id, label) {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: label,
    type: "object",
    properties: {},
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
