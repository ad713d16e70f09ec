/** Shows a portrait as soon as it is chosen, and says at once what cannot be used. The server judges again. */
for (const field of document.querySelectorAll("[data-portrait]")) {
  const input = field.querySelector("input[type=file]");
  const picture = field.querySelector("img");
  const told = field.querySelector("[data-told]");
  const saved = picture.getAttribute("src");

  const show = (source) => {
    picture.hidden = !source;
    if (source) picture.src = source;
  };
  const refuse = () => {
    input.value = "";
    show(saved);
    told.textContent = field.dataset.saysRefused;
  };

  input.addEventListener("change", () => {
    told.textContent = "";
    const [file] = input.files;
    if (!file) return show(saved);
    if (file.type && !input.accept.split(",").includes(file.type)) return refuse();
    const reader = new FileReader();
    reader.addEventListener("load", () => show(reader.result));
    reader.readAsDataURL(file);
  });
  picture.addEventListener("error", () => {
    if (input.files.length) refuse();
  });
}
