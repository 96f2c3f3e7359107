// Changes made from the outline; each goes through the modeler as one step to undo, so the drawing follows.
import { propertiesOf } from "./extensions.js";

const ROOM = 160;
const STEP = { width: 120, height: 88 };
const GATEWAY = { width: 50, height: 50 };
const GAP = 50;
const FLOW = { type: "bpmn:SequenceFlow" };
const middle = (shape) => ({ x: Math.round(shape.x + shape.width / 2), y: Math.round(shape.y + shape.height / 2) });

export class OutlineEdits {
  constructor(modeler) {
    this.get = (name, strict) => modeler.get(name, strict);
    this.modeling = modeler.get("modeling");
    this.registry = modeler.get("elementRegistry");
    this.together = modeler.get("together");
    this.extensions = modeler.get("extensions");
  }

  shape(id) {
    return this.registry.get(id);
  }

  rename(id, name) {
    this.modeling.updateProperties(this.shape(id), { name });
  }

  set(id, properties) {
    this.extensions.set(this.shape(id), properties);
  }

  put(id, properties) {
    this.modeling.updateProperties(this.shape(id), properties);
  }

  setCondition(id, text) {
    const flow = this.shape(id);
    const body = text.trim();
    const made = body ? this.get("bpmnFactory").create("bpmn:FormalExpression", { body }) : undefined;
    if (made) made.$parent = flow.businessObject;
    this.modeling.updateProperties(flow, { conditionExpression: made });
  }

  makeDefault(id) {
    const flow = this.shape(id);
    this.together.do(() => {
      this.modeling.updateProperties(flow, { conditionExpression: undefined });
      this.modeling.updateProperties(flow.source, { default: flow.businessObject });
    });
  }

  // The line on which a new step would stand: after a step, or at the head of a branch; null when there are several.
  flowAfter(id) {
    const element = this.shape(id);
    if (element?.waypoints) return element;
    const flows = (element?.outgoing ?? []).filter((one) => one.type === "bpmn:SequenceFlow");
    return flows.length === 1 ? flows[0] : null;
  }

  addStep(id, name) {
    const flow = this.flowAfter(id);
    let made = null;
    this.together.do(() => {
      made = this.insert(flow, this.stepShape(name), STEP);
    });
    return made.id;
  }

  // A question after this step: a new way with one step of its own, and everything else as before.
  addChoice(id, question, name) {
    const flow = this.flowAfter(id);
    let branch = null;
    this.together.do(() => {
      const { target } = flow;
      const gateway = this.insert(flow, this.made("bpmn:ExclusiveGateway", question, GATEWAY), GATEWAY);
      const rest = gateway.outgoing.find((one) => one.target === target);
      this.makeRoom(gateway.x + gateway.width + 1);
      const place = this.placeBeside(gateway, target);
      const step = this.modeling.createShape(this.stepShape(name), place, gateway.parent);
      this.keepRole(step, gateway);
      branch = this.modeling.connect(gateway, step, FLOW);
      this.modeling.connect(step, target, FLOW);
      this.modeling.updateProperties(gateway, { default: rest.businessObject });
    });
    return branch.id;
  }

  stepShape(name) {
    return this.made("bpmn:UserTask", name, STEP);
  }

  made(type, name, size) {
    const stem = { "bpmn:UserTask": "step", "bpmn:ExclusiveGateway": "choice" }[type];
    const businessObject = this.get("bpmnFactory").create(type, { id: this.freeId(stem), name });
    return this.get("elementFactory").createShape({ type, businessObject, ...size });
  }

  freeId(stem) {
    const ids = this.get("moddle").ids;
    const isTaken = (id) => Boolean(ids.assigned(id));
    const editing = this.get("editing", false);
    if (editing?.freeId) return editing.freeId(`${stem}_1`, isTaken);
    let number = 1;
    while (isTaken(`${stem}_${number}`)) number += 1;
    return `${stem}_${number}`;
  }

  insert(flow, shape, size) {
    const { source, target } = flow;
    const right = source.x + source.width;
    if (target.x - right < size.width + 2 * GAP - 20) this.makeRoom(right + 1);
    const level = target.x > right && source.type.endsWith("Gateway") ? middle(target).y : middle(source).y;
    const at = { x: Math.round(right + GAP + size.width / 2), y: level };
    const made = this.modeling.createShape(shape, at, source.parent);
    this.modeling.reconnectEnd(flow, made, middle(made));
    this.modeling.connect(made, target, FLOW);
    this.modeling.layoutConnection(flow);
    return made;
  }

  // A step that comes to stand in another lane is still done by whoever the question belongs to.
  keepRole(step, gateway) {
    const [here, there] = [gateway, step].map((shape) => (shape.businessObject.get("lanes") ?? [])[0]);
    const { role, unit } = here && here !== there ? propertiesOf(here) : {};
    if (role) this.extensions.set(step, { role, unit });
  }

  // Straight on when the other way turns off; otherwise under the gateway, where nothing stands yet.
  placeBeside(gateway, target) {
    const x = Math.round(gateway.x + gateway.width + GAP + STEP.width / 2);
    if (Math.abs(middle(target).y - middle(gateway).y) > STEP.height / 2) return { x, y: middle(gateway).y };
    const others = this.registry.filter((one) => !one.waypoints && one.type !== "label" && one.parent === gateway.parent);
    const isNode = (one) => /Task|Activity|Event|Gateway/.test(one.type);
    let y = middle(gateway).y + STEP.height + 40;
    const hits = (one) => isNode(one) && Math.abs(middle(one).x - x) < STEP.width && Math.abs(middle(one).y - y) < STEP.height;
    while (others.some(hits)) y += STEP.height + 20;
    return { x, y };
  }

  makeRoom(x) {
    const space = this.get("spaceTool");
    const root = this.get("canvas").getRootElement();
    const all = this.registry.filter((one) => one !== root);
    const { movingShapes, resizingShapes } = space.calculateAdjustments(all, "x", ROOM, x);
    if (movingShapes.length) this.modeling.createSpace(movingShapes, resizingShapes, { x: ROOM, y: 0 }, "e", x);
  }

  // Whether a step can be taken out and its neighbours joined.
  mayRemove(id) {
    const shape = this.shape(id);
    const isNode = Boolean(shape) && !shape.waypoints && !/StartEvent|EndEvent/.test(shape.type);
    return isNode && flowsOf(shape.outgoing).length < 2;
  }

  remove(id) {
    const shape = this.shape(id);
    this.together.do(() => {
      const [next] = flowsOf(shape.outgoing);
      if (next) for (const flow of flowsOf(shape.incoming)) this.modeling.reconnectEnd(flow, next.target, middle(next.target));
      this.forget(id);
      this.modeling.removeElements([shape]);
    });
  }

  // No step may be sent back to one that is gone.
  forget(id) {
    for (const shape of this.registry.filter((one) => one.type === "bpmn:UserTask")) {
      const back = (propertiesOf(shape).returns ?? "").split(",").filter(Boolean);
      if (back.includes(id)) this.extensions.set(shape, { returns: back.filter((one) => one !== id).join(",") });
    }
  }

  // The neighbour with which a step can change places: both on one line without branches between.
  neighbour(id, step) {
    const shape = this.shape(id);
    if (!isActivity(shape)) return null;
    const flows = flowsOf(step > 0 ? shape.outgoing : shape.incoming);
    const other = flows.length === 1 ? (step > 0 ? flows[0].target : flows[0].source) : null;
    if (!other || !isActivity(other)) return null;
    const [first, second] = step > 0 ? [shape, other] : [other, shape];
    const isLine = flowsOf(first.outgoing).length === 1 && flowsOf(second.incoming).length === 1;
    return isLine && flowsOf(second.outgoing).length === 1 ? other : null;
  }

  move(id, step) {
    const other = this.neighbour(id, step);
    if (!other) return false;
    const [first, second] = step > 0 ? [this.shape(id), other] : [other, this.shape(id)];
    this.together.do(() => this.swap(first, second));
    return true;
  }

  swap(first, second) {
    const { modeling } = this;
    const [between] = flowsOf(first.outgoing);
    const [after] = flowsOf(second.outgoing);
    const before = flowsOf(first.incoming);
    const across = middle(second).x - middle(first).x;
    modeling.removeConnection(between);
    for (const flow of before) modeling.reconnectEnd(flow, second, middle(second));
    modeling.reconnectStart(after, first, middle(first));
    const joined = modeling.connect(second, first, FLOW);
    modeling.moveElements([first], { x: across, y: 0 });
    modeling.moveElements([second], { x: -across, y: 0 });
    for (const flow of [...before, after, joined]) modeling.layoutConnection(flow);
  }
}

const flowsOf = (connections) => connections.filter((one) => one.type === "bpmn:SequenceFlow");
const isActivity = (shape) => Boolean(shape) && /Task$|CallActivity$/.test(shape.type);
