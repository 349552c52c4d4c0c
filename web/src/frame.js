// The panel around the conversation: head, progress, messages, notices, field, foot.
import { h } from "./dom.js";
import { drawn } from "./icons.js";

const PRIVACY = [
  "What you write goes to this assistant and to nobody else. It is kept so that I can follow what you mean; ask me what is kept, or to delete it.",
  "The microphone is your browser's: some browsers send the recording to their maker to turn it into words.",
  "Reading aloud uses a voice of your device or browser.",
];

export function frame(config, { composer, progress, again, closed }) {
  const widget = config.mode === "widget";
  const log = h("div", { class: "log", role: "log", "aria-label": "Conversation", "aria-live": "off" });
  const typing = h("div", { class: "typing", role: "status", hidden: true }, h("span", { class: "unseen" }), h("i"), h("i"), h("i"));
  const scroll = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Messages" }, log, typing);
  const note = h("p", { class: "note", role: "status", hidden: true });
  const tool = (name, picture, onclick, more = {}) => h("button", { type: "button", class: "tool", "aria-label": name, title: name, onclick, ...more }, drawn(picture));
  const wide = widget && tool("Wider", "wide", () => wide.setAttribute("aria-pressed", String(panel.classList.toggle("wide"))), { "aria-pressed": "false" });
  if (wide) wide.classList.add("wider");
  const panel = h("section", {
    class: `panel ${config.mode}`, role: widget ? "dialog" : "region", "aria-labelledby": "chat-title", tabindex: "-1", lang: "en", dir: "ltr",
    "data-theme": config.theme ?? "auto", hidden: widget,
  },
  h("header", {}, h("span", { class: "mark" }, drawn("chat")),
    h("div", { class: "titles" }, h("h2", { id: "chat-title" }, config.title), h("p", {}, "Answers from one article")),
    tool("Start again", "again", () => confirm(note, again)), wide, widget && tool("Close", "close", closed)),
  progress.node, scroll, note, composer.form,
  h("footer", {}, h("p", {}, "A program, not a doctor. In an emergency, call your local emergency number."),
    h("details", { class: "privacy" }, h("summary", {}, "Privacy"), h("ul", {}, ...PRIVACY.map((line) => h("li", {}, line))))));
  return { panel, log, scroll, typing, note };
}

/** Asked before a conversation is thrown away. */
function confirm(note, again) {
  if (note.parentNode.querySelector(".ask.again")) return;
  const back = note.getRootNode().activeElement;
  const done = (act) => () => {
    ask.remove();
    if (act) act();
    else back?.focus();
  };
  const ask = h("div", { class: "ask again", role: "group", "aria-label": "Start again" },
    h("p", {}, "Start again? This conversation disappears from this browser."),
    h("button", { type: "button", class: "choice main", onclick: done(again) }, "Start again"),
    h("button", { type: "button", class: "choice cancel", onclick: done(null) }, "Keep it"));
  note.before(ask);
  ask.querySelector("button").focus();
}

export function greeting(config, said) {
  return h("div", { class: "turn assistant greeting" },
    h("div", { class: "bubble" }, h("span", { class: "unseen" }, "Assistant: "), h("div", { class: "prose" }, h("p", {}, config.greeting))),
    h("div", { class: "answers" }, h("div", { class: "choices", role: "group", "aria-label": "Suggestions" },
      ...config.suggestions.map((text) => h("button", { type: "button", class: "choice", onclick: () => said(text) }, text)))));
}
