// The four requests of the chat. Whatever goes wrong becomes one of three errors.

const SECONDS = 25; // the server answers within ten, whatever happens

export class Unreachable extends Error {}
export class SessionLost extends Error {}
export class Refused extends Error {}

export class Api {
  constructor(base, store) {
    this.base = base;
    this.store = store;
  }

  get known() {
    return this.store.session.get();
  }

  forget() {
    this.store.session.set(null);
  }

  /** The session of this browser, issued by the server when there is none. */
  async session() {
    const known = this.known;
    if (known?.token) return known;
    const issued = await this.request("session", { method: "POST", body: "{}" });
    this.store.session.set(issued);
    return issued;
  }

  /** The messages said for `{text}` or `{payload}`. */
  async say(body) {
    const { token } = await this.session();
    return this.request("message", { method: "POST", body: JSON.stringify(body), token });
  }

  /** Both sides of the conversation so far; empty without a session. */
  async history() {
    const token = this.known?.token;
    return token ? this.request("history", { token }) : [];
  }

  async request(path, { method = "GET", body, token }) {
    const headers = { ...(body && { "content-type": "application/json" }), ...(token && { authorization: `Bearer ${token}` }) };
    const ending = new AbortController();
    const late = setTimeout(() => ending.abort(), SECONDS * 1000);
    let answer;
    let content;
    try {
      answer = await fetch(new URL(path, this.base), {
        method, headers, body, credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", signal: ending.signal,
      });
      content = await answer.json();
    } catch {
      throw new Unreachable("The assistant cannot be reached.");
    } finally {
      clearTimeout(late);
    }
    if (answer.ok) return content;
    if (answer.status === 401) {
      if (this.known?.token === token) this.forget();
      throw new SessionLost(content.error);
    }
    if (answer.status >= 500) throw new Unreachable(content.error);
    throw new Refused(content.error ?? "That did not work.");
  }
}
