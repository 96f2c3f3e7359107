// A process as indented rows: steps in their order, branches under what they part from, one row for each way back.
//
// A row is { kind, id, node, flow, level, position, count, number, children }; kinds: heading, step, choice, split, join, event, end,
// branch (`goesOn`: the list itself goes on with it), beside, jump.
import { propertyOf } from "./extensions.js";
import { OutlineGraph } from "./outline-graph.js";

const LONG = 4;
const KINDS = {
  "bpmn:UserTask": "step",
  "bpmn:CallActivity": "step",
  "bpmn:BusinessRuleTask": "step",
  "bpmn:EndEvent": "end",
  "bpmn:StartEvent": "event",
  "bpmn:IntermediateCatchEvent": "event",
  "bpmn:ParallelGateway": "split",
};

export function rowsOf(process) {
  const rows = new Rows(process).all();
  numbered(rows);
  return flat(rows, 1);
}

class Rows {
  constructor(process) {
    this.graph = new OutlineGraph(process);
    this.seen = new Map();
    this.waiting = [];
  }

  all() {
    const rows = this.graph.starts().flatMap((start) => this.walk(start, null));
    // Ways beside a step come after the main road, so that what both share stands on the main road.
    for (let next; (next = this.waiting.shift()); ) next();
    return withHeadings(rows);
  }

  // `way` is the flow that leads to `first`; it names a row that only says where the way goes on.
  walk(first, stop, way = "") {
    const rows = [];
    for (let [node, by] = [first, way]; node && node !== stop; ) {
      if (this.seen.has(node.id)) {
        rows.push(jumpTo(node, this.seen, by));
        break;
      }
      const row = { kind: this.kindOf(node), id: node.id, node, children: [] };
      this.seen.set(node.id, row);
      if (row.kind !== "merge") rows.push(row);
      this.besides(node, row);
      const flows = this.graph.flowsFrom(node);
      if (flows.length < 2) {
        [node, by] = [flows[0]?.targetRef, flows[0]?.id];
        continue;
      }
      by = "";
      node = row.kind === "choice" ? this.choose(flows, row) : this.split(flows, row);
    }
    return rows;
  }

  // Both ways of a split are walked; what follows stands after them.
  split(flows, row) {
    const meeting = this.graph.meeting(row.node);
    row.children.push(...flows.map((flow) => this.branch(flow, this.walk(flow.targetRef, meeting, flow.id))));
    return meeting;
  }

  // Short branches stand under their question. A long one is the road itself: it goes on below at the same depth.
  choose(flows, row) {
    const meeting = this.graph.meeting(row.node);
    const lengths = flows.map((flow) => this.graph.length(flow, meeting));
    const most = Math.max(...lengths);
    if (most <= LONG) return this.split(flows, row);
    const road = flows[lengths.indexOf(most)];
    for (const flow of flows) {
      const branch = this.branch(flow, []);
      row.children.push(branch);
      if (flow === road) branch.goesOn = true;
      else this.waiting.push(() => branch.children.push(...this.walk(flow.targetRef, null, flow.id)));
    }
    return road.targetRef;
  }

  branch(flow, children) {
    return { kind: "branch", id: flow.id, flow, node: flow.sourceRef, children };
  }

  besides(node, row) {
    for (const event of this.graph.beside(node)) {
      const beside = { kind: "beside", id: event.id, node: event, children: [] };
      this.seen.set(event.id, beside);
      row.children.push(beside);
      this.waiting.push(() => {
        for (const flow of this.graph.flowsFrom(event)) beside.children.push(...this.walk(flow.targetRef, null, flow.id));
      });
    }
  }

  kindOf(node) {
    const parts = this.graph.flowsFrom(node).length > 1;
    const joins = this.graph.flowsInto(node).length > 1;
    if (node.$type === "bpmn:ParallelGateway") return parts ? "split" : "join";
    if (node.$type.endsWith("Gateway")) return parts || !joins ? "choice" : "merge";
    return KINDS[node.$type] ?? "step";
  }
}

// A way back, or one that goes on at a step named elsewhere; gateways that only gather ways are not named.
function jumpTo(node, seen, way) {
  let target = node;
  for (const passed = new Set(); seen.get(target.id)?.kind === "merge" && !passed.has(target); ) {
    passed.add(target);
    target = target.get("outgoing")[0]?.targetRef ?? target;
  }
  return { kind: "jump", id: `jump-${way}-${target.id}`, node: target, children: [], to: () => seen.get(target.id) };
}

// The stages of a procedure stand over their steps.
function withHeadings(rows) {
  if (!rows.some((row) => stageOf(row))) return rows;
  const headed = [];
  for (const row of rows) {
    const stage = stageOf(row);
    const last = headed[headed.length - 1];
    if (stage && stage !== last?.stage) headed.push({ kind: "heading", id: `stage-${stage}-${row.id}`, stage, children: [row] });
    else if (last) last.children.push(row);
    else headed.push({ kind: "heading", id: "stage-begin", stage: "", children: [row] });
  }
  return headed;
}

const stageOf = (row) => (row.kind === "step" ? propertyOf(row.node, "stage") : "");

function numbered(rows, counter = { now: 0 }) {
  for (const row of rows) {
    if (row.kind === "step") row.number = counter.now += 1;
    numbered(row.children, counter);
  }
}

function flat(rows, level) {
  const placed = (row, index) => Object.assign(row, { level, position: index + 1, count: rows.length });
  return rows.flatMap((row, index) => [placed(row, index), ...flat(row.children, level + 1)]);
}
