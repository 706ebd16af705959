// Joins the browser's passkeys to our forms: `data-passkey` on a form names what it does.
const AWAY = "The browser gave us no passkey. Try again, or use another way to sign in.";

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const button = form.querySelector("[data-passkey-start]");
  const credential = form.querySelector("input[name=credential]");
  const alone = form.querySelector("input[name=passwordless]");
  button.id ||= `${form.dataset.passkey}-start`;
  const start = button.id;
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: {
      add: start,
      login: start,
      authenticate: start,
      credential: credential.id,
      passwordless: alone?.id,
      data: "passkey-data",
    },
  });
  const error = document.createElement("p");
  error.className = "error";
  error.setAttribute("role", "alert");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    error.textContent = AWAY;
    button.after(error);
  });
}
