// What the page asks its server.

export const chatId = Number.parseInt(new URLSearchParams(location.search).get("chat") ?? "1", 10) || 1;

async function ask(path, body) {
  const response = await fetch(path, body && {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ chat: chatId, ...body }),
  });
  const answer = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new Error(answer?.error ?? `The server answered ${response.status}.`);
  return answer;
}

export const history = (before) => ask(`/chat/messages?chat=${chatId}${before ? `&before=${before}` : ""}`);
export const suggestions = () => ask("/chat/suggestions");
export const send = (text) => ask("/chat/messages", { text });
export const press = (messageId, data) => ask("/chat/callbacks", { message_id: messageId, data });
export const block = (blocked) => ask("/chat/block", { blocked });
export const clear = () => ask("/chat/clear", {});
export const fileAddress = (fileId) => `/chat/files/${encodeURIComponent(fileId)}`;

/** Listens from a version on. The browser comes back by itself and then names the last version it got. */
export function listen(version, handlers) {
  const source = new EventSource(`/chat/events?chat=${chatId}&after=${version}`);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => event.data !== undefined && handle(JSON.parse(event.data)));
  }
  source.addEventListener("open", () => handlers.online?.(true));
  source.addEventListener("error", () => handlers.online?.(false));
  // A page that is left must not hold one of the browser's few connections to this server.
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}
