import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, plain, safeAddress, spans, toSpeech } from "../src/markdown.js";

const shape = (text) => parse(text).map((block) => (block.kind === "paragraph" ? ["p", plain(block.spans)]
  : block.kind === "list" ? [block.ordered ? "ol" : "ul", ...block.items.map(plain)]
    : ["table", block.header.map(plain), ...block.rows.map((row) => row.map(plain))]));

for (const [name, text, expected] of [
  ["nothing", "", []],
  ["no text at all", null, []],
  ["paragraphs", "one\n\ntwo\nlines", [["p", "one"], ["p", "two lines"]]],
  ["a list right after a line", "Foods:\n- clams\n- **liver**: much", [["p", "Foods:"], ["ul", "clams", "liver: much"]]],
  ["an ordered list with gaps", "1. one\n\n2. two", [["ol", "one", "two"]]],
  ["a table", "| a | b |\n| --- | :-: |\n| 1 | **2** |\n\nafter", [["table", ["a", "b"], ["1", "2"]], ["p", "after"]]],
  ["bars that are no table", "| a | b |\nand more", [["p", "| a | b | and more"]]],
  ["a number that is no list", "12 weeks. Then", [["p", "12 weeks. Then"]]],
]) test(`blocks: ${name}`, () => assert.deepEqual(shape(text), expected));

for (const [text, kinds] of [
  ["**bold** and _soft_", ["bold", "text", "emphasis"]], ["snake_case_name", ["text"]], ["[a](https://b.example)", ["link"]], ["2 * 3 ** 4", ["text"]],
  ["<b>x</b>", ["text"]], ["[a](b c)", ["text"]], ["**_both_**", ["bold"]],
]) test(`spans: ${text}`, () => assert.deepEqual(spans(text).map(({ kind }) => kind), kinds));

for (const [address, expected] of [
  ["/summary/x.pdf", "https://a.example/summary/x.pdf"], ["https://b.example/", "https://b.example/"], ["javascript:alert(1)", null], [" JAVASCRIPT:x", null],
  ["java\nscript:x", null], ["data:text/html,x", null], ["https://[", null], ["blob:https://a.example/x", null],
]) test(`addresses: ${JSON.stringify(address)}`, () => assert.equal(safeAddress(address, "https://a.example/webhooks/web/"), expected));

for (const [text, said] of [
  ["**Clams** have _much_ B12.", "Clams have much B12."],
  ["See [the page](https://a.example/x).", "See the page."],
  ["- one\n- two", "one. two."],
  ["|  | Diet | Tablets |\n|---|---|---|\n| **Speed** | slow | weeks |", "Speed; Diet: slow; Tablets: weeks."],
  ["Fast · slow", "Fast, slow."],
]) test(`speech: ${text}`, () => assert.equal(toSpeech(parse(text)), said));

test("anything is read, quickly", () => {
  for (const piece of ["**", "_", "[", "](", "| ", "- ", "1. ", "\n", "*_[(|"]) {
    const started = performance.now();
    toSpeech(parse(piece.repeat(4000)));
    assert.ok(performance.now() - started < 2000, piece);
  }
});
