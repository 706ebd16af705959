// Copying and dragging. Without this script the links can be selected and the buttons move.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  const word = button.querySelector("span");
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      word.textContent = "Copied";
    } catch {
      word.textContent = "Selected: copy it with the keyboard";
    }
  });
}

for (const field of document.querySelectorAll("[data-whole]")) {
  field.addEventListener("focus", () => field.select());
}

const list = document.querySelector("[data-sortable]");
let carried = null;

const tell = () => {
  const pieces = [...list.children];
  pieces.forEach((piece, at) => {
    piece.querySelector("[value^='up:']").disabled = at === 0;
    piece.querySelector("[value^='down:']").disabled = at === pieces.length - 1;
  });
};

const carry = (piece) => {
  piece.draggable = true;
  // A badge that is carried from within its note would leave no way to select text.
  for (const field of piece.querySelectorAll("textarea")) {
    field.addEventListener("pointerenter", () => { piece.draggable = false; });
    field.addEventListener("pointerleave", () => { piece.draggable = true; });
  }
  piece.addEventListener("dragstart", (event) => {
    carried = piece;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    piece.dataset.carried = "";
  });
  piece.addEventListener("dragend", () => {
    delete piece.dataset.carried;
    carried = null;
    tell();
  });
  piece.addEventListener("dragover", (event) => {
    if (!carried) return;
    event.preventDefault();
    if (carried === piece) return;
    const box = piece.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    piece[below ? "after" : "before"](carried);
  });
  piece.addEventListener("drop", (event) => {
    if (!carried) return;
    event.preventDefault();
    delete piece.dataset.carried;
    document.getElementById("arrange").requestSubmit();
  });
};

if (list) [...list.children].forEach(carry);
