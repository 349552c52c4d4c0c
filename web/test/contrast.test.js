import assert from "node:assert/strict";
import { test } from "node:test";
import { brand, contrast, palette, words } from "../src/contrast.js";

test("any colour stays readable", () => {
  for (let value = 0; value < 0x1000; value += 7) {
    const chosen = brand(`#${value.toString(16).padStart(3, "0")}`);
    const parts = chosen.brand.match(/\d+/g).map(Number);
    assert.ok(contrast(parts, chosen.on === "#fff" ? [255, 255, 255] : [0, 0, 0]) >= 4.5, chosen.brand);
  }
});

for (const colour of [undefined, "", "red", "#12", "#12345g", "url(x)", "#fff;} *{display:none"]) test(`no colour: ${colour}`, () => assert.equal(brand(colour), null));

test("words in any colour stay readable in both themes", () => {
  for (let value = 0; value < 0x1000; value += 13) {
    for (const [ground, towards] of [[[244, 247, 247], [0, 0, 0]], [[23, 35, 38], [255, 255, 255]]]) {
      const { link, soft } = words(`#${value.toString(16).padStart(3, "0")}`, ground, towards);
      assert.ok(Math.min(contrast(link, ground), contrast(link, soft)) >= 4.5, String(link));
    }
  }
});

test("no colour, no properties", () => assert.deepEqual(palette("javascript:x"), {}));
