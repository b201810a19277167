// The little of the DOM that the console needs. Text only ever becomes text: a title is somebody else's.

export const byId = (id) => document.getElementById(id);

export function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Writes only what differs: twice a second, a page must not lose its selection or make a screen reader start again.
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

// Makes the children of a node those of a list, keeps those that stay, and puts them in the list's order.
export function keyed(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    let child = old.get(key);
    if (child) {
      old.delete(key);
    } else {
      child = create(item);
      child.dataset.key = key;
    }
    update(child, item);
    if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
  });
  old.forEach((child) => child.remove());
}
