// What the browser keeps: the session for every tab, what is being written for this one. Works without storage too, until the page is left.

const memory = new Map();

function kept(area, name) {
  const key = `article-chat:${name}`;
  return {
    key,
    get() {
      try {
        return JSON.parse(globalThis[area].getItem(key) ?? "null");
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(value) {
      try {
        if (value == null) globalThis[area].removeItem(key);
        else globalThis[area].setItem(key, JSON.stringify(value));
      } catch {
        memory.set(key, value);
      }
    },
  };
}

/** The store of one assistant, known by its address. */
export function store(base) {
  return {
    session: kept("localStorage", `session:${base}`), // {token, article, longest}
    turn: kept("localStorage", `turn:${base}`), // changes with every turn, so that other tabs look
    heard: kept("localStorage", `microphone:${base}`), // where speech goes was read
    draft: kept("sessionStorage", `draft:${base}`),
    pending: kept("sessionStorage", `pending:${base}`), // {shown, body, before}: sent, and not answered yet
    open: kept("sessionStorage", `open:${base}`),
  };
}
