// The drawn badge beside the form follows the name while it is typed. Without this script
// the button "Look first" does the same.
const picture = document.querySelector("[data-preview]");
const field = document.querySelector("#id_name");
const heading = document.querySelector("[data-preview-name] bdi");

if (picture?.dataset.preview && field) {
  document.querySelector(".only-scripted")?.removeAttribute("hidden");
  let timer;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const address = new URL(picture.dataset.preview, document.baseURI);
      address.searchParams.set("name", field.value);
      picture.src = address;
      heading.textContent = field.value || "The name of the badge";
    }, 250);
  });
}
