// A decision table nobody has filled in yet; its id is the name of its file, by which diagrams ask it.
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export function emptyTable(file, name = "新决策表") {
  const id = file.replace(/^.*\//, "").replace(/\.dmn$/, "") || "decision";
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${id}_definitions" name="${escaped(name)}" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="${id}" name="${escaped(name)}">
    <decisionTable id="${id}_table" hitPolicy="FIRST">
      <input id="${id}_in"><inputExpression id="${id}_in_expression" typeRef="string"><text></text></inputExpression></input>
      <output id="${id}_out" name="" typeRef="string" />
    </decisionTable>
  </decision>
</definitions>
`;
}
