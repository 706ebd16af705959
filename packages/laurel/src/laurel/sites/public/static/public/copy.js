// Buttons that copy what they name. Without this script the text is selected and copied by hand.
const SAID = "Copied";
const SAID_FOR = 2000;

const spoken = document.createElement("p"); // for who does not see the button change
spoken.className = "vh";
spoken.setAttribute("role", "status");
document.querySelector("main").append(spoken);

function plain(element) {
  return element.innerText.trim();
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(element, rich) {
  if (rich && window.ClipboardItem && navigator.clipboard?.write) {
    const parts = {
      "text/html": new Blob([element.innerHTML], { type: "text/html" }),
      "text/plain": new Blob([plain(element)], { type: "text/plain" }),
    };
    await navigator.clipboard.write([new ClipboardItem(parts)]);
  } else if (!rich && navigator.clipboard) {
    await navigator.clipboard.writeText(plain(element));
  } else {
    throw new Error("no clipboard here");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const element = document.getElementById(button.dataset.copy);
  const label = button.querySelector("span");
  const before = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy(element, "copyRich" in button.dataset);
    } catch {
      select(element); // an insecure page has no clipboard: the old way, from the selection
      if (!document.execCommand("copy")) return;
    }
    label.textContent = spoken.textContent = SAID;
    setTimeout(() => {
      label.textContent = before;
      spoken.textContent = "";
    }, SAID_FOR);
  });
}
