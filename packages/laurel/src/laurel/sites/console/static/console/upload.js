// A picture that is too large is refused before it travels, beside its field and with
// everything typed still there. Without this script the server says the same.
const words = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  const most = Number(input.dataset.mostBytes);
  const field = input.closest(".field");
  const error = document.createElement("p");
  error.className = "error";
  error.id = `${input.id}_too_large`;
  error.setAttribute("role", "alert");
  const described = input.getAttribute("aria-describedby") ?? "";

  const judge = () => {
    const file = input.files[0];
    const wrong = Boolean(file) && file.size > most;
    field.classList.toggle("bad", wrong);
    input.toggleAttribute("aria-invalid", false);
    if (wrong) {
      error.textContent = `This file has ${words(file.size)}; a picture may have ${words(most)}. Save it smaller, or choose another one.`;
      field.append(error);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", `${described} ${error.id}`.trim());
    } else {
      error.remove();
      input.setAttribute("aria-describedby", described);
    }
    return !wrong;
  };

  input.addEventListener("change", judge);
  input.form.addEventListener("submit", (event) => {
    if (!judge()) {
      event.preventDefault();
      input.focus();
    }
  });
}
