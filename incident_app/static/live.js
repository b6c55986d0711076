// Keeps a form on the server as it is typed, and shows what follows from it.
//
// The server renders the page and knows every rule. This sends the form a moment after each
// change and swaps in the page that comes back, keeping focus, place and every keystroke. It
// stores nothing on the device: names of children do not belong there.
"use strict";
(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;

  const TYPING = 600; // ms after the last keystroke
  const CHOOSING = 50; // ms after a tap
  const AGAIN = 5000; // ms until the next try when something is in the way
  const isDraft = "at" in form.dataset; // else the script only shows what would follow
  const WORDS = {
    offline: isDraft
      ? "No connection. What you typed is still here and is saved when the connection is back."
      : "No connection. What you typed is still here; the route shown may be old.",
    out: "You are signed out. What you typed is still here.",
    busy: "No answer yet. What you typed is still here; trying again.",
    gone: "This draft was thrown away on another page. Nothing typed here is saved.",
    long: "This is too long to be saved. Shorten what happened.",
  };
  let edits = 0; // changes on this page
  let kept = 0; // how many of them the server has
  let sending = false;
  let waiting = null; // a button pressed while another answer was awaited
  let leaving = false;
  let renewed = false; // whether the last answer brought a new token
  let timer;

  const unsaved = () => (isDraft ? edits !== kept : edits > 0);
  const choosing = () => form.querySelector("[data-choose]");

  function say(words, { signIn = false } = {}) {
    const status = form.querySelector("[data-status]");
    if (!status) return;
    status.setAttribute("role", "status");
    status.textContent = words;
    if (signIn) {
      const link = document.createElement("a");
      link.href = "/sign-in";
      link.target = "_blank";
      link.textContent = "Sign in on a new page";
      status.append(" ", link, ", then come back to this one.");
    }
  }

  function later(ms, button) {
    clearTimeout(timer);
    timer = setTimeout(() => send(button), ms);
  }

  async function send(button) {
    if (sending) {
      waiting = button || waiting;
      return;
    }
    if (choosing() && !button) return;
    sending = true;
    clearTimeout(timer);
    const at = edits;
    const body = new URLSearchParams(new FormData(form));
    body.append("live", "yes"); // wants the page back; only a button acts
    if (button) body.append(button.name, button.value);
    let retry = null;
    try {
      const answer = await fetch(form.dataset.live, { method: "POST", body, redirect: "manual" });
      retry = await took(answer, at, button);
    } catch {
      say(WORDS.offline);
      retry = AGAIN;
    }
    sending = false;
    if (waiting) {
      const pressed = waiting;
      waiting = null;
      later(0, pressed);
    } else if (retry !== null) {
      later(retry, button);
    }
  }

  // Takes an answer in; how long until the next try, or null when all is well.
  async function took(answer, at, button) {
    if (answer.type === "opaqueredirect" && isDraft) {
      leaving = true; // it is logged: the draft's address leads to the incident
      location.assign(form.dataset.at);
      return null;
    }
    if (answer.status === 401) {
      say(WORDS.out, { signIn: true });
      return AGAIN;
    }
    if (answer.status === 413 || answer.status === 410) {
      say(answer.status === 413 ? WORDS.long : WORDS.gone);
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.status === 400) {
      const fresh = page.querySelector("main input[name=csrf_token]");
      if (fresh) form.elements.csrf_token.value = fresh.value;
      renewed = Boolean(fresh) && !renewed; // twice in a row helps nobody
      return renewed ? 0 : AGAIN;
    }
    renewed = false;
    const next = page.querySelector("form[data-live]");
    if (!next) {
      say(WORDS.busy);
      return AGAIN;
    }
    if (answer.ok && isDraft) history.replaceState(null, "", form.dataset.at);
    if (edits !== at) {
      // Something was typed since: what came back is old. Only its version counts.
      const { version } = form.elements;
      if (version && answer.ok) version.value = next.elements.version.value;
      return CHOOSING;
    }
    if (answer.ok) kept = at;
    swap(next, button);
    return null;
  }

  function swap(next, button) {
    const active = document.activeElement;
    const place = active && form.contains(active) ? active.getBoundingClientRect().top : null;
    const then = button && button.dataset.then; // before the button becomes that of the next row
    for (const each of next.querySelectorAll("[autofocus]")) each.autofocus = false; // not as it types
    Idiomorph.morph(form, next, {
      morphStyle: "outerHTML",
      ignoreActiveValue: true,
      callbacks: {
        beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
      },
    });
    form.classList.add("live");
    if (choosing() && !button) {
      choosing().focus();
    } else if (then) {
      const first = document.getElementById(then);
      if (first) first.focus();
    } else if (place !== null && active.isConnected) {
      scrollBy(0, active.getBoundingClientRect().top - place); // nothing moves under the thumb
    }
  }

  form.addEventListener("input", (event) => {
    edits += 1;
    const typed = event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea");
    later(typed ? TYPING : CHOOSING);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault(); // Enter finds or shows; it never logs
      later(0);
    }
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && "live" in button.dataset) {
      event.preventDefault();
      edits += 1;
      send(button);
    } else if (navigator.onLine) {
      leaving = true;
    } else {
      event.preventDefault(); // the browser would show its own page and drop this one
      say(WORDS.offline);
    }
  });
  addEventListener("online", () => edits !== kept && later(0));
  addEventListener("focus", () => edits !== kept && later(0));
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && edits !== kept && !leaving) later(0);
  });
  addEventListener("beforeunload", (event) => {
    if (unsaved() && !leaving) event.preventDefault();
  });
  form.classList.add("live");
})();
