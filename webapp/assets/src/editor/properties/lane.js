// A lane: who works in it, and in which unit.
import { propertyOf } from "../extensions.js";
import { Choice } from "./fields.js";

export function laneGroup(element, services) {
  return {
    id: "lane",
    label: services.translate("Who works here"),
    entries: [roleEntry(element, services), unitEntry(element, services)],
  };
}

export function roleEntry(element, { extensions, editing, translate }, inherited = "") {
  return {
    id: "role",
    component: Choice,
    label: translate("Role"),
    get: () => propertyOf(element, "role"),
    // With the role comes its usual unit.
    set: (role) => extensions.set(element, { role, unit: role ? editing.unitOf(role) : "" }),
    options: () => [
      { value: "", label: inherited },
      ...editing.catalog.roles.map(({ id, term }) => ({ value: id, label: term })),
    ],
  };
}

export function unitEntry(element, { extensions, editing, translate }, inherited = "") {
  return {
    id: "unit",
    component: Choice,
    label: translate("Unit"),
    get: () => propertyOf(element, "unit"),
    set: (unit) => extensions.set(element, { unit }),
    options: () => [
      { value: "", label: inherited },
      ...editing.catalog.units.map(({ id, term }) => ({ value: id, label: term })),
    ],
  };
}
