// Where ways that part meet again: the structure an indented list needs, found in the plain graph of a process.
const isNode = (element) => Boolean(element.$instanceOf?.("bpmn:FlowNode"));

// Nodes and the ways out of them. Ways back are left out when it is asked where ways meet: a loop leads nowhere new.
export class OutlineGraph {
  constructor(process) {
    this.nodes = (process.get("flowElements") ?? []).filter(isNode);
    this.boundaries = new Map();
    for (const node of this.nodes) {
      if (!node.attachedToRef) continue;
      const beside = this.boundaries.get(node.attachedToRef.id) ?? [];
      this.boundaries.set(node.attachedToRef.id, [...beside, node]);
    }
    this.back = this.waysBack();
    this.later = this.laterOf();
  }

  // The default way comes last: it is what remains.
  flowsFrom(node) {
    const flows = (node.get("outgoing") ?? []).filter((flow) => flow.targetRef);
    const last = node.default;
    return last ? [...flows.filter((flow) => flow !== last), last] : flows;
  }

  flowsInto(node) {
    return (node.get("incoming") ?? []).filter((flow) => flow.sourceRef);
  }

  beside(node) {
    return this.boundaries.get(node.id) ?? [];
  }

  starts() {
    const begins = (node) => !node.attachedToRef && !this.flowsInto(node).length;
    const isStart = (node) => node.$type === "bpmn:StartEvent";
    return [...this.nodes.filter(isStart), ...this.nodes.filter((node) => begins(node) && !isStart(node))];
  }

  // The flows that lead to a node on the very way that led here.
  waysBack() {
    const back = new Set();
    const done = new Set();
    const walk = (node, above) => {
      done.add(node);
      above.add(node);
      for (const flow of [node, ...this.beside(node)].flatMap((one) => this.flowsFrom(one))) {
        if (above.has(flow.targetRef)) back.add(flow);
        else if (!done.has(flow.targetRef)) walk(flow.targetRef, above);
      }
      above.delete(node);
    };
    for (const node of [...this.starts(), ...this.nodes]) if (!done.has(node)) walk(node, new Set());
    return back;
  }

  next(node) {
    return this.flowsFrom(node)
      .filter((flow) => !this.back.has(flow))
      .map((flow) => flow.targetRef.id);
  }

  // How much stands on a way before it meets the others.
  length(flow, meeting) {
    const passed = new Set();
    const ahead = this.back.has(flow) ? [] : [flow.targetRef.id];
    for (let id; (id = ahead.pop()); ) {
      if (passed.has(id) || id === meeting?.id) continue;
      passed.add(id);
      ahead.push(...this.next(this.nodes.find((node) => node.id === id)));
    }
    return passed.size;
  }

  // For every node those that every way from it passes, itself included.
  laterOf() {
    const all = new Set(this.nodes.map((node) => node.id));
    // A node that only leads back binds nobody.
    const isEnd = (node) => !this.flowsFrom(node).length;
    const later = new Map(this.nodes.map((node) => [node.id, isEnd(node) ? new Set([node.id]) : all]));
    for (let isChanged = true; isChanged; ) {
      isChanged = false;
      for (const node of [...this.nodes].reverse()) {
        const found = this.shared(node, later);
        if (found.size === later.get(node.id).size) continue;
        later.set(node.id, found);
        isChanged = true;
      }
    }
    return later;
  }

  shared(node, later) {
    const next = this.next(node);
    if (!next.length && this.flowsFrom(node).length) return later.get(node.id);
    const [first, ...others] = next.map((id) => later.get(id) ?? new Set());
    const common = first ? [...first].filter((id) => others.every((one) => one.has(id))) : [];
    return new Set([...common, node.id]);
  }

  // The first node at which all ways from `node` have met again, or null.
  meeting(node) {
    const passed = [...this.later.get(node.id)].filter((id) => id !== node.id);
    // The nearest one is passed before all the others.
    const nearest = passed.find((id) => passed.every((other) => this.later.get(id).has(other)));
    return this.nodes.find((one) => one.id === nearest) ?? null;
  }
}
