// The previews follow the form: what is typed, chosen or uploaded is posted, and the stage that
// comes back takes the place of the old one. Without this script "Look first" does the same.
const studio = document.querySelector("[data-studio]");
const form = studio?.closest("form");

if (form) {
  let timer;
  let running;
  const files = () => [...studio.querySelectorAll("input[type=file]")];

  const follow = async () => {
    running?.abort();
    running = new AbortController();
    const said = new FormData(form);
    said.append("stage", "1");
    const sent = files().filter((input) => input.files.length);
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST",
        body: said,
        signal: running.signal,
      });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-stage]");
      if (!fresh) return;
      studio.querySelector("[data-stage]").replaceWith(fresh);
      // What was taken need not travel again; what was refused is said beside the picture.
      for (const input of sent) {
        const taken = fresh.querySelector(`input[value="${input.name.replace("art-", "")}"]`);
        input.closest(".field")?.classList.toggle("bad", !taken);
        if (taken) input.value = "";
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  };

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(follow, 300);
  });
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file") return;
    const most = Number(event.target.dataset.mostBytes);
    if (event.target.files[0]?.size > most) return; // upload.js says so
    clearTimeout(timer);
    follow();
  });
}
