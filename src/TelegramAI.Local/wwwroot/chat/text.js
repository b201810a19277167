// A message's text with its entities (links, commands, marks), as nodes. Offsets count UTF-16 units, as JavaScript does.

const marks = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre" };

function addressOf(entity, text) {
  const raw = entity.type === "text_link" ? entity.url : text;
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`);
    return ["http:", "https:", "tg:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

function element(entity, text, onCommand) {
  if (entity.type === "url" || entity.type === "text_link") {
    const address = addressOf(entity, text);
    if (!address) return document.createTextNode(text);
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.textContent = text;
    return link;
  }
  if (entity.type === "bot_command") {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "command";
    button.textContent = text;
    button.addEventListener("click", () => onCommand(text));
    return button;
  }
  const mark = document.createElement(marks[entity.type] ?? "span");
  mark.textContent = text;
  return mark;
}

export function render(text, entities, onCommand) {
  const nodes = [];
  let at = 0;
  for (const entity of [...(entities ?? [])].sort((a, b) => a.offset - b.offset)) {
    if (entity.offset < at) continue;
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    at = entity.offset + entity.length;
    nodes.push(element(entity, text.slice(entity.offset, at), onCommand));
  }
  if (at < text.length) nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}
