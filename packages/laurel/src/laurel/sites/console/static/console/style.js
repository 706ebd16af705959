// The sample follows the colours and the shape while they are chosen. Without this script
// the button "Look first" does the same.
const form = document.querySelector("form[data-style-sample]");
const picture = document.querySelector("[data-sample]");

if (form && picture) {
  let timer;
  const follow = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const address = new URL(form.dataset.styleSample, document.baseURI);
      for (const name of ["brand_colour", "accent_colour", "badge_shape"]) {
        address.searchParams.set(name, new FormData(form).get(name) ?? "");
      }
      picture.src = address;
    }, 150);
  };
  form.addEventListener("input", follow);
}
