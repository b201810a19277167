// Menus, questions, and what is shown for a moment. All of them work with the keyboard.

const at = (id) => document.getElementById(id);

export function openMenu(button, menu) {
  const items = () => [...menu.querySelectorAll("[role=menuitem]:not([hidden])")];
  const close = (refocus) => {
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (refocus) button.focus();
  };
  button.addEventListener("click", () => {
    if (!menu.hidden) return close(true);
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    items()[0]?.focus();
  });
  menu.addEventListener("click", (event) => event.target.closest("[role=menuitem]") && close(true));
  menu.addEventListener("keydown", (event) => {
    const all = items();
    const index = all.indexOf(document.activeElement);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") close(false);
    else if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    }
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) close(false);
  });
}

function ask(text, ok, cancellable) {
  const dialog = at("alert");
  at("alert-text").textContent = text;
  at("alert-ok").textContent = ok;
  at("alert-ok").classList.toggle("danger", cancellable);
  at("alert-cancel").hidden = !cancellable;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true }));
}

export const confirmBy = (text, ok) => ask(text, ok, true);
export const alertWith = (text) => ask(text, "OK", false);

let hiding = 0;
export function toast(text) {
  const node = at("toast");
  clearTimeout(hiding);
  node.textContent = text;
  node.hidden = false;
  hiding = setTimeout(() => (node.hidden = true), 4000);
}
