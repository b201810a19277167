// Runs before the first paint, so that a dark page never flashes light. The operator's view reads the same key.
(() => {
  const saved = localStorage.getItem("theme");
  if (saved === "dark" || saved === "light") document.documentElement.dataset.theme = saved;
})();
