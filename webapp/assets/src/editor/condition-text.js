// A condition as rows that are chosen, and as the text the engine reads; the language of process/expressions.py.
//
// A row is { fact, sign, values }, a group { join: "and" | "or", items: [row or group, …] }.
const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+)|(==|!=|<=|>=|<|>)|([[\](),])|([\p{L}_][\p{L}\p{N}_.]*))/uy;
const OPPOSITE = { "==": "!=", "!=": "==", in: "not in", "not in": "in", is: "is not", "is not": "is" };
const MIRROR = { "<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!=" };
const TRUTHS = new Map([
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
]);

// Returns a group, or null when the text cannot be shown as rows.
export function readCondition(text) {
  if (!text.trim()) return { join: "and", items: [] };
  const reader = new Reader(tokensOf(text));
  try {
    const tree = reader.either();
    if (!reader.isAtEnd) return null;
    return tree.items ? tree : { join: "and", items: [tree] };
  } catch (error) {
    if (error instanceof NotRows) return null;
    throw error;
  }
}

class NotRows extends Error {}

function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) return [{ kind: "unknown" }];
    const [, double, single, number, sign, mark, word] = match;
    if (double !== undefined || single !== undefined) tokens.push({ kind: "value", value: double ?? single });
    else if (number) tokens.push({ kind: "value", value: Number(number) });
    else if (sign) tokens.push({ kind: "sign", text: sign });
    else if (mark) tokens.push({ kind: "mark", text: mark });
    else if (TRUTHS.has(word)) tokens.push({ kind: "value", value: TRUTHS.get(word) });
    else tokens.push({ kind: ["and", "or", "not", "in"].includes(word) ? "key" : "name", text: word });
  }
  return tokens;
}

class Reader {
  constructor(tokens) {
    this.tokens = tokens;
    this.place = 0;
  }

  get isAtEnd() {
    return this.place >= this.tokens.length;
  }

  takes(text) {
    const is = this.tokens[this.place]?.text === text;
    if (is) this.place += 1;
    return is;
  }

  expect(text) {
    if (!this.takes(text)) throw new NotRows();
  }

  either() {
    return this.joined("or", () => this.joined("and", () => this.turned()));
  }

  joined(join, part) {
    const items = [part()];
    while (this.takes(join)) items.push(part());
    return items.length === 1 ? items[0] : { join, items };
  }

  turned() {
    if (!this.takes("not")) return this.compared();
    const { fact, sign, values } = this.turned();
    if (!OPPOSITE[sign]) throw new NotRows();
    return { fact, sign: OPPOSITE[sign], values };
  }

  compared() {
    if (this.takes("(")) {
      const inner = this.either();
      this.expect(")");
      return inner;
    }
    const left = this.tokens[this.place++];
    const next = this.tokens[this.place];
    if (next?.kind === "sign") return this.pair(left, next.text);
    if (left?.kind !== "name") throw new NotRows();
    if (this.takes("in")) return { fact: left.text, sign: "in", values: this.list() };
    if (next?.text === "not") {
      this.place += 1;
      this.expect("in");
      return { fact: left.text, sign: "not in", values: this.list() };
    }
    return { fact: left.text, sign: "is", values: [] };
  }

  pair(left, sign) {
    this.place += 1;
    const right = this.tokens[this.place++];
    if (left?.kind === "value" && right?.kind === "name") return this.pairOf(right, MIRROR[sign], left);
    if (left?.kind !== "name" || right?.kind !== "value") throw new NotRows();
    return this.pairOf(left, sign, right);
  }

  pairOf(name, sign, { value }) {
    if (typeof value !== "boolean") return { fact: name.text, sign, values: [value] };
    return { fact: name.text, sign: (sign === "==") === value ? "is" : "is not", values: [] };
  }

  list() {
    this.expect("[");
    const values = [];
    do {
      const token = this.tokens[this.place++];
      if (token?.kind !== "value") throw new NotRows();
      values.push(token.value);
    } while (this.takes(","));
    this.expect("]");
    return values;
  }
}

// Rows that are not finished (no fact, no value) are left out.
export function writeCondition(group) {
  const said = group.items.map((item) => (item.items ? wrapped(item, group) : writeRow(item))).filter(Boolean);
  return said.join(` ${group.join} `);
}

function wrapped(inner) {
  const text = writeCondition(inner);
  return text && inner.items.length > 1 ? `(${text})` : text;
}

function writeRow({ fact, sign, values }) {
  if (!fact || !sign) return "";
  if (sign === "is") return fact;
  if (sign === "is not") return `not ${fact}`;
  if (!values.length || values[0] === "") return "";
  if (sign === "in" || sign === "not in") return `${fact} ${sign} [${values.map(literal).join(", ")}]`;
  return `${fact} ${sign} ${literal(values[0])}`;
}

function literal(value) {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
