// SPDX-License-Identifier: Apache-2.0
// Questions to the server, and its answers.

/** How long an answer may take. A page of many trials is ranked before it is sent. */
const PATIENCE_MILLIS = 120_000;

/** A refusal: what the server said, or why it said nothing. */
export class Refusal extends Error {
  /**
   * @param {number} status of HTTP; 0 if there was no answer
   * @param {string} message for people
   * @param {?string} path of the parameter that it is about
   */
  constructor(status, message, path = null) {
    super(message);
    this.status = status;
    this.path = path;
  }
}

let onLoggedOut = () => {};

/** What is to be done when the server asks for a token. */
export function whenLoggedOut(action) {
  onLoggedOut = action;
}

/** The answer to a question that changes nothing. */
export function ask(path) {
  return exchange(path, { method: "GET" });
}

/** Tells the server to do something; its answer. */
export function tell(path, body = {}, headers = {}) {
  return exchange(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sextant-CSRF": "1", ...headers },
    body: JSON.stringify(body),
  });
}

/** Trades a token for a cookie. Throws a {@link Refusal} where it does not open. */
export async function login(token) {
  await exchangeQuietly("/api/login", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Sextant-CSRF": "1", Authorization: "Bearer " + token },
    body: "{}",
  });
}

/** The token behind the address' #, which is taken out of it, so that it is neither kept nor shown. Null if none. */
export function takeToken() {
  const match = /^#token=([^&]+)$/.exec(location.hash);
  if (!match) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return decodeURIComponent(match[1]);
}

async function exchange(path, request) {
  try {
    return await exchangeQuietly(path, request);
  } catch (refusal) {
    if (refusal.status === 401) onLoggedOut();
    throw refusal;
  }
}

async function exchangeQuietly(path, request) {
  let response;
  let text;
  try {
    response = await fetch(path, {
      credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MILLIS), ...request,
    });
    text = await response.text();
  } catch (error) {
    throw new Refusal(0, error.name === "TimeoutError"
      ? `The server did not answer within ${PATIENCE_MILLIS / 1000} seconds.`
      : "The server does not answer. It may have been stopped: start it again with sextant serve.");
  }
  const body = parsed(text);
  if (response.ok && body !== undefined) return body;
  if (response.ok) throw new Refusal(response.status, "The server's answer cannot be read.");
  const said = typeof body?.error === "string" && body.error ? body.error : reason(response.status);
  throw new Refusal(response.status, said, typeof body?.path === "string" ? body.path : null);
}

function parsed(text) {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(status) {
  switch (status) {
    case 401: return "The server asks for its token.";
    case 403: return "This is not allowed with the token that was used.";
    case 404: return "There is no such thing here.";
    case 429: return "Too many wrong tokens: wait a moment.";
    default: return `The server refused with status ${status}.`;
  }
}
