// The guided questions: how a message of the intake is drawn by what it asks.
import { allIn, button, close, group, reopen } from "./choices.js";
import { h } from "./dom.js";

const PROGRESS = /\*\*\d+ \p{L}+ \d+\*\*\s*·\s*/u;

/** The text without its progress, which is drawn as a bar. */
export const withoutProgress = (text) => text.replace(PROGRESS, "");

const commandOf = (payload) => /^\/intake_do\{.*"command":\s*"(\w+)"/.exec(payload)?.[1];
const KINDS = { skip: "choice quiet", enough: "choice main", done: "choice main", start: "choice main", resume: "choice main" };
const kindOf = (payload) => KINDS[commandOf(payload)] ?? "choice";
const isMore = (payload) => /"more":\s*true/.test(payload);
const isScale = (custom, buttons) => custom.slot === "severity" && buttons.filter(({ title }) => /^\d{1,2}$/.test(title)).length > 4;

/** What is under an intake message. `press(choice, element, {panel, folded})`. */
export function controls({ custom, buttons = [] }, body, press) {
  if (!buttons.length) return null;
  const panel = h("div", { class: "answers" });
  const once = (choice, element) => press(choice, element, { panel });
  if (custom.status === "review") review(panel, body, buttons, once);
  else if (isScale(custom, buttons)) scale(panel, buttons, once);
  else if (buttons.some(({ payload }) => isMore(payload))) chips(panel, custom, buttons, press);
  else panel.append(group("Answers", buttons.map((one) => button(one, once, { kind: kindOf(one.payload) }))));
  return panel;
}

/** 0 to 10 in a row, the ends in words. */
function scale(panel, buttons, once) {
  const steps = buttons.filter(({ title }) => /^\d{1,2}$/.test(title));
  const others = buttons.filter((one) => !steps.includes(one));
  const last = Math.max(...steps.map(({ title }) => Number(title)));
  const names = { 0: "0, not at all", [last]: `${last}, as bad as it can be` };
  panel.append(
    group(`From 0, not at all, to ${last}, as bad as it can be`, steps.map((one) => button(one, once, { kind: "step", name: names[one.title] })), "scale"),
    h("div", { class: "ends", "aria-hidden": "true" }, h("span", {}, "not at all"), h("span", {}, "as bad as it can be")),
  );
  if (others.length) panel.append(group("Other answers", others.map((one) => button(one, once, { kind: "choice quiet" }))));
}

/** Several may be picked, one after the other, in the same place; the assistant's word on each is shown below. */
function chips(panel, custom, buttons, press) {
  const row = group("Pick all that fit", [], "choices chips");
  const status = h("p", { class: "noted", hidden: true });
  const rest = group("Other answers", []);
  const pick = (choice, element) => press(choice, element, { panel, folded: custom.slot });
  const chip = (one) => {
    const made = button(one, pick, { kind: "choice chip" });
    made.setAttribute("aria-pressed", "false");
    return made;
  };
  row.append(...buttons.filter(({ payload }) => isMore(payload)).map(chip));
  const others = (list) => list.filter(({ payload }) => !isMore(payload))
    .map((one) => button(one, (choice, element) => press(choice, element, { panel }), { kind: kindOf(one.payload) }));
  rest.append(...others(buttons));
  panel.append(row, status, rest);
  panel.slot = custom.slot;
  panel.picked = (element) => {
    element.setAttribute("aria-pressed", "true");
    close([element]);
  };
  panel.unpicked = (element) => {
    element.setAttribute("aria-pressed", "false");
    reopen([element]);
  };
  /** The next message of the same question: what is still to be picked, and what may end it. */
  panel.follow = (message, text) => {
    const offered = new Map((message.buttons ?? []).filter(({ payload }) => isMore(payload)).map((one) => [one.title, one]));
    for (const element of allIn(row)) {
      const title = element.textContent;
      if (offered.has(title)) {
        element.dataset.payload = offered.get(title).payload;
        offered.delete(title);
        if (element.getAttribute("aria-pressed") === "true") panel.unpicked(element); // taken back in words
      } else panel.picked(element);
    }
    row.append(...[...offered.values()].map(chip));
    status.textContent = text;
    status.hidden = !text;
    rest.replaceChildren(...others(message.buttons ?? []));
  };
}

export const folds = (panel, messages) => Boolean(panel?.follow && messages.length === 1 && messages[0].custom?.type === "intake"
  && messages[0].custom.status === "asking" && messages[0].custom.ask === "more" && messages[0].custom.slot === panel.slot);

/** Each line of the list gets its button; what belongs to no line stays below. */
function review(panel, body, buttons, once) {
  const left = new Map(buttons.map((one) => [one.title.replace(/^[^:]+:\s*/, "").toLowerCase(), one]));
  for (const item of body.querySelectorAll("li")) {
    const label = item.querySelector("strong")?.textContent.toLowerCase();
    const change = left.get(label);
    if (!change) continue;
    left.delete(label);
    item.append(button(change, once, { shown: "Change", name: change.title, kind: "change", picture: "pencil" }));
  }
  body.querySelector("ul")?.classList.add("review");
  const others = [...left.values()];
  if (others.length) panel.append(group("Answers", others.map((one) => button(one, once, { kind: kindOf(one.payload) }))));
}

/** The strip above the conversation: which question of how many. */
export function progress(stop) {
  const words = h("span", { class: "words" });
  const bar = h("div", { class: "bar", role: "progressbar", "aria-label": "Symptom check", "aria-valuemin": "0" }, h("div", { class: "done" }));
  const node = h("div", { class: "progress", hidden: true }, words, h("button", { type: "button", class: "text", onclick: stop }, "Stop"), bar);
  return {
    node,
    show(custom) {
      const shown = custom?.status === "asking" || custom?.status === "review";
      node.hidden = !shown;
      if (!shown) return;
      const { step, steps, status } = custom;
      const text = status === "review" ? "Symptom check: please look it over" : step > 0 ? `Symptom check: ${step} of ${steps}` : "Symptom check";
      words.textContent = text;
      bar.setAttribute("aria-valuemax", steps);
      bar.setAttribute("aria-valuenow", step);
      bar.setAttribute("aria-valuetext", text);
      bar.firstChild.style.width = `${Math.round((100 * (status === "review" ? steps : Math.max(0, step - 0.5))) / steps)}%`;
    },
  };
}

