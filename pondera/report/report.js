// The page works without this script; with it the list of documents can be searched, filtered and sorted, and the
// language stays as chosen.
"use strict";
(() => {
  const radios = [...document.querySelectorAll("input[name=lang]")];
  const spoken = () => (radios.find((radio) => radio.checked) || {}).value;
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  const kept = () => {
    const asked = new URLSearchParams(location.search).get("lang");
    try { return asked || localStorage.getItem("pondera-lang"); } catch { return asked; }
  };
  const speak = () => {
    const language = spoken();
    if (!language) return;
    document.documentElement.lang = language;
    try { localStorage.setItem("pondera-lang", language); } catch { /* a browser that keeps nothing */ }
    for (const link of document.querySelectorAll("a[data-page]"))
      link.href = link.dataset.page.replace(/(#|$)/, `?lang=${language}$1`);
    for (const option of document.querySelectorAll(`[data-${language}]`))
      if (option.tagName === "OPTION") option.textContent = option.dataset[language];
      else option.setAttribute("placeholder", option.dataset[language]);
  };
  for (const radio of radios) {
    radio.addEventListener("change", speak);
    if (radio.value === kept()) radio.checked = true;
  }
  speak();

  const form = document.querySelector("form.filters");
  if (!form) return;
  form.hidden = false;
  const rows = [...document.querySelectorAll(".documents tbody tr")];
  const texts = rows.map((row) => folded(row.textContent));
  const count = document.querySelector(".shown-count");
  const apply = () => {
    const wanted = new FormData(form);
    const words = folded(wanted.get("text")).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = words.every((word) => texts[place].includes(word)) &&
        ["status", "type", "format", "year", "institution", "region"].every((name) =>
          !wanted.get(name) || row.dataset[name] === wanted.get(name)) &&
        (!wanted.get("found") || row.dataset.found.split(" ").includes(wanted.get("found")));
      row.hidden = !fits;
      shown += fits;
    });
    count.textContent = shown;
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();

  const body = document.querySelector(".documents tbody");
  document.querySelectorAll(".documents thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const value = (row) => row.children[column].dataset.sort ?? row.children[column].textContent.trim();
      const order = new Intl.Collator(spoken(), { numeric: true });
      body.append(...[...rows].sort((one, other) => order.compare(value(one), value(other)) * (up ? 1 : -1)));
    });
  });
})();
