// The light Markdown of an answer as blocks: paragraphs, lists, tables; bold, emphasis and links in them. From the blocks, elements
// (shown) or a plain sentence (spoken). What is not one of these stays the text it is.
import { h } from "./dom.js";

const LIST = /^\s*(?:([-*])|(\d{1,3})[.)])\s+(.*)$/;
const TABLE = /^\s*\|.*\|\s*$/;
const RULE = /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/;
const SPAN = /\*\*(.+?)\*\*|(?<![\p{L}\p{N}_])_([^_]+?)_(?![\p{L}\p{N}_])|\[([^\]]+)\]\(([^()\s]+)\)/u;

/** `[{kind: "paragraph", spans} | {kind: "list", ordered, items} | {kind: "table", header, rows}]` */
export function parse(text) {
  const blocks = [];
  let open = null; // the list or paragraph that the next line may go on with
  const lines = String(text ?? "").split("\n");
  for (let i = 0; i < lines.length; i += 1) {
    const line = lines[i];
    const item = LIST.exec(line);
    if (!line.trim()) open = open?.kind === "list" ? open : null;
    else if (TABLE.test(line) && RULE.test(lines[i + 1] ?? "")) {
      const rows = [];
      for (i += 2; i < lines.length && TABLE.test(lines[i]); i += 1) rows.push(cells(lines[i]));
      i -= 1;
      blocks.push({ kind: "table", header: cells(line), rows });
      open = null;
    } else if (item) {
      const ordered = !item[1];
      if (open?.kind !== "list" || open.ordered !== ordered) blocks.push((open = { kind: "list", ordered, items: [] }));
      open.items.push(spans(item[3]));
    } else if (open?.kind === "paragraph") open.spans.push({ kind: "text", text: " " }, ...spans(line.trim()));
    else blocks.push((open = { kind: "paragraph", spans: spans(line.trim()) }));
  }
  return blocks;
}

const cells = (line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => spans(cell.trim()));

export function spans(text) {
  const found = SPAN.exec(text);
  if (!found) return text ? [{ kind: "text", text }] : [];
  const [whole, bold, emphasis, label, address] = found;
  const span = bold ? { kind: "bold", spans: spans(bold) } : emphasis ? { kind: "emphasis", spans: spans(emphasis) } : { kind: "link", text: label, address };
  return [...(found.index ? [{ kind: "text", text: text.slice(0, found.index) }] : []), span, ...spans(text.slice(found.index + whole.length))];
}

/** The address if it leads to a page on the web, seen from `base`; else null: no javascript:, no data:. */
export function safeAddress(address, base) {
  try {
    const url = new URL(address, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

export function toElements(blocks, base) {
  return blocks.map((block) => {
    if (block.kind === "list") return h(block.ordered ? "ol" : "ul", {}, ...block.items.map((item) => h("li", {}, ...inline(item, base))));
    if (block.kind === "table") return table(block, base);
    return h("p", {}, ...inline(block.spans, base));
  });
}

function table({ header, rows }, base) {
  const head = header.map((cell, column) => (cell.length || column ? h("th", { scope: "col" }, ...inline(cell, base)) : h("td")));
  const body = rows.map((row) => h("tr", {}, ...row.map((cell, column) => h(column ? "td" : "th", column ? {} : { scope: "row" }, ...inline(cell, base)))));
  // It may be wider than the chat; then it is moved inside its frame, by keyboard too.
  return h("div", { class: "table", role: "region", "aria-label": "Table", tabindex: "0" }, h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body)));
}

export function inline(list, base) {
  return list.map((span) => {
    if (span.kind === "bold") return h("strong", {}, ...inline(span.spans, base));
    if (span.kind === "emphasis") return h("em", {}, ...inline(span.spans, base));
    if (span.kind !== "link") return document.createTextNode(span.text);
    const address = safeAddress(span.address, base);
    return address ? h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, span.text) : document.createTextNode(span.text);
  });
}

export const plain = (list) => list.map((span) => (span.spans ? plain(span.spans) : span.text)).join("");

/** What a voice says: sentences without marks; a table row by row, each cell with the heading of its column. */
export function toSpeech(blocks) {
  return blocks.flatMap((block) => {
    if (block.kind === "list") return block.items.map((item, number) => sentence(block.ordered ? `${number + 1}: ${plain(item)}` : plain(item)));
    if (block.kind === "paragraph") return [sentence(plain(block.spans))];
    const titles = block.header.map(plain);
    return block.rows.map((row) => sentence(row.map((cell, column) => (column && titles[column] ? `${titles[column]}: ${plain(cell)}` : plain(cell))).join("; ")));
  }).filter(Boolean).join(" ");
}

function sentence(text) {
  const said = text.replace(/[*_`#|<>]+/g, " ").replace(/\s*·\s*/g, ", ").replace(/\s+/g, " ").trim();
  return !said || /[.!?:]$/.test(said) ? said : `${said}.`;
}
