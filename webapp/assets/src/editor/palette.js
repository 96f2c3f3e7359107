// What can be drawn: the elements a flow may use, and no others. Statutory acts stand in a palette of their own.
export class Palette {
  static $inject = [
    "palette",
    "create",
    "elementFactory",
    "handTool",
    "lassoTool",
    "spaceTool",
    "globalConnect",
    "translate",
  ];

  constructor(palette, create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, translate) {
    Object.assign(this, { create, elementFactory, handTool, lassoTool, spaceTool, globalConnect, translate });
    palette.registerProvider(this);
  }

  getPaletteEntries() {
    return { ...this.tools(), ...this.events(), ...this.gateways(), ...this.activities(), ...this.frames() };
  }

  tools() {
    const tool = (className, title, start) => ({
      group: "tools",
      className,
      title: this.translate(title),
      action: { click: start },
    });
    return {
      "hand-tool": tool("bpmn-icon-hand-tool", "Move the canvas (H)", (event) => this.handTool.activateHand(event)),
      "lasso-tool": tool("bpmn-icon-lasso-tool", "Select several elements (L)", (event) =>
        this.lassoTool.activateSelection(event),
      ),
      "space-tool": tool("bpmn-icon-space-tool", "Make or take away room (S)", (event) =>
        this.spaceTool.activateSelection(event),
      ),
      "global-connect-tool": tool("bpmn-icon-connection-multi", "Connect two elements (C)", (event) =>
        this.globalConnect.start(event),
      ),
      "tool-separator": { group: "tools", separator: true },
    };
  }

  events() {
    const waiting = (kind) => ({ eventDefinitionType: `bpmn:${kind}EventDefinition` });
    return {
      "create.start-event": this.drawing("event", "bpmn-icon-start-event-none", "Start event", "bpmn:StartEvent"),
      "create.timer": this.drawing(
        "event",
        "bpmn-icon-intermediate-event-catch-timer",
        "Wait for a period to end; on the edge of a step: when its period ends",
        "bpmn:IntermediateCatchEvent",
        waiting("Timer"),
      ),
      "create.message": this.drawing(
        "event",
        "bpmn-icon-intermediate-event-catch-message",
        "Wait for an approval; on the edge of a step: when the approval comes",
        "bpmn:IntermediateCatchEvent",
        waiting("Message"),
      ),
      "create.end-event": this.drawing("event", "bpmn-icon-end-event-none", "End event", "bpmn:EndEvent"),
    };
  }

  gateways() {
    return {
      "create.exclusive-gateway": this.drawing(
        "gateway",
        "bpmn-icon-gateway-xor",
        "Exclusive gateway: one of several ways",
        "bpmn:ExclusiveGateway",
      ),
      "create.parallel-gateway": this.drawing(
        "gateway",
        "bpmn-icon-gateway-parallel",
        "Parallel gateway: all ways side by side",
        "bpmn:ParallelGateway",
      ),
      "create.inclusive-gateway": this.drawing(
        "gateway",
        "bpmn-icon-gateway-or",
        "Inclusive gateway: every way whose condition holds",
        "bpmn:InclusiveGateway",
      ),
    };
  }

  activities() {
    return {
      "create.user-task": this.drawing("activity", "bpmn-icon-user-task", "Step done by a person", "bpmn:UserTask"),
      "create.call-activity": this.drawing(
        "activity",
        "bpmn-icon-call-activity",
        "Part: a flow of its own",
        "bpmn:CallActivity",
      ),
      "create.rule-task": this.drawing(
        "activity",
        "bpmn-icon-business-rule-task",
        "Decision table",
        "bpmn:BusinessRuleTask",
      ),
    };
  }

  frames() {
    const pool = (event) => this.create.start(event, this.elementFactory.createParticipantShape());
    return {
      "create.pool": {
        group: "collaboration",
        className: "bpmn-icon-participant",
        title: this.translate("Pool with lanes"),
        action: { dragstart: pool, click: pool },
      },
      "create.annotation": this.drawing("artifact", "bpmn-icon-text-annotation", "Note", "bpmn:TextAnnotation"),
      "create.group": this.drawing("artifact", "bpmn-icon-group", "Stage frame", "bpmn:Group"),
    };
  }

  drawing(group, className, title, type, options) {
    const start = (event) => this.create.start(event, this.elementFactory.createShape({ type, ...options }));
    return { group, className, title: this.translate(title), action: { dragstart: start, click: start } };
  }
}
