// Writes what bot/channels/web_assets.py serves: hashed names, compressed beforehand, and manifest.json with a tag for each file.
// The article's words are put into page.html and widget.js when they are served (bot/channels/web_words.py), so one build serves every article.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build, transform } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = process.argv[2] ?? join(here, "..", "bot", "channels", "static");
const files = new Map(); // name -> content

// A style sheet inside a script is its text: it becomes a constructed sheet, which no Content-Security-Policy stands in the way of.
const styles = {
  name: "styles",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await minified(path), loader: "text" }));
  },
};

const minified = async (path) => (await transform(readFileSync(path, "utf8"), { loader: "css", minify: true })).code.trim();
const tag = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

async function script(entry, define = {}) {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)], bundle: true, minify: true, format: "iife", target: "es2022", charset: "utf8", write: false, define, plugins: [styles],
  });
  return outputFiles[0].text;
}

function add(name, content, { hashed = true } = {}) {
  const dot = name.lastIndexOf(".");
  const named = hashed ? `${name.slice(0, dot)}-${tag(content)}${name.slice(dot)}` : name;
  files.set(named, Buffer.from(content));
  return named;
}

const chat = add("chat.js", await script("chat.js"));
const page = add("page.js", await script("page.js"));
const css = add("page.css", await minified(join(source, "page.css")));
const icon = add("icon.svg", readFileSync(join(source, "icon.svg"), "utf8"));
add("widget.js", await script("widget.js", { CHAT: JSON.stringify(`assets/${chat}`), WORDS: "__WORDS__" }), { hashed: false });
const names = { "{chat}": chat, "{page}": page, "{css}": css, "{icon}": icon };
add("page.html", readFileSync(join(source, "page.html"), "utf8").replace(/\{(chat|page|css|icon)\}/g, (name) => `assets/${names[name]}`), { hashed: false });

mkdirSync(target, { recursive: true });
for (const old of readdirSync(target)) rmSync(join(target, old));
const manifest = {};
for (const [name, content] of files) {
  writeFileSync(join(target, name), content);
  writeFileSync(join(target, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(target, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
  manifest[name] = tag(content);
}
writeFileSync(join(target, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
