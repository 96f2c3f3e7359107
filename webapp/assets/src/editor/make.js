// Makes elements of the page: make("button", { class: "btn", onclick: act, "aria-label": "…" }, "text", child).
const PROPERTIES = new Set(["value", "checked", "hidden", "disabled", "selected"]);

export function make(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (PROPERTIES.has(key)) made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  // A list takes its value once its options are there.
  if (name === "select" && "value" in attributes) made.value = attributes.value;
  return made;
}
