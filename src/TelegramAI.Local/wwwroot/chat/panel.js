// Dark or light, and the operator's view beside the chat where there is room for it.

const at = (id) => document.getElementById(id);
const wide = matchMedia("(min-width: 1000px)");
const dark = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function toggleTheme() {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  localStorage.setItem("theme", theme);
  at("theme-button").setAttribute("aria-pressed", String(theme === "dark"));
}

function layOut() {
  const shown = wide.matches && localStorage.getItem("panel") !== "hidden";
  const panel = at("panel");
  panel.hidden = !shown;
  document.body.classList.toggle("with-panel", shown);
  at("panel-toggle").hidden = !wide.matches;
  at("panel-toggle").textContent = shown ? "Hide the operator's view" : "Show the operator's view";
  if (!shown || panel.firstChild) return;

  // Only now: a phone never loads it.
  const frame = document.createElement("iframe");
  frame.id = "operator-frame";
  frame.title = "Operator's view";
  frame.src = "/operator/";
  panel.append(frame);
}

export function startPanel() {
  at("theme-button").setAttribute("aria-pressed", String(isDark()));
  at("theme-button").addEventListener("click", toggleTheme);
  at("panel-toggle").addEventListener("click", () => {
    localStorage.setItem("panel", at("panel").hidden ? "shown" : "hidden");
    layOut();
  });
  wide.addEventListener("change", layOut);
  layOut();
}
