// SPDX-License-Identifier: Apache-2.0
// What happens in a run, as the server tells it.

import { ask } from "./live-api.js";

/** After a stream that was refused; the last one for ever. The browser itself resumes one that broke off. */
const RETRY_MILLIS = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Listens to a run's events. A broken connection is taken up where it was left: the browser tells the id of the last
 * event that it has seen.
 *
 * @param {string} run its id
 * @param {{frame: function(Object), ending: function(Object), reset: function(), connection: function(boolean)}} heard
 *     connection: whether there is one; reset: what was missed is lost, load the page anew
 * @returns {{close: function()}}
 */
export function listen(run, heard) {
  let source = null;
  let timer = 0;
  let refused = 0;
  let closed = false;

  function open() {
    const began = new EventSource(`/api/runs/${encodeURIComponent(run)}/events`);
    source = began;
    began.onopen = () => {
      if (refused > 0) heard.reset();
      refused = 0;
      heard.connection(true);
    };
    began.onerror = () => {
      if (closed) return;
      heard.connection(false);
      if (began.readyState === EventSource.CLOSED) again();
    };
    for (const name of ["frame", "ending"])
      began.addEventListener(name, event => {
        const data = read(event.data);
        if (data) heard[name](data);
      });
    began.addEventListener("reset", () => heard.reset());
  }

  function again() {
    timer = setTimeout(async () => {
      try {
        // Says why it was refused, which the stream does not: a login that ran out shows the login.
        await ask("/api/runs");
      } catch (refusal) {
        if (refusal.status === 401) return;
        if (!closed) again();
        return;
      }
      if (!closed) open();
    }, RETRY_MILLIS[Math.min(refused++, RETRY_MILLIS.length - 1)]);
  }

  open();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
      source?.close();
    },
  };
}

function read(text) {
  try {
    const data = JSON.parse(text);
    return typeof data === "object" ? data : null;
  } catch {
    return null;
  }
}
