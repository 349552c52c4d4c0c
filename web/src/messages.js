// One thing said, drawn by what kind of thing it is.
import { button, group } from "./choices.js";
import { h } from "./dom.js";
import { drawn } from "./icons.js";
import { controls, withoutProgress } from "./intake.js";
import { parse, toElements } from "./markdown.js";
import { canSpeak, hush, speak } from "./speech.js";
import { card, taken } from "./summary.js";

const SOURCES = /\n*^_From the article: (.+)_\s*$/m;

/** What a person said. */
export function person(text) {
  return h("div", { class: "turn person" }, h("div", { class: "bubble" }, h("span", { class: "unseen" }, "You: "), text));
}

/** What the assistant said. `context`: base, article (its title and sections), press(choice, element, how). */
export function assistant(message, context) {
  const custom = message.custom ?? {};
  const urgent = custom.type === "urgent";
  const { text, sources } = split(message, context.article);
  const blocks = parse(custom.type === "intake" ? withoutProgress(text) : text);
  const { rest, files } = custom.type === "summary" ? taken(blocks, context.base) : { rest: blocks, files: [] };
  const content = toElements(rest, context.base);
  const body = custom.type === "summary" ? card(content, files) : h("div", { class: "prose" }, ...content);
  const bubble = h("div", { class: "bubble" }, h("span", { class: "unseen" }, "Assistant: "), urgent && warning(), body);
  const node = h("div", { class: `turn assistant ${urgent ? "urgent" : ""}`, "data-type": custom.type }, h("div", { class: "row" }, bubble, canSpeak && aloud(text)));
  if (sources) node.append(sourceLine(sources, context.article));
  const panel = custom.type === "intake" ? controls(message, body, context.press) : suggestions(message, context.press);
  if (panel) node.append(panel);
  node.panel = panel;
  return node;
}

const warning = () => h("div", { class: "warning" }, drawn("alert"), h("strong", {}, "Emergency"));

function suggestions({ buttons = [] }, press) {
  return buttons.length ? h("div", { class: "answers" }, group("Suggestions", buttons.map((one) => button(one, press)))) : null;
}

/** The text without its line of sources, and the titles of the sections. */
function split({ text = "", custom = {} }, article) {
  const found = SOURCES.exec(text);
  if (!found) return { text, sources: null };
  const titles = (custom.sources ?? []).map((id) => article?.sections?.[id]).filter(Boolean);
  return { text: text.slice(0, found.index) + text.slice(found.index + found[0].length), sources: titles.length ? titles : [found[1]] };
}

function sourceLine(titles, article) {
  const summary = titles.length > 1 ? `Source: ${titles.length} sections of the article` : `Source: ${titles[0]}`;
  return h("details", { class: "sources" }, h("summary", {}, summary),
    h("div", {}, article?.title && h("span", {}, `“${article.title}”`), h("ul", {}, ...titles.map((title) => h("li", {}, title)))));
}

function aloud(text) {
  const element = h("button", { type: "button", class: "aloud", "aria-label": "Read aloud", title: "Read aloud", "aria-pressed": "false" }, drawn("speak"));
  const show = (speaking) => {
    element.setAttribute("aria-pressed", String(speaking));
    element.replaceChildren(drawn(speaking ? "stop" : "speak"));
  };
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-pressed") === "true") return hush();
    speak(text, () => show(false));
    show(true);
  });
  return element;
}

