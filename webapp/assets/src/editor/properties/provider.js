// The properties panel: for every kind of element what a flow may say about it, and nothing else.
import { Group } from "@bpmn-io/properties-panel";
import { is } from "bpmn-js/lib/util/ModelUtil";
import { eventGroup } from "./event.js";
import { flowGroups } from "./flow.js";
import { generalGroup } from "./general.js";
import { laneGroup } from "./lane.js";
import { callGroup, tableGroup, taskGroups } from "./steps.js";

const SPECIAL = [
  ["bpmn:UserTask", taskGroups],
  ["bpmn:CallActivity", callGroup],
  ["bpmn:BusinessRuleTask", tableGroup],
  ["bpmn:Lane", laneGroup],
  ["bpmn:SequenceFlow", flowGroups],
  ["bpmn:CatchEvent", eventGroup],
  ["bpmn:EndEvent", eventGroup],
];

export class Provider {
  static $inject = ["propertiesPanel", "injector"];

  constructor(propertiesPanel, injector) {
    this.services = new Services(injector);
    propertiesPanel.registerProvider(this);
  }

  getGroups(element) {
    return () => {
      const special = SPECIAL.filter(([type]) => is(element, type)).flatMap(([, groups]) =>
        groups(element, this.services),
      );
      const { translate } = this.services;
      return [generalGroup(element, this.services), ...special]
        .filter((group) => group && group.entries.length)
        .map((group) => ({ component: Group, shouldOpen: true, translate, ...group }));
    };
  }
}

// What the groups ask for, by name: services.modeling, services.translate, …
class Services {
  constructor(injector) {
    const names = [
      "modeling",
      "translate",
      "extensions",
      "editing",
      "together",
      "elementRegistry",
      "bpmnFactory",
      "canvas",
      "moddle",
    ];
    for (const name of names) this[name] = injector.get(name);
  }
}
