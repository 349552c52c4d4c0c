// Where a person writes or speaks.
import { h } from "./dom.js";
import { drawn } from "./icons.js";
import { canListen, hush, listen } from "./speech.js";

const NEAR = 100; // characters left from which on they are counted

/** `send(text)` returns whether it was taken; `say(sentence)` shows a notice. */
export function composer({ store, send, say, longest }) {
  const field = h("textarea", { id: "chat-question", rows: "1", autocomplete: "off", enterkeyhint: "send", placeholder: "Ask a question", "aria-describedby": "chat-count" });
  const count = h("span", { id: "chat-count", class: "count", hidden: true });
  const sendButton = h("button", { type: "submit", class: "round main", "aria-label": "Send" }, drawn("send"));
  const mic = canListen && h("button", { type: "button", class: "round", "aria-label": "Speak", "aria-pressed": "false" }, drawn("mic"));
  const form = h("form", { class: "composer" }, h("label", { for: "chat-question", class: "unseen" }, "Your message"), h("div", { class: "field" }, field, count), mic, sendButton);

  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 140)}px`;
    const left = longest() - field.value.length;
    count.hidden = left > NEAR;
    count.textContent = left < 0 ? `${-left} too many` : `${left} left`;
    count.classList.toggle("over", left < 0);
  }

  function submit() {
    const text = field.value.trim();
    if (!text) return;
    if (text.length > longest()) {
      say(`That is more than I can read at once. Please use at most ${longest()} characters.`);
      return;
    }
    fill("");
    send(text);
  }

  function fill(text) {
    field.value = text;
    store.draft.set(text || null);
    if (form.isConnected) grow();
  }

  field.addEventListener("input", () => {
    store.draft.set(field.value || null);
    grow();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  if (mic) mic.addEventListener("click", microphone(mic, { store, say, fill, field, form }));
  fill(store.draft.get() ?? "");
  return { form, field, fill, grow };
}

/** Asked once where speech goes, then it listens; the words are left in the field to be looked over. */
function microphone(mic, { store, say, fill, field, form }) {
  let stop = null;
  const start = () => {
    hush();
    const before = field.value ? `${field.value.trimEnd()} ` : "";
    mic.setAttribute("aria-pressed", "true");
    say("Listening …");
    stop = listen({
      heard: (words) => fill(before + words),
      failed: say,
      ended: () => {
        mic.setAttribute("aria-pressed", "false");
        stop = null;
        say("", "Listening …");
        field.focus();
      },
    });
  };
  return () => {
    if (stop) return stop();
    if (store.heard.get()) return start();
    if (form.querySelector(".ask")) return undefined;
    const ask = h("div", { class: "ask", role: "group", "aria-label": "Microphone" },
      h("p", {}, "Your browser turns speech into words. Some browsers send the recording to their maker for that; only the words come to this assistant."),
      h("button", { type: "button", class: "choice main", onclick: () => {
        store.heard.set(true);
        ask.remove();
        start();
      } }, "Start listening"),
      h("button", { type: "button", class: "choice", onclick: () => {
        ask.remove();
        mic.focus();
      } }, "Not now"));
    form.prepend(ask);
    ask.querySelector("button").focus();
    return undefined;
  };
}
