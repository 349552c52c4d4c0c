// The chat page: the chat in its place, and a question out of the address (?ask=…) in the field, to be sent by the person.
const place = document.querySelector("#chat");
const base = new URL("./", location.href).href;
const emit = (name, detail = {}) => place.dispatchEvent(new CustomEvent(`article-chat:${name}`, { bubbles: true, detail }));
const chat = globalThis.ArticleChat.mount(place.attachShadow({ mode: "open" }), { base, mode: "page", ...JSON.parse(place.dataset.words) }, emit);
const asked = new URLSearchParams(location.search).get("ask");
if (asked) chat.composer.fill(asked.slice(0, 1000));
if (matchMedia("(pointer: fine)").matches) chat.composer.field.focus({ preventScroll: true });
