// A chosen space is shown at once. Without this script the button does it.
const form = document.querySelector("form[data-space]");
const button = form?.querySelector("button");
if (button) button.hidden = true;
form?.querySelector("select").addEventListener("change", () => form.requestSubmit());
