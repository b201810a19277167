// Each worker with its slots.

import { byId, element, keyed, say } from './dom.js';
import { duration } from './format.js';

const states = { pending: 'Starting', inservice: 'In service', standby: 'On standby', terminating: 'Stopping' };
const steps = { taken: 'Taken', resolve: 'Resolving', store: 'Storing', deliver: 'Delivering' };

export function showWorkers(workers, noWorkers) {
  byId('no-workers').hidden = workers.length > 0;
  say(byId('no-workers'), noWorkers);
  keyed(byId('workers'), workers, (worker) => worker.id, createWorker, updateWorker);
}

function createWorker() {
  const node = element('li', 'worker');
  const head = element('div', 'worker-head');
  head.append(element('b', 'worker-name'), element('span', 'badge'), element('span', 'note age'));
  node.append(head, element('ul', 'slots'));
  return node;
}

function updateWorker(node, worker) {
  const [head, slots] = node.children;
  const [name, badge, age] = head.children;
  node.dataset.state = worker.state;
  say(name, worker.id);
  badge.dataset.state = worker.state === 'inservice' && worker.jobs.length > 0 ? 'busy' : worker.state;
  say(badge, badge.dataset.state === 'busy' ? 'Working' : worker.state === 'inservice' ? 'Idle' : states[worker.state]);
  badge.title = worker.protected ? 'Protected: the group does not end it' : '';
  age.title = "On the fleet's clock";
  say(age, worker.age === null ? '' : duration(worker.age));

  const free = Math.max(0, worker.slots - worker.jobs.length);
  const rows = [...worker.jobs, ...Array.from({ length: worker.state === 'inservice' ? free : 0 }, (_, index) => ({ id: `free-${index}`, free: true }))];
  slots.hidden = rows.length === 0;
  keyed(slots, rows, (slot) => slot.id, createSlot, updateSlot);
}

function createSlot(slot) {
  if (slot.free) return element('li', 'slot free', 'Free');
  const node = element('li', 'slot');
  const text = element('div', 'slot-text');
  text.append(element('span', 'slot-step'), element('span', 'slot-title'), element('code', 'id', slot.id), element('span', 'slot-time note'));
  const progress = element('progress');
  progress.setAttribute('aria-label', `Progress of job ${slot.id}`);
  node.append(text, progress);
  return node;
}

function updateSlot(node, slot) {
  if (slot.free) return;
  const [text, progress] = node.children;
  const [step, title, , time] = text.children;
  const percent = slot.percent === null ? '' : ` ${Math.floor(slot.percent)} %`;
  node.dataset.step = slot.step;
  say(step, steps[slot.step] + percent);
  say(title, slot.title ?? '');
  title.title = slot.title ?? '';
  say(time, duration(slot.seconds));
  if (slot.percent === null) {
    progress.removeAttribute('value');
  } else {
    progress.max = 100;
    progress.value = slot.percent;
  }
}
