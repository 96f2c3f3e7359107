// A form 表单 as the designer holds it, read from and written to forms/<name>.json; what may stand there is decided
// by workflows/process/form_schema.py. Nothing here touches the page: every change returns a new sheet.
export const DIALECT = "https://json-schema.org/draft/2020-12/schema";

export const KINDS = {
  text: "单行文字",
  paragraph: "多行文字",
  truth: "是非",
  choice: "单选",
  choices: "多选",
  number: "整数",
  money: "金额",
  day: "日期",
  file: "附件",
};

export const hasOptions = (field) => field.kind === "choice" || field.kind === "choices";
// Only closed answers become facts that a condition or a table may read.
export const isFact = (field) => field.kind === "choice" || field.kind === "truth";

export const EMPTY = { title: "", help: "", article: "", fields: [] };

export function readSheet(text) {
  if (!text.trim()) return EMPTY;
  const schema = JSON.parse(text);
  const required = new Set(schema.required ?? []);
  const order = schema["x-order"] ?? Object.keys(schema.properties ?? {});
  return {
    title: schema.title ?? "",
    help: schema.description ?? "",
    article: schema["x-article"] ?? "",
    fields: order.map((key) => readField(key, schema.properties[key], required.has(key))),
  };
}

function readField(key, schema, required) {
  const kind = kindOf(schema);
  const listed = kind === "choices" ? schema.items : schema;
  const shown = schema["x-shown-when"];
  return {
    key,
    kind,
    title: schema.title ?? "",
    help: schema.description ?? "",
    article: schema["x-article"] ?? "",
    required,
    limit: schema.maxLength ?? null,
    least: schema.minimum ?? null,
    most: schema.maximum ?? null,
    options: (listed.enum ?? []).map((value) => ({ value, label: listed["x-labels"]?.[value] ?? value })),
    shown: shown ? { field: shown.field, equals: shown.equals } : null,
    several: kind === "file" && schema.type === "array",
  };
}

function kindOf(schema) {
  if (schema.type === "boolean") return "truth";
  if (schema.type === "integer") return schema["x-money"] ? "money" : "number";
  if (schema.type === "array") return schema.items?.format === "file-hash" ? "file" : "choices";
  if (schema.enum) return "choice";
  if (schema.format === "date") return "day";
  if (schema.format === "file-hash") return "file";
  return schema["x-multiline"] ? "paragraph" : "text";
}

export function writeSheet(sheet) {
  const schema = {
    $schema: DIALECT,
    title: sheet.title,
    ...said("description", sheet.help),
    ...said("x-article", sheet.article),
    type: "object",
    properties: Object.fromEntries(sheet.fields.map((field) => [field.key, writeField(field)])),
    required: sheet.fields.filter((field) => field.required).map((field) => field.key),
    "x-order": sheet.fields.map((field) => field.key),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const said = (word, value) => (value === "" || value === null ? {} : { [word]: value });

function writeField(field) {
  return {
    ...TYPES[field.kind](field),
    title: field.title,
    ...said("description", field.help),
    ...said("x-article", field.article),
    ...(field.shown ? { "x-shown-when": field.shown } : {}),
  };
}

const bounds = (field) => ({ ...said("minimum", field.least), ...said("maximum", field.most) });
const HASH = { type: "string", format: "file-hash" };
const TYPES = {
  text: (field) => ({ type: "string", ...said("maxLength", field.limit) }),
  paragraph: (field) => ({ type: "string", "x-multiline": true, ...said("maxLength", field.limit) }),
  truth: () => ({ type: "boolean" }),
  choice: (field) => listOf(field),
  choices: (field) => ({ type: "array", items: listOf(field), uniqueItems: true }),
  number: (field) => ({ type: "integer", ...bounds(field) }),
  money: (field) => ({ type: "integer", "x-money": true, ...bounds(field) }),
  day: () => ({ type: "string", format: "date" }),
  file: (field) => (field.several ? { type: "array", items: HASH, uniqueItems: true } : HASH),
};

function listOf(field) {
  const labels = field.options.filter((option) => option.label && option.label !== option.value);
  return {
    type: "string",
    enum: field.options.map((option) => option.value),
    ...(labels.length ? { "x-labels": Object.fromEntries(labels.map(({ value, label }) => [value, label])) } : {}),
  };
}

// What the designer would not write back is named before it is lost.
export function lostWords(text) {
  if (!text.trim()) return [];
  const before = wordsIn(JSON.parse(text));
  const after = wordsIn(JSON.parse(writeSheet(readSheet(text))));
  return [...before].filter((word) => !after.has(word));
}

function wordsIn(value, words = new Set(), isNames = false) {
  if (value === null || typeof value !== "object") return words;
  for (const [word, part] of Object.entries(value)) {
    if (!isNames && !Array.isArray(value)) words.add(word);
    if (word !== "x-labels" && word !== "enum") wordsIn(part, words, word === "properties");
  }
  words.delete("required");
  words.delete("uniqueItems");
  return words;
}

// ------------------------------------------------------------------------------------------------ changes
export function freshKey(sheet, stem) {
  const taken = new Set(sheet.fields.map((field) => field.key));
  for (let number = 1; ; number += 1) {
    if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
  }
}

export function addField(sheet, kind, title, after = sheet.fields.length - 1) {
  const options = [1, 2].map((number) => ({ value: `option_${number}`, label: "" }));
  const field = {
    key: freshKey(sheet, kind === "text" ? "line" : kind),
    kind,
    title,
    help: "",
    article: "",
    required: true,
    limit: null,
    least: null,
    most: null,
    options: kind === "choice" || kind === "choices" ? options : [],
    shown: null,
    several: false,
  };
  return { ...sheet, fields: [...sheet.fields.slice(0, after + 1), field, ...sheet.fields.slice(after + 1)] };
}

export function changeField(sheet, index, change) {
  const old = sheet.fields[index];
  const fields = sheet.fields.map((field, at) => (at === index ? { ...field, ...change } : field));
  if (!("key" in change) || change.key === old.key) return { ...sheet, fields };
  // Whoever is shown for this field's answers follows it to its new name.
  const follow = (shown) => (shown?.field === old.key ? { ...shown, field: change.key } : shown);
  return { ...sheet, fields: fields.map((field) => ({ ...field, shown: follow(field.shown) })) };
}

export function moveField(sheet, from, to) {
  if (to < 0 || to >= sheet.fields.length || from === to) return sheet;
  const fields = [...sheet.fields];
  fields.splice(to, 0, ...fields.splice(from, 1));
  return { ...sheet, fields };
}

export function copyField(sheet, index) {
  const field = sheet.fields[index];
  const stem = field.key.replace(/_\d+$/, "").slice(0, 36);
  const copy = { ...field, key: freshKey(sheet, stem) };
  return { ...sheet, fields: [...sheet.fields.slice(0, index + 1), copy, ...sheet.fields.slice(index + 1)] };
}

export function removeField(sheet, index) {
  const gone = sheet.fields[index].key;
  const left = sheet.fields.filter((_, at) => at !== index);
  // A field that was asked only for the removed one's answer is asked always.
  const freed = left.map((field) => (field.shown?.field === gone ? { ...field, shown: null } : field));
  return { ...sheet, fields: freed };
}

// Fields whose answers may decide whether the field at `index` is asked.
export const deciders = (sheet, index) => sheet.fields.slice(0, index).filter(isFact);

export const answersOf = (field) =>
  field.kind === "truth"
    ? [
        { value: true, label: "是" },
        { value: false, label: "否" },
      ]
    : field.options.map(({ value, label }) => ({ value, label: label || value }));
