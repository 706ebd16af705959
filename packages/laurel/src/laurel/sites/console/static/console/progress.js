// Work that goes on in the background: the page looks again by itself until it is done.
// Without this script there is a link that does the same.
const EVERY = 1500;

const look = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [before, after] = [document, fresh].map((page) => page.querySelector("[data-progress]"));
  if (!before || !after) return;
  before.replaceChildren(...after.childNodes);
  before.toggleAttribute("data-going", after.hasAttribute("data-going"));
  document.title = fresh.title;
  wait();
};

const wait = () => {
  if (document.querySelector("[data-progress][data-going]")) setTimeout(() => look().catch(wait), EVERY);
};

wait();
