// One message as a bubble. A changed message keeps its bubble: a video that plays goes on playing, and a button that is being pressed is pressed.

import { fileAddress } from "./api.js";
import { render } from "./text.js";

const tick = "M2.5 8.7l3.600 3.600 7.400-8";
const secondTick = "M9.100 12.300l7.400-8";

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function svg(viewBox, ...paths) {
  const root = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  root.setAttribute("viewBox", viewBox);
  root.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", d);
    root.append(path);
  }
  return root;
}

function meta(message, outgoing, seen) {
  const node = make("span", "meta");
  if (message.edit_date && message.text) node.append(make("span", "edited", "edited "));
  const time = make("time", null, new Date(message.date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false }));
  time.dateTime = new Date(message.date * 1000).toISOString();
  node.append(time);
  if (outgoing) {
    node.append(svg("0 0 18 16", ...(seen ? [tick, secondTick] : [tick])));
    node.append(make("span", "visually-hidden", seen ? "received by the bot" : "sent"));
  }
  return node;
}

function quote(answered, onJump) {
  const button = make("button", "quote");
  button.type = "button";
  button.append(make("b", null, answered.from.is_bot ? answered.from.first_name : "You"));
  const text = make("span", null, answered.text ?? answered.caption ?? (answered.video ? "Video" : ""));
  text.dir = "auto";
  button.append(text);
  button.addEventListener("click", () => onJump(answered.message_id));
  return button;
}

function video(message) {
  const frame = make("div", "video");
  const player = make("video");
  player.controls = true;
  player.preload = "metadata";
  player.playsInline = true;
  player.src = fileAddress(message.video.file_id);
  player.setAttribute("aria-label", message.caption?.split("\n")[0] ?? message.video.file_name ?? "Video");
  // A style set by a script is no inline style to the content security policy.
  if (message.video.width && message.video.height) {
    player.width = message.video.width;
    player.height = message.video.height;
    player.style.aspectRatio = `${message.video.width} / ${message.video.height}`;
    if (message.video.height > message.video.width) frame.classList.add("upright");
  }
  frame.append(player);
  return frame;
}

function keyboard(message, actions) {
  const node = make("div", "keyboard");
  for (const row of message.reply_markup.inline_keyboard) {
    const line = make("div", "keyboard-row");
    for (const choice of row) {
      const address = choice.url ?? choice.web_app?.url;
      const button = make(address ? "a" : "button", "key", choice.text);
      button.dir = "auto";
      if (address) {
        if (/^https?:/i.test(address)) button.href = address;
        button.target = "_blank";
        button.rel = "noopener noreferrer";
        button.append(svg("0 0 10 10", "M3 1.5h5.5V7M8.5 1.5l-7 7"));
      } else {
        button.type = "button";
        button.addEventListener("click", () => actions.press(button, message.message_id, choice.callback_data));
      }
      line.append(button);
    }
    node.append(line);
  }
  return node;
}

// What the chat itself has to say.
function service(message) {
  if (message.forum_topic_created) return `The topic “${message.forum_topic_created.name}” was created`;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "The group became a supergroup";
  return null;
}

function reaction(emoji) {
  const node = make("span", "reaction", emoji);
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", `The bot reacted with ${emoji}`);
  return node;
}

/** Fills a message's list item, or fills it again. */
export function fill(item, change, actions) {
  const { message, seen } = change;
  const outgoing = !message.from.is_bot;
  const media = message.video?.file_id ?? "";
  const keptVideo = media && item.dataset.media === media ? item.querySelector(".video") : null;
  const keys = message.reply_markup ? JSON.stringify(message.reply_markup) : "";
  const keepsKeys = item.dataset.keys === keys;

  item.id = `message-${message.message_id}`;
  item.dataset.messageId = message.message_id;
  item.dataset.date = message.date;
  item.dataset.media = media;
  item.dataset.keys = keys;
  item.dataset.from = message.from.is_bot ? "bot" : "person";
  item.classList.add("message");
  item.classList.toggle("out", outgoing);
  item.classList.toggle("in", !outgoing);
  item.classList.toggle("with-video", Boolean(message.video));
  item.classList.toggle("with-keyboard", Boolean(message.reply_markup));

  const text = message.text ?? message.caption ?? service(message);
  const body = [make("span", "visually-hidden", outgoing ? "You: " : `${message.from.first_name}: `)];
  if (message.reply_to_message) body.push(quote(message.reply_to_message, actions.jump));
  if (message.video) body.push(keptVideo ?? video(message));
  if (text) {
    const words = make("div", "text");
    const flow = make("span", "words");
    flow.dir = "auto";
    flow.append(...render(text, message.entities ?? message.caption_entities, actions.send));
    words.append(flow, meta(message, outgoing, seen));
    body.push(words);
  } else {
    const floating = meta(message, outgoing, seen);
    floating.classList.add("over");
    body.push(floating);
  }
  if (change.reaction) body.push(reaction(change.reaction));

  const bubble = item.querySelector(".bubble") ?? make("div", "bubble");
  const emoji = text && !message.video && !message.reply_to_message && /^(?:\p{Extended_Pictographic}(?:️|‍\p{Extended_Pictographic}|\p{Emoji_Modifier})*){1,3}$/u.test(text);
  bubble.classList.toggle("big-emoji", Boolean(emoji));
  if (keptVideo) {
    // Moving a video out of the page, even for a moment, would stop it.
    for (const child of [...bubble.children]) if (child !== keptVideo) child.remove();
    const index = body.indexOf(keptVideo);
    keptVideo.before(...body.slice(0, index));
    keptVideo.after(...body.slice(index + 1));
  } else {
    bubble.replaceChildren(...body);
  }

  // A click needs the same button at its start and its end, and progress changes the text in between.
  if (!keepsKeys) item.querySelector(".keyboard")?.remove();
  if (!bubble.isConnected) item.append(bubble);
  if (!keepsKeys && keys) item.append(keyboard(message, actions));
}
