// Buttons under a message. Once used they stay told but do nothing; they keep the focus, so nobody is thrown out of their place.
import { filled, h } from "./dom.js";
import { drawn } from "./icons.js";

/** A button for `{title, payload}`; `press(choice, element)` is called while it may be pressed. */
export function button({ title, payload }, press, { shown = title, name = null, kind = "choice", picture = null } = {}) {
  const element = h("button", { type: "button", class: kind, "aria-label": name, "data-payload": payload }, picture && drawn(picture), h("span", {}, shown));
  element.addEventListener("click", () => isOpen(element) && press({ title, payload }, element));
  return element;
}

export const isOpen = (element) => element.getAttribute("aria-disabled") !== "true";

export function close(elements) {
  for (const element of elements) element.setAttribute("aria-disabled", "true");
}

export function reopen(elements) {
  for (const element of elements) {
    element.removeAttribute("aria-disabled");
    element.classList.remove("used");
    element.querySelector(".chosen")?.remove();
  }
}

/** Shows that this is what was chosen, to the eye and in words. */
export function use(element) {
  close([element]);
  if (element.classList.contains("used")) return;
  element.classList.add("used");
  element.append(h("span", { class: "chosen" }, drawn("check"), h("span", { class: "unseen" }, " (chosen)")));
}

export const group = (label, elements, kind = "choices") => filled(document.createElement("div"), { class: kind, role: "group", "aria-label": label }, elements);

export const allIn = (node) => [...node.querySelectorAll("button[data-payload]")];
