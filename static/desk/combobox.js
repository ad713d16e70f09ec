/**
 * A field to search a list on the server with: the combobox pattern of the ARIA Authoring Practices Guide.
 *
 * @param {Element} place  where it is put
 * @param {string} label  what is searched
 * @param {string} url  answers with {results: [{id, text}]} to what is typed, which is put behind it
 * @param {(option: {id: string, text: string}) => void} choose  called with what is chosen; id is "" for a new one
 * @param {(name: string) => string} [newText]  how something new is offered; without it only what is found is
 */
export function combobox(place, { label, url, choose, newText }) {
  const id = `combobox-${Math.random().toString(36).slice(2)}`;
  place.innerHTML = `<label></label><input role="combobox" type="text" autocomplete="off" aria-autocomplete="list"
    aria-expanded="false"><ul role="listbox" hidden></ul><span role="status" class="visually-hidden"></span>`;
  place.classList.add("combobox");
  const [name, input, list, status] = place.children;
  name.textContent = label;
  Object.assign(name, { htmlFor: id });
  input.id = id;
  list.id = `${id}-list`;
  list.setAttribute("aria-label", label);
  input.setAttribute("aria-controls", list.id);

  let options = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function show() {
    list.replaceChildren(
      ...options.map(({ shown }, index) => {
        const item = document.createElement("li");
        Object.assign(item, { id: `${id}-${index}`, textContent: shown });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        return item;
      }),
    );
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
    status.textContent = options.length ? options.map(({ shown }) => shown).join(", ") : "";
    active = -1;
  }

  function move(to) {
    if (!options.length) return;
    active = (to + options.length) % options.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const option = options[index];
    if (!option) return;
    input.value = "";
    options = [];
    close();
    choose(option);
    input.focus();
  }

  async function search() {
    const term = input.value.trim();
    const mine = (asked += 1);
    if (!term) {
      options = [];
      return show();
    }
    const response = await fetch(url + encodeURIComponent(term)).catch(() => null);
    const { results = [] } = response?.ok ? await response.json().catch(() => ({})) : {};
    if (mine !== asked) return;
    options = results.map((found) => ({ id: String(found.id), text: found.text, shown: found.text }));
    const isThere = options.some(({ text }) => text.toLowerCase() === term.toLowerCase());
    if (newText && !isThere) options.push({ id: "", text: term, shown: newText(term) });
    show();
  }

  // What is typed here is no value of the form around it.
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("input", (event) => {
    event.stopPropagation();
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  input.addEventListener("keydown", async (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") move(active + 1);
    else if (event.key === "ArrowUp") move(active - 1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter") {
      event.preventDefault();
      // Who types quickly presses Enter before the list is there.
      if (!options.length) {
        clearTimeout(timer);
        await search();
      }
      take(Math.max(active, 0));
      return;
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => close());
  // Before the field loses the focus.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    take([...list.children].indexOf(event.target.closest("li")));
  });
}
