// What a cell says, taken apart for the pickers and put together again; the language of workflows/process/cells.py.
//
// A test is { kind: "any" }, { kind: "values", values, isNot }, { kind: "limit", sign, value },
// { kind: "range", from, to } or { kind: "other" }, which only the text shows.
const VALUE = String.raw`(?:"(?:[^"\\]|\\.)*"|date\("\d{4}-\d\d-\d\d"\)|\d+|true|false)`;
const VALUES = new RegExp(`^${VALUE}(?:\\s*,\\s*${VALUE})*$`);
const EACH = new RegExp(VALUE, "g");
const LIMIT = new RegExp(`^(>=|<=|>|<)\\s*(${VALUE})$`);
const RANGE = new RegExp(`^\\[\\s*(${VALUE})\\s*\\.\\.\\s*(${VALUE})\\s*\\]$`);
const NOT = /^not\s*\((.*)\)$/s;

export function readTest(text) {
  const said = text.trim();
  if (said === "" || said === "-") return { kind: "any" };
  const inner = NOT.exec(said)?.[1].trim();
  if (VALUES.test(inner ?? said)) return { kind: "values", values: (inner ?? said).match(EACH).map(read), isNot: inner !== undefined };
  const limit = LIMIT.exec(said);
  if (limit) return { kind: "limit", sign: limit[1], value: read(limit[2]) };
  const range = RANGE.exec(said);
  if (range) return { kind: "range", from: read(range[1]), to: read(range[2]) };
  return { kind: "other" };
}

function read(text) {
  if (text.startsWith("date")) return text.slice(6, -2);
  if (text.startsWith('"')) return JSON.parse(text);
  if (text === "true" || text === "false") return text === "true";
  return Number(text);
}

export function writeTest(test, kind) {
  const said = (value) => writeValue(value, kind);
  if (test.kind === "values" && test.values.length) {
    const list = test.values.map(said).join(",");
    return test.isNot ? `not(${list})` : list;
  }
  if (test.kind === "limit") return `${test.sign} ${said(test.value)}`;
  if (test.kind === "range") return `[${said(test.from)}..${said(test.to)}]`;
  return "";
}

export function writeValue(value, kind) {
  if (kind === "day") return `date("${value}")`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

// The value of an output cell, or null.
export function readValue(text) {
  const test = readTest(text);
  return test.kind === "values" && !test.isNot && test.values.length === 1 ? test.values[0] : null;
}

// -------------------------------------------------------------------------------------------- amounts, in words
export const yuanOf = (fen) => (fen % 100 ? (fen / 100).toFixed(2) : String(fen / 100));

// Returns 分, or null when the text is no amount.
export function fenOf(text) {
  const plain = text.trim().replaceAll(",", "");
  const fen = Math.round(Number(plain) * 100);
  return /^\d+(\.\d{1,2})?$/.test(plain) && Number.isSafeInteger(fen) ? fen : null;
}

const LIMITS = {
  money: { ">=": "{value}以上（含本数）", ">": "超过{value}", "<": "不足{value}", "<=": "不超过{value}" },
  day: { ">=": "自{value}起（含当日）", ">": "{value}之后（不含当日）", "<": "{value}之前（不含当日）", "<=": "至{value}止（含当日）" },
};

export function limitWords(kind) {
  return LIMITS[kind] ?? LIMITS.money;
}

// Says a test in words, for the fact { kind, values: [{ value, term }] }.
export function testSaid(text, fact, translate) {
  const test = readTest(text);
  const said = (value) => valueSaid(value, fact, translate);
  if (test.kind === "any") return translate("不限");
  if (test.kind === "limit") return translate(limitWords(fact?.kind)[test.sign], { value: said(test.value) });
  if (test.kind === "range") return translate("{from}至{to}", { from: said(test.from), to: said(test.to) });
  if (test.kind === "other") return text;
  const values = test.values.map(said).join(translate("、"));
  return test.isNot ? translate("除“{values}”以外", { values }) : values;
}

export function valueSaid(value, fact, translate) {
  if (typeof value === "boolean") return translate(value ? "是" : "否");
  if (typeof value === "number") return translate("{yuan}元", { yuan: Number(yuanOf(value)).toLocaleString("en") });
  return fact?.values?.find((one) => one.value === value)?.term ?? String(value);
}
