// Asks the browser for a passkey when a form's button is pressed, and sends what it answers.
//
// The server says what is asked and checks what comes back; nothing is kept here.
"use strict";
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const makes = "makes" in form.dataset;
  const said = form.querySelector("[data-said]");

  async function ask() {
    const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value });
    const asked = await fetch(form.dataset.passkey, { method: "POST", body });
    if (!asked.ok) throw new Error(String(asked.status));
    const options = await asked.json();
    const found = makes
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
        });
    return JSON.stringify(found.toJSON());
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    if (!window.PublicKeyCredential?.parseCreationOptionsFromJSON) {
      said.textContent = "This browser makes no passkeys. Use an app, or a newer browser.";
      return;
    }
    try {
      form.elements.answer.value = await ask();
    } catch {
      said.textContent = "No passkey was used. Press the button to try again.";
      return;
    }
    form.submit();
  });
}
