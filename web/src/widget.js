// The one script tag: a launcher, and nothing else until somebody opens it.
//
//   <script src="https://assistant.example/webhooks/web/widget.js" data-title="…" data-color="#0a6" defer></script>
import { brand } from "./contrast.js";
import { h, sheet } from "./dom.js";
import { drawn } from "./icons.js";
import css from "./launcher.css";

const script = document.currentScript ?? document.querySelector('script[src*="/widget.js"]');

function start() {
  if (document.querySelector("article-chat")) return; // the script tag is there twice
  const words = WORDS; // of the article, for what the site does not word itself
  const { color, theme, position, open, label = words.label } = script.dataset;
  const offered = (script.dataset.suggestions ?? "").split("|").map((text) => text.trim()).filter(Boolean);
  const said = {
    title: script.dataset.title || words.title, greeting: script.dataset.greeting || words.greeting, suggestions: offered.length ? offered : words.suggestions,
  };
  const base = new URL("./", script.src).href;
  const host = document.createElement("article-chat");
  const root = host.attachShadow({ mode: "open" });
  const emit = (name, detail = {}) => {
    if (name === "close") shut();
    host.dispatchEvent(new CustomEvent(`article-chat:${name}`, { bubbles: true, composed: true, detail }));
  };
  let chat = null; // a promise of it, once wanted

  sheet(root, css);
  const text = h("span", {}, label);
  const launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", "aria-expanded": "false" }, drawn("chat"), text);
  const place = h("div", { class: `place ${side(position)}`, "data-theme": theme ?? "auto", lang: "en" }, launcher);
  const colours = brand(color);
  if (colours) {
    place.style.setProperty("--brand", colours.brand);
    place.style.setProperty("--on-brand", colours.on);
  }
  root.append(place);

  const load = () => new Promise((resolve, reject) => {
    const bundle = document.createElement("script");
    bundle.src = trusted(new URL(CHAT, base).href);
    bundle.onload = () => resolve(globalThis.ArticleChat.mount(place, { base, mode: "widget", color, theme, ...said }, emit));
    bundle.onerror = () => {
      bundle.remove();
      reject(new Error("The chat could not be loaded."));
    };
    document.head.append(bundle);
  });

  async function show({ focus = true } = {}) {
    launcher.setAttribute("aria-busy", "true");
    try {
      const shown = await (chat ??= load());
      launcher.hidden = true;
      launcher.setAttribute("aria-expanded", "true");
      shown.show({ focus });
      return shown;
    } catch {
      chat = null;
      text.textContent = "Not reachable. Try again";
      return null;
    } finally {
      launcher.removeAttribute("aria-busy");
    }
  }

  function shut() {
    launcher.hidden = false;
    text.textContent = label;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  }

  launcher.addEventListener("click", () => show());
  Object.assign(host, {
    open: () => show(),
    close: async () => (await chat)?.hide(),
    ask: async (text) => (await show())?.say(String(text), { text: String(text) }),
  });
  document.body.append(host);
  if (open === "true" || wasOpen(base)) show({ focus: false });
}

let policy = null; // made once: a second one of the same name is refused

/** The address as a page that demands Trusted Types wants it; it may name the policy `article-chat` to allow it. */
function trusted(address) {
  try {
    policy ??= globalThis.trustedTypes.createPolicy("article-chat", { createScriptURL: (url) => url });
    return policy.createScriptURL(address);
  } catch {
    return address;
  }
}

/** "left" or "right": as asked for, or where a line of the page ends, or begins for "start". */
function side(position) {
  if (position === "left" || position === "right") return position;
  const fromRight = getComputedStyle(document.documentElement).direction === "rtl";
  return fromRight === (position === "start") ? "right" : "left";
}

/** Whether the chat was open in this tab before the page was left. */
function wasOpen(base) {
  try {
    return sessionStorage.getItem(`article-chat:open:${base}`) === "true";
  } catch {
    return false;
  }
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
