// The conversation: what is shown, in which order, and what happens when something goes wrong. `ArticleChat.mount` puts it into a place of a shadow root.
import { Api, Refused, SessionLost, Unreachable } from "./api.js";
import { allIn, close, use } from "./choices.js";
import { composer } from "./composer.js";
import css from "./chat.css";
import { palette } from "./contrast.js";
import { h, sheet } from "./dom.js";
import { folds, progress, withoutProgress } from "./intake.js";
import { assistant, person } from "./messages.js";
import { parse, toSpeech } from "./markdown.js";
import { hush } from "./speech.js";
import { store as storeOf } from "./store.js";
import { frame, greeting } from "./frame.js";
import { attach, covers } from "./window.js";

const LONGEST = 1000;
const WAITED_FOR = 12_000; // ms: the server gives up on a turn after ten seconds
const BUSY = new Set(["busy", "unavailable"]); // said by the door, not part of the conversation

export class Chat {
  /** `config`: base, mode ("widget" or "page"), title, greeting, suggestions, color, theme; `emit(name, detail)` tells the host page. */
  constructor(place, config, emit = () => {}) {
    sheet(place.getRootNode(), css);
    this.config = config;
    this.emit = emit;
    this.store = storeOf(config.base);
    this.api = new Api(config.base, this.store);
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.persons = 0; // how often the person has spoken, as the server counts
    this.failures = new Set();
    this.atEnd = true; // whether the end of the conversation is in view
    this.composer = composer({
      store: this.store, send: (text) => this.say(text, { text }), say: (...words) => this.notice(...words), longest: () => this.api.known?.longest ?? LONGEST,
    });
    this.progress = progress(() => this.say("Stop", { text: "Stop" }));
    this.parts = frame(config, { composer: this.composer, progress: this.progress, again: () => this.startAgain(), closed: () => this.hide() });
    const { panel } = this.parts;
    for (const [name, colour] of Object.entries(palette(config.color))) panel.style.setProperty(name, colour);
    place.append(panel);
    this.composer.grow();
    this.greet();
    attach(this);
    this.ready = this.restore();
  }

  get context() {
    return { base: this.config.base, article: this.api.known?.article, press: (choice, element, how) => this.press(choice, element, how) };
  }

  greet() {
    this.parts.log.append(greeting(this.config, (text) => this.say(text, { text })));
  }

  /** Shows what was said before; takes up what was sent and not answered when the page was left. */
  async restore() {
    const pending = this.store.pending.get();
    if (!this.api.known?.token && !pending) return this.settled();
    this.parts.log.setAttribute("aria-busy", "true");
    try {
      await this.replay(await this.api.history());
    } catch (error) {
      this.unseen = error instanceof Unreachable; // shown as soon as the server can be reached again
      this.explain(error);
    }
    if (pending) await this.takeUp(pending);
    return this.settled();
  }

  settled() {
    const { log } = this.parts;
    log.removeAttribute("aria-busy");
    log.setAttribute("aria-live", "polite"); // from now on, and not for what was there
    this.toEnd();
  }

  async replay(told) {
    const { log } = this.parts;
    log.setAttribute("aria-live", "off");
    log.replaceChildren();
    this.greet();
    this.persons = 0;
    this.latest = null;
    let at = 0;
    while (at < told.length) {
      const said = [];
      const spoken = told[at].from === "person" ? told[at++] : null;
      while (at < told.length && told[at].from !== "person") said.push(told[at++]);
      this.replayed(spoken, said);
    }
  }

  replayed(spoken, said) {
    const chip = spoken?.payload && this.latest?.panel?.follow && this.buttonOf(spoken.payload, this.latest);
    if (spoken) this.persons += 1;
    if (chip && folds(this.latest.panel, said)) {
      this.latest.panel.picked(chip);
      this.follow(said[0]);
      return;
    }
    if (spoken) {
      const pressed = spoken.payload && this.buttonOf(spoken.payload, this.parts.log);
      this.parts.log.append(person(spoken.text));
      if (pressed) use(pressed);
    }
    this.append(said);
  }

  buttonOf(payload, within) {
    return allIn(within).reverse().find((element) => element.dataset.payload === payload);
  }

  /** A message of the last visit: it is in the history, or its answer is still on the way, or it was lost and can be sent again. */
  async takeUp(pending) {
    const until = Date.now() + (pending.failed ? 0 : WAITED_FOR);
    this.busy(1);
    try {
      while (this.persons <= pending.before && Date.now() < until && this.api.known?.token) {
        await new Promise((resolve) => setTimeout(resolve, 800));
        const told = await this.api.history();
        if (told.filter(({ from }) => from === "person").length > pending.before) await this.replay(told);
      }
    } catch (error) {
      this.explain(error);
    } finally {
      this.busy(-1);
    }
    this.store.pending.set(null);
    if (this.persons > pending.before) return;
    const bubble = person(pending.shown);
    this.parts.log.append(bubble);
    this.fail({ shown: pending.shown, body: pending.body, bubble });
  }

  /** Says something: `shown` is what the person sees of it, `body` what is sent. */
  say(shown, body, { fold = null } = {}) {
    hush();
    const bubble = fold ? null : person(shown);
    if (bubble) this.parts.log.append(bubble);
    if (!fold) this.toEnd();
    return this.deliver({ shown, body, bubble, fold });
  }

  /** One after the other, in the order in which they were said. */
  deliver(turn) {
    this.busy(1);
    this.queue = this.queue.then(() => this.take(turn)).finally(() => this.busy(-1));
    return this.queue;
  }

  async take(turn, again = true) {
    this.store.pending.set({ shown: turn.shown, body: turn.body, before: this.persons });
    try {
      const messages = await this.api.say(turn.body);
      if (!messages.every(({ custom }) => BUSY.has(custom?.reason))) this.persons += 1;
      this.store.pending.set(null);
      this.store.turn.set(`${Date.now()}-${Math.random()}`);
      this.notice("", "");
      this.emit("message", { from: "person", text: turn.shown });
      if (this.unseen) await this.catchUp(messages);
      else this.answered(turn, messages);
    } catch (error) {
      if (error instanceof SessionLost && again) {
        this.renewed(turn);
        await this.take({ ...turn, body: { text: turn.shown }, fold: null }, false); // a button of the old conversation is none of the new one
      } else {
        this.store.pending.set(error instanceof Unreachable ? { ...this.store.pending.get(), failed: true } : null);
        this.explain(error);
        this.fail(turn);
      }
    }
  }

  /** The session is over: what was there stays to be read, and what was just said begins a new one. */
  renewed(turn) {
    close(allIn(this.parts.log));
    this.persons = 0;
    const line = h("p", { class: "line" }, "That conversation has ended. This is a new one.");
    if (turn.bubble) turn.bubble.before(line);
    else {
      turn.bubble = person(turn.shown);
      this.parts.log.append(line, turn.bubble);
    }
  }

  answered(turn, messages) {
    if (folds(turn.fold, messages)) {
      this.follow(messages[0]);
      this.told(messages);
      return;
    }
    if (!turn.bubble) this.parts.log.append((turn.bubble = person(turn.shown)));
    this.append(messages);
    this.told(messages);
    this.into(turn.bubble);
  }

  /** What was said before, together with what was just said. */
  async catchUp(messages) {
    await this.replay(await this.api.history());
    this.unseen = false;
    this.settled();
    this.told(messages);
  }

  follow(message) {
    const { panel } = this.latest;
    panel.follow(message, toSpeech(parse(withoutProgress(message.text))));
    this.progress.show(message.custom);
  }

  append(messages) {
    for (const message of messages) {
      const node = assistant(message, this.context);
      if (message.custom?.type === "intake") {
        if (this.latest) close(allIn(this.latest)); // a question that was left behind
        this.latest = node;
        this.progress.show(message.custom);
      }
      this.parts.log.append(node);
    }
  }

  told(messages) {
    for (const { text, custom } of messages) this.emit("message", { from: "assistant", text, custom });
  }

  /** A button: an answer to the intake closes its whole group, a suggestion only itself. */
  press({ title, payload }, element, { panel = null, folded = null } = {}) {
    if (folded) panel.picked(element);
    else {
      if (panel) close(allIn(panel.closest(".turn")));
      use(element);
    }
    const turn = this.say(title, { payload }, { fold: folded ? panel : null });
    return turn;
  }

  fail(turn) {
    turn.fold = null;
    const { bubble = null } = turn;
    const shown = bubble ?? person(turn.shown);
    if (!bubble) this.parts.log.append((turn.bubble = shown));
    const again = () => {
      this.failures.delete(again);
      line.remove();
      this.parts.log.append(shown);
      this.notice("", "");
      this.composer.field.focus();
      this.deliver(turn);
    };
    const line = h("div", { class: "unsent" }, h("span", {}, "Not sent."), h("button", { type: "button", class: "text", onclick: again }, "Try again"));
    shown.append(line);
    this.failures.add(again);
    this.toEnd();
  }

  /** Back online: what could not be sent is sent, in its order. */
  retry() {
    for (const again of [...this.failures]) again();
  }

  explain(error) {
    if (error instanceof SessionLost) this.notice("The earlier conversation has ended. Your next message starts a new one.");
    else if (error instanceof Refused) this.notice(error.message);
    else this.notice(navigator.onLine === false ? this.offline : "The assistant cannot be reached right now. What you wrote is kept; try again in a moment.");
  }

  get offline() {
    return "You are offline. What you write is kept, and sent when you are back.";
  }

  /** One line above the field; with `only`, it replaces nothing but that line. An empty `only` spares the word that we are offline. */
  notice(text, only = null) {
    const { note } = this.parts;
    if (only && note.textContent !== only) return;
    if (only === "" && note.textContent === this.offline && navigator.onLine === false) return;
    note.textContent = text;
    note.hidden = !text;
  }

  busy(change) {
    this.waiting += change;
    const { typing } = this.parts;
    typing.hidden = this.waiting === 0;
    typing.firstChild.textContent = this.waiting ? "The assistant is writing" : "";
    if (change > 0 && this.atEnd) this.toEnd();
  }

  async startAgain() {
    hush();
    this.api.forget();
    for (const name of ["pending", "turn"]) this.store[name].set(null);
    this.failures.clear();
    this.latest = null;
    this.progress.show(null);
    this.notice("", null);
    await this.replay([]);
    this.settled();
    this.composer.field.focus();
  }

  toEnd() {
    const { scroll } = this.parts;
    scroll.scrollTop = scroll.scrollHeight;
    this.atEnd = true;
  }

  /** Long answers are read from their beginning, so that is where the view goes. */
  into(first) {
    const { scroll } = this.parts;
    this.toEnd();
    const above = first.getBoundingClientRect().top - scroll.getBoundingClientRect().top;
    if (above >= 0) return;
    scroll.scrollTop += above - 12;
    this.atEnd = false;
  }

  show({ focus = true } = {}) {
    const { panel } = this.parts;
    panel.hidden = false;
    if (covers(panel)) panel.setAttribute("aria-modal", "true");
    else panel.removeAttribute("aria-modal");
    this.store.open.set(true);
    this.composer.grow();
    this.toEnd();
    // On a phone the keyboard would cover half of what there is to read.
    if (focus) (matchMedia("(pointer: coarse)").matches ? panel : this.composer.field).focus();
    this.emit("open");
  }

  hide() {
    hush();
    this.parts.panel.hidden = true;
    this.store.open.set(null);
    this.emit("close");
  }
}

globalThis.ArticleChat = { mount: (place, config, emit) => new Chat(place, config, emit) };
