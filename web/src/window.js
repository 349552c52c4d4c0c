// What the browser tells: keys, other tabs, the network.

export function attach(chat) {
  const { panel, scroll } = chat.parts;

  panel.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the host page's shortcuts are not meant by somebody who writes here
    if (event.key === "Escape") {
      const asked = panel.querySelector(".ask");
      if (asked) asked.querySelector("button:last-of-type").click();
      else if (chat.config.mode === "widget") chat.hide();
    } else if (event.key === "Tab" && covers(panel)) stay(event, panel);
  });

  globalThis.addEventListener("online", () => {
    if (!chat.failures.size) chat.notice("", chat.offline);
    else chat.notice("");
    chat.retry();
  });
  globalThis.addEventListener("offline", () => chat.notice(chat.offline));
  if (navigator.onLine === false) chat.notice(chat.offline);

  // Another tab has gone on with this conversation.
  globalThis.addEventListener("storage", async (event) => {
    if (event.key !== chat.store.turn.key || chat.waiting || chat.failures.size) return;
    try {
      await chat.replay(await chat.api.history());
    } catch {
      return; // it is tried again with the next message
    }
    chat.settled();
  });

  // The keyboard of a phone makes the panel smaller: whoever was at the end stays there.
  scroll.addEventListener("scroll", () => {
    chat.atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 40;
  });
  new ResizeObserver(() => chat.atEnd && chat.toEnd()).observe(scroll);
}

/** On a phone the panel lies over the whole page, so Tab stays in it; beside a page it does not. */
export const covers = (panel) => panel.classList.contains("widget") && panel.getBoundingClientRect().width >= innerWidth;

function stay(event, panel) {
  const all = [...panel.querySelectorAll("button, a[href], textarea, summary, [tabindex='0']")].filter((element) => element.getClientRects().length);
  const [first, last] = [all[0], all[all.length - 1]];
  const now = panel.getRootNode().activeElement;
  if (event.shiftKey ? now === first || now === panel : now === last) {
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
