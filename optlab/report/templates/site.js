"use strict";
// The claims' table: rows are hidden, never made, so that the page is whole without this script.
(() => {
  const form = document.querySelector("form.filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("tbody tr[data-text]")];
  const count = document.querySelector("#count");
  const fields = [...form.elements].filter((e) => e.name);
  const apply = () => {
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((w) => row.dataset.text.includes(w)) &&
        fields.every((f) => f.name === "search" || !f.value || row.dataset[f.name].split("|").includes(f.value));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${rows.length} claims`;
    const asked = fields.filter((f) => f.value).map((f) => [f.name, f.value]);
    history.replaceState(null, "", asked.length ? "#" + new URLSearchParams(asked) : location.pathname);
  };
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (e) => e.preventDefault());
  apply();
})();
