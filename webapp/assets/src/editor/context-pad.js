// What stands beside a selected element: only what leads to elements a flow may use.
const REFUSED = new Set([
  "append.append-task",
  "append.intermediate-event",
  "append.compensation-activity",
  "append.receive-task",
]);
// After the pads of bpmn-js, which register themselves at the usual 1000.
const LATER = 500;

export class ContextPad {
  static $inject = ["contextPad", "elementFactory", "create", "autoPlace", "translate"];

  constructor(contextPad, elementFactory, create, autoPlace, translate) {
    Object.assign(this, { elementFactory, create, autoPlace, translate });
    contextPad.registerProvider(LATER, this);
  }

  getContextPadEntries() {
    return (entries) => {
      const continues = Boolean(entries["append.end-event"]);
      const kept = Object.entries(entries).filter(([name]) => !REFUSED.has(name));
      return continues ? { ...this.following(), ...Object.fromEntries(kept) } : Object.fromEntries(kept);
    };
  }

  following() {
    return {
      "append.user-task": this.appending("bpmn-icon-user-task", "Append a step done by a person", "bpmn:UserTask"),
      "append.timer": this.appending(
        "bpmn-icon-intermediate-event-catch-timer",
        "Append a wait for the end of a period",
        "bpmn:IntermediateCatchEvent",
        { eventDefinitionType: "bpmn:TimerEventDefinition" },
      ),
      "append.call-activity": this.appending("bpmn-icon-call-activity", "Append a part", "bpmn:CallActivity"),
    };
  }

  appending(className, title, type, options) {
    const made = () => this.elementFactory.createShape({ type, ...options });
    return {
      group: "model",
      className,
      title: this.translate(title),
      action: {
        click: (_, source) => this.autoPlace.append(source, made()),
        dragstart: (event, source) => this.create.start(event, made(), { source }),
      },
    };
  }
}
