/** Shows the picture that was chosen to be uploaded; without this module the form works alike. */
for (const form of document.querySelectorAll("form[data-preview]")) {
  const image = form.querySelector("img");
  form.querySelector("input[type=file]").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    image.hidden = true;
    if (!file) return;
    // As a data URL: the site's policy allows no other address of this kind.
    const reader = new FileReader();
    reader.addEventListener("load", () => (image.src = reader.result));
    reader.readAsDataURL(file);
  });
  image.addEventListener("load", () => (image.hidden = false));
}
