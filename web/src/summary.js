// The summary as a card: the page in short, its files, and paper.
import { h } from "./dom.js";
import { drawn } from "./icons.js";
import { safeAddress } from "./markdown.js";
import paper from "./print.css";

const FILE = /^\/summary\/[^/?#]+\.(pdf|txt|json|fhir)$/;

const isFiles = ({ kind, spans }) => kind === "paragraph" && spans.some((span) => span.kind === "link" && FILE.test(span.address));

/** The blocks without the line of links, and the links: `[{name, address}]`, on the assistant's own host only. */
export function taken(blocks, base) {
  const links = blocks.filter(isFiles).flatMap(({ spans }) => spans).filter((span) => span.kind === "link" && FILE.test(span.address));
  return { rest: blocks.filter((block) => !isFiles(block)), files: links.map(({ text, address }) => ({ name: text, address: safeAddress(address, base) })) };
}

/** `content` are the elements of the page. */
export function card(content, files) {
  const body = h("div", { class: "prose" }, ...content);
  const links = files.map(({ name, address }) => h("a", { class: "file", href: address, target: "_blank", rel: "noopener noreferrer", download: true },
    drawn("file"), h("span", {}, h("span", { class: "unseen" }, "Download as "), name[0].toUpperCase() + name.slice(1))));
  return h("div", { class: "summary" },
    h("div", { class: "heading" }, drawn("file"), h("strong", {}, "For your appointment")), body,
    h("div", { class: "files", role: "group", "aria-label": "Take it along" }, ...links,
      h("button", { type: "button", class: "file", onclick: () => print(body) }, drawn("print"), h("span", {}, "Print"))));
}

/** A window with the page alone in it. */
function print(body) {
  const view = window.open("", "_blank", "width=800,height=1000");
  if (!view) return;
  view.document.title = "Summary";
  const made = new view.CSSStyleSheet();
  made.replaceSync(paper);
  view.document.adoptedStyleSheets = [made];
  view.document.body.replaceChildren(view.document.importNode(body, true));
  view.focus();
  view.print();
}

