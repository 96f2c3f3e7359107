// Events: which period or which approval is waited for, and whether the step goes on beside it.
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { Choice, Tick } from "./fields.js";

const CLOCK = "clock:";

export function eventGroup(element, services) {
  const { translate } = services;
  const [definition] = getBusinessObject(element).get("eventDefinitions") ?? [];
  const entries = [];
  if (definition?.$type === "bpmn:TimerEventDefinition") entries.push(clockEntry(element, definition, services));
  if (definition?.$type === "bpmn:MessageEventDefinition") entries.push(messageEntry(element, definition, services));
  if (is(element, "bpmn:BoundaryEvent")) entries.push(endsStepEntry(element, services));
  return { id: "event", label: translate("What is waited for"), entries };
}

function clockEntry(element, definition, { modeling, bpmnFactory, editing, translate }) {
  const duration = definition.get("timeDuration")?.get("body") ?? "";
  const write = (id) => {
    const timeDuration = id ? bpmnFactory.create("bpmn:FormalExpression", { body: CLOCK + id }) : undefined;
    if (timeDuration) timeDuration.$parent = definition;
    modeling.updateModdleProperties(element, definition, { timeDuration, timeDate: undefined, timeCycle: undefined });
  };
  return {
    id: "clock",
    component: Choice,
    label: translate("Period"),
    description: translate("How long it is stands in the list of statutory periods, never in the diagram"),
    get: () => (duration.startsWith(CLOCK) ? duration.slice(CLOCK.length) : ""),
    set: write,
    options: () => [
      { value: "", label: translate("Please choose") },
      ...editing.catalog.clocks.map(({ id, said }) => ({ value: id, label: said })),
    ],
  };
}

function messageEntry(element, definition, services) {
  const { editing, translate } = services;
  return {
    id: "message",
    component: Choice,
    label: translate("Approval"),
    get: () => definition.get("messageRef")?.get("name") ?? "",
    set: (name) => chooseMessage(element, definition, name, services),
    options: () => [
      { value: "", label: translate("Please choose") },
      ...editing.catalog.messages.map(({ id, term }) => ({ value: id, label: term })),
    ],
  };
}

// A message stands once in a file, whoever waits for it.
function chooseMessage(element, definition, name, { modeling, together, bpmnFactory, canvas }) {
  const definitions = getBusinessObject(canvas.getRootElement()).$parent;
  const roots = definitions.get("rootElements");
  const known = roots.find((one) => one.$type === "bpmn:Message" && one.get("name") === name);
  together.do(() => {
    const messageRef =
      known ?? (name ? bpmnFactory.create("bpmn:Message", { id: `message_${name}`, name }) : undefined);
    if (messageRef && !known) {
      messageRef.$parent = definitions;
      modeling.updateModdleProperties(element, definitions, { rootElements: [...roots, messageRef] });
    }
    modeling.updateModdleProperties(element, definition, { messageRef });
  });
}

function endsStepEntry(element, { modeling, translate }) {
  return {
    id: "ends-step",
    component: Tick,
    label: translate("Ends the step it is attached to"),
    get: () => getBusinessObject(element).get("cancelActivity") !== false,
    set: (isOn) => modeling.updateProperties(element, { cancelActivity: Boolean(isOn) }),
  };
}
