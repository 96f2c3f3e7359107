// A statutory act drawn from the palette: the lanes it suits are shown while it is dragged, and dropped into another
// lane it keeps its own role, because the lane's may not do it.
import CommandInterceptor from "diagram-js/lib/command/CommandInterceptor";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { propertiesOf, propertyOf } from "./extensions.js";
import { OutlineEdits } from "./outline-edits.js";

const SERVICES = [
  "canvas",
  "elementRegistry",
  "elementFactory",
  "bpmnFactory",
  "extensions",
  "editing",
  "create",
  "autoPlace",
  "selection",
  "moddle",
  "together",
];
// The id of a step that no statutory act names.
const OWN_STEP = "own_step";

export class ActPlacing extends CommandInterceptor {
  static $inject = ["eventBus", "injector"];

  constructor(eventBus, injector) {
    super(eventBus);
    this.injector = injector;
    for (const name of SERVICES) this[name] = injector.get(name);
    this.postExecuted("shape.create", ({ context }) => this.seat(context.shape));
    // It has its name already; bpmn-js would open the name for typing, at a lower priority.
    eventBus.on("create.end", 750, ({ context, shape }) => {
      if (shape.businessObject.name) context.hints = { ...context.hints, createElementsBehavior: false };
    });
    eventBus.on("create.start", ({ context }) => this.showLanes(context.elements ?? [context.shape]));
    eventBus.on(["create.cleanup", "create.canceled", "create.ended"], () => this.hideLanes());
  }

  // Begins to draw an act of the catalogue at the pointer, or a call of a part.
  start(event, offer) {
    this.create.start(event, this.shapeOf(offer));
  }

  // Puts it after the selected element, for the keyboard: into the one line that leaves it, or at its end.
  append(offer) {
    const [source] = this.selection.get();
    if (!source || !is(source, "bpmn:FlowNode") || is(source, "bpmn:EndEvent")) return null;
    const edits = new OutlineEdits(this.injector);
    const flow = edits.flowAfter(source.id);
    let made = null;
    this.together.do(() => {
      const shape = this.shapeOf(offer);
      made = flow ? edits.insert(flow, shape, shape) : this.autoPlace.append(source, shape);
    });
    this.selection.select(made);
    return made;
  }

  shapeOf({ act, part, stage }) {
    return part ? this.callOf(part, stage) : this.taskOf(act);
  }

  taskOf(act) {
    const properties = { act: act.id, article: act.article };
    const businessObject = this.bpmnFactory.create("bpmn:UserTask", {
      id: this.freeId(act.id === "form" ? OWN_STEP : act.id),
      name: act.label,
    });
    const shape = this.elementFactory.createShape({ type: "bpmn:UserTask", businessObject, width: 120, height: 88 });
    Object.assign(businessObject, this.extensions.change(shape, properties));
    return shape;
  }

  callOf(part, stage) {
    const values = { id: this.freeId(`${part.id}_call`), name: part.label, calledElement: part.id };
    const businessObject = this.bpmnFactory.create("bpmn:CallActivity", values);
    const shape = this.elementFactory.createShape({
      type: "bpmn:CallActivity",
      businessObject,
      width: 120,
      height: 88,
    });
    if (stage) Object.assign(businessObject, this.extensions.change(shape, { stage }));
    return shape;
  }

  freeId(wanted) {
    return this.editing.freeId(wanted, (id) => this.moddle.ids.assigned(id));
  }

  seat(shape) {
    const act = is(shape, "bpmn:UserTask") && this.editing.act(propertyOf(shape, "act"));
    const { role } = propertiesOf(shape);
    if (!act || role || act.id === "form" || !act.roles.length) return;
    const lane = this.laneAround(shape);
    if (lane && act.roles.includes(propertyOf(lane, "role"))) return;
    const [first] = act.roles;
    this.extensions.set(shape, { role: first, unit: this.editing.unitOf(first) });
  }

  laneAround(shape) {
    const middle = { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
    const lanes = this.elementRegistry.filter((one) => is(one, "bpmn:Lane") && contains(one, middle));
    // Of nested lanes the innermost.
    return lanes.sort((one, other) => one.height - other.height)[0];
  }

  showLanes(shapes) {
    const acts = shapes
      .filter((one) => is(one, "bpmn:UserTask"))
      .map((one) => this.editing.act(propertyOf(one, "act")));
    const roles = new Set(acts.filter(Boolean).flatMap((act) => act.roles));
    this.shown = this.elementRegistry.filter((one) => is(one, "bpmn:Lane") && roles.has(propertyOf(one, "role")));
    for (const lane of this.shown) this.canvas.addMarker(lane, "lane-suits");
  }

  hideLanes() {
    for (const lane of this.shown ?? []) this.canvas.removeMarker(lane, "lane-suits");
    this.shown = [];
  }
}

function contains(shape, { x, y }) {
  return x >= shape.x && x <= shape.x + shape.width && y >= shape.y && y <= shape.y + shape.height;
}
