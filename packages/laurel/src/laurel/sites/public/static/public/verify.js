// A dropped or chosen file is checked at once. Without this script the button does it.
const form = document.querySelector("form[data-verify]");
const file = form?.querySelector("input[type=file]");
file?.addEventListener("change", () => {
  if (file.files.length) form.requestSubmit();
});
