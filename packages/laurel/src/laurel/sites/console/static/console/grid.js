// The button and the sentence beside it say how many will get the badge, as one chooses what
// happens to those who have it already. Without this script the server counts the same.
const form = document.querySelector("#award");

const count = () => {
  const sentence = form.querySelector("[data-going]");
  const chosen = form.querySelector("[name=duplicates]:checked") ?? form.querySelector("[name=duplicates]");
  const number = Number(chosen.value === "skip" ? sentence.dataset.skip : sentence.dataset.take);
  sentence.textContent = `${number} ${number === 1 ? "person" : "people"} will get this badge.`;
  form.querySelector("[data-award] span").textContent = `Award ${number}`;
};

form.addEventListener("change", (event) => {
  if (event.target.name === "duplicates") count();
  if (event.target.name === "at" && event.target.value) {
    const later = form.querySelector("[name=when][value=at]");
    if (later) later.checked = true;
  }
});
document.body.addEventListener("htmx:afterSettle", count);

// Whoever stood in the cell that is drawn anew (on a cure beside it) goes on in the next one.
let stood = null;
document.body.addEventListener("htmx:beforeSwap", (event) => {
  stood = event.detail.target.contains(document.activeElement) ? event.detail.target : null;
});
document.body.addEventListener("htmx:afterSwap", () => {
  const next = stood?.nextElementSibling?.querySelector("input, textarea, button");
  next?.focus();
  stood = null;
});
