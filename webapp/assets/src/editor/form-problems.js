// What the run time would refuse in a form, said while it is being designed; form_schema.py has the last word.
import { answersOf, deciders, hasOptions } from "./form-sheet.js";

const KEY = /^[a-z][a-z0-9_]{0,39}$/;
const TAKEN = new Set(["csrf_token", "key", "version"]);
const MOST_FIELDS = 60;
const MOST_OPTIONS = 40;
const MOST_OF_OPTION = 60;

// Returns [{ index, part, text, places }]; index -1 is the form itself, part the input to mend.
export function problemsOf(sheet) {
  const found = [];
  if (!sheet.title.trim()) found.push({ index: -1, part: "sheet-title", text: "请填写表单名称" });
  if (!sheet.fields.length) found.push({ index: -1, part: "add-text", text: "表单还没有字段，请至少添加一个" });
  if (sheet.fields.length > MOST_FIELDS) found.push({ index: -1, part: "", text: "字段超过 60 个，请拆成几个表单" });
  sheet.fields.forEach((field, index) => {
    for (const [part, text] of problemsOfField(sheet, field, index)) found.push({ index, part, text });
  });
  return found;
}

function* problemsOfField(sheet, field, index) {
  if (!field.title.trim()) yield ["title", "请填写名称"];
  if (!isKey(field.key)) yield ["key", "编号只能由小写字母、数字和下划线组成，以字母开头，不超过 40 个"];
  if (sheet.fields.some((other, at) => at < index && other.key === field.key)) yield ["key", "编号与前面的字段相同，请改用别的"];
  if (hasOptions(field)) yield* problemsOfOptions(field);
  if (field.least !== null && field.most !== null && field.least > field.most) yield ["most", "最小值大于最大值，请对调"];
  if (field.shown && !isAnswered(sheet, field, index)) yield ["shown", "显示条件只能取决于它前面的单选或者是非字段，请重新选择"];
}

function* problemsOfOptions(field) {
  const values = field.options.map((option) => option.value);
  if (!values.length || values.length > MOST_OPTIONS) yield ["add-option", "须有 1 至 40 个选项"];
  if (!values.every(isOption)) yield ["options", "选项的取值须填写，不超过 60 字，不含引号，也不能是 none"];
  if (new Set(values).size !== values.length) yield ["options", "有两个选项的取值相同，请改其中一个"];
}

export const isKey = (key) => KEY.test(key) && !TAKEN.has(key);

function isOption(value) {
  const isPlain = value.trim() === value && value !== "" && !/["\\\n]/.test(value);
  return isPlain && [...value].length <= MOST_OF_OPTION && value.toLowerCase() !== "none";
}

function isAnswered(sheet, field, index) {
  const decider = deciders(sheet, index).find((one) => one.key === field.shown.field);
  return Boolean(decider) && answersOf(decider).some(({ value }) => value === field.shown.equals);
}
