// The conversation: loads it, keeps it live, and sends what the person says.

import * as api from "./api.js";
import { fill } from "./bubble.js";
import { openMenu, confirmBy, alertWith, toast } from "./popups.js";
import { startPanel } from "./panel.js";

const at = (id) => document.getElementById(id);
const list = at("messages");
const scroller = at("scroller");
const input = at("message-input");
const statusLine = at("bot-status");
const pressed = new Map();
const answered = new Set();
let bot = { name: "TelegramAI", commands: [] };
let online = true;
let unread = 0;
let actionEnds = 0;
let oldest = null;
let missed = 0;

const actions = { send, jump, press };
const actionNames = { typing: "typing", upload_video: "sending a video", upload_document: "sending a file", record_video: "recording a video" };

// --- messages ---

const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;

function toEnd(smooth) {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior: smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches ? "smooth" : "instant" });
}

function put(change) {
  const id = change.message_id;
  const known = at(`message-${id}`);
  if (known && Number(known.dataset.version) >= change.version) return null;
  // A change of a message that is further back than what is loaded shows when that is loaded.
  if (!known && oldest !== null && id < oldest) return null;
  const item = known ?? document.createElement("li");
  item.dataset.version = change.version;
  fill(item, change, actions);
  if (!known) {
    let before = list.lastElementChild;
    while (before && !(Number(before.dataset.messageId) < id)) before = before.previousElementSibling;
    if (before) before.after(item);
    else list.prepend(item);
  }
  return known ? null : item;
}

function remove(id) {
  at(`message-${id}`)?.remove();
  arrange();
}

function dayName(date) {
  const today = new Date();
  if (date.toDateString() === today.toDateString()) return "Today";
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === yesterday.toDateString()) return "Yesterday";
  const year = date.getFullYear() === today.getFullYear() ? undefined : "numeric";
  return date.toLocaleDateString("en", { day: "numeric", month: "long", year });
}

// Days between the messages, and tails at the end of what one side says in a row.
function arrange() {
  for (const day of list.querySelectorAll(".day")) day.remove();
  let last = null;
  for (const item of [...list.querySelectorAll(".message")]) {
    const date = new Date(Number(item.dataset.date) * 1000);
    const newDay = !last || new Date(Number(last.dataset.date) * 1000).toDateString() !== date.toDateString();
    if (newDay) {
      const day = document.createElement("li");
      day.className = "day";
      const label = document.createElement("span");
      label.textContent = dayName(date);
      day.append(label);
      item.before(day);
    }
    const continues = last && !newDay && last.dataset.from === item.dataset.from && Number(item.dataset.date) - Number(last.dataset.date) < 300;
    item.classList.toggle("first", !continues);
    last?.classList.toggle("last", !continues);
    last = item;
  }
  last?.classList.add("last");
  at("about").hidden = list.children.length > 0 || !bot.description;
}

let arranging = 0;
function arrangeSoon(stick, own) {
  if (arranging) return;
  arranging = requestAnimationFrame(() => {
    arranging = 0;
    arrange();
    if (stick || own) toEnd(true);
  });
}

function receive(change) {
  const stick = atEnd();
  const item = put(change);
  if (item) {
    item.classList.add("arriving");
    if (change.message.from.is_bot) showAction(null);
    if (!stick && change.message.from.is_bot) showUnread(unread + 1);
    if (change.notifies && document.hidden) showMissed(missed + 1);
  }
  arrangeSoon(stick, item && !change.message.from.is_bot);
}

function jump(id) {
  const item = at(`message-${id}`);
  if (!item) return;
  item.scrollIntoView({ block: "center" });
  item.classList.remove("pointed");
  requestAnimationFrame(() => item.classList.add("pointed"));
}

function showUnread(count) {
  unread = count;
  at("unread").textContent = count;
  at("unread").hidden = count === 0;
}

// A message that is to notify shows in the title of a tab that is in the background, as a ring would; a silent one does not.
function showMissed(count) {
  missed = count;
  document.title = count ? `(${count}) ${bot.name}` : bot.name;
}
document.addEventListener("visibilitychange", () => document.hidden || showMissed(0));

scroller.addEventListener("scroll", () => {
  const end = atEnd();
  at("to-end").hidden = end;
  if (end && unread) showUnread(0);
}, { passive: true });
at("to-end").addEventListener("click", () => toEnd(true));

// Whatever grows (a video whose size comes late, the keyboard of a phone), the newest message stays in sight.
let sticking = true;
scroller.addEventListener("scroll", () => (sticking = atEnd()), { passive: true });
new ResizeObserver(() => sticking && toEnd(false)).observe(list);
new ResizeObserver(() => sticking && toEnd(false)).observe(scroller);

at("earlier").addEventListener("click", async () => {
  const from = scroller.scrollHeight;
  const page = await api.history(oldest);
  oldest = page.messages[0]?.message_id ?? oldest;
  page.messages.forEach(put);
  arrange();
  at("earlier").hidden = page.messages.length < 100;
  scroller.scrollTop += scroller.scrollHeight - from;
});

// --- sending ---

async function send(text) {
  try {
    for (const change of await api.send(text)) receive(change);
    return true;
  } catch (error) {
    toast(`Not sent. ${error.message}`);
    return false;
  }
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 200)}px`;
  at("composer").classList.toggle("has-text", input.value.trim() !== "");
}

at("composer").addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = input.value;
  if (!text.trim()) return;
  input.value = "";
  grow();
  input.focus();
  if (!(await send(text)) && !input.value) {
    input.value = text;
    grow();
  }
});
input.addEventListener("input", grow);
input.addEventListener("keydown", (event) => {
  // While an input method composes a character, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  at("composer").requestSubmit();
});

async function press(button, messageId, data) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  const done = () => button.removeAttribute("aria-busy");
  try {
    const { query_id: id } = await api.press(messageId, data);
    if (answered.delete(id)) return done();
    pressed.set(id, done);
    setTimeout(() => pressed.delete(id) && done(), 15000);
  } catch (error) {
    done();
    toast(error.message);
  }
}

function showAnswer({ query_id: id, text, show_alert: alert }) {
  if (pressed.has(id)) {
    pressed.get(id)();
    pressed.delete(id);
  } else {
    answered.add(id);
  }
  if (text && alert) alertWith(text);
  else if (text) toast(text);
}

// --- header ---

function showStatus() {
  const acting = Date.now() < actionEnds;
  if (!acting) statusLine.textContent = online ? "bot" : "connecting…";
  statusLine.classList.toggle("acting", acting);
}

// Telegram shows an action for five seconds at most.
function showAction(action) {
  actionEnds = action ? Date.now() + 5000 : 0;
  if (action) {
    statusLine.textContent = actionNames[action] ?? "typing";
    setTimeout(showStatus, 5050);
  }
  showStatus();
}

function showBlocked(blocked) {
  at("composer").hidden = blocked;
  at("suggestions").classList.toggle("off", blocked);
  at("unblock-button").hidden = !blocked;
  at("block-button").textContent = blocked ? "Unblock bot" : "Block bot";
  at("block-button").dataset.blocked = blocked;
}

function showBot(card) {
  bot = card;
  at("bot-name").textContent = card.name;
  showMissed(missed);
  at("avatar").textContent = [...card.name][0] ?? "";
  at("about-text").textContent = card.description ?? "";
  at("commands-place").hidden = card.commands.length === 0;
  at("commands").replaceChildren(...card.commands.map((command) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("role", "menuitem");
    const description = document.createElement("span");
    description.textContent = command.description;
    const name = document.createElement("code");
    name.textContent = `/${command.command}`;
    button.append(description, name);
    button.addEventListener("click", () => send(`/${command.command}`));
    return button;
  }));
  arrange();
}

async function showSuggestions() {
  const offered = await api.suggestions().catch(() => []);
  at("suggestions").hidden = offered.length === 0;
  at("suggestions").replaceChildren(...offered.map((suggestion) => {
    const item = document.createElement("li");
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.dir = "auto";
    chip.textContent = suggestion.label;
    chip.title = suggestion.text;
    chip.addEventListener("click", () => send(suggestion.text));
    item.append(chip);
    return item;
  }));
}

const toggleBlock = () => api.block(at("block-button").dataset.blocked !== "true").catch((error) => toast(error.message));
at("block-button").addEventListener("click", toggleBlock);
at("unblock-button").addEventListener("click", toggleBlock);
at("clear-button").addEventListener("click", async () => {
  if (await confirmBy("Delete all messages of this chat?", "Delete")) await api.clear().catch((error) => toast(error.message));
});
openMenu(at("menu-button"), at("menu"));
openMenu(at("commands-button"), at("commands"));

// --- start ---

async function start() {
  const opened = await api.history();
  oldest = opened.messages.length === 100 ? opened.messages[0].message_id : null;
  opened.messages.forEach(put);
  at("earlier").hidden = oldest === null;
  showBot(opened.bot);
  showBlocked(opened.blocked);
  toEnd(false);
  api.listen(opened.version, {
    message: receive,
    deleted: (change) => remove(change.message_id),
    action: ({ action }) => showAction(action),
    // The server's data was put away: what this page shows is no more.
    reset: () => location.reload(),
    answer: showAnswer,
    blocked: ({ blocked }) => showBlocked(blocked),
    bot: async () => showBot((await api.history()).bot),
    online: (is) => {
      online = is;
      showStatus();
    },
  });
  document.documentElement.dataset.ready = "true";
}

// The server may still be starting: the page waits for it.
async function startWhenThere() {
  try {
    await start();
  } catch {
    online = false;
    showStatus();
    setTimeout(startWhenThere, 1000);
  }
}

startPanel();
showSuggestions();
startWhenThere();
if (matchMedia("(pointer: fine)").matches) input.focus();
