// The jobs that have ended.

import { byId, element, keyed, say } from './dom.js';
import { bytes, clock, duration } from './format.js';

const outcomes = { delivered: ['✓', 'Delivered'], failed: ['✕', 'Failed'], cancelled: ['–', 'Cancelled'] };

export function showFinished(jobs) {
  byId('finished-table').hidden = jobs.length === 0;
  byId('no-finished').hidden = jobs.length > 0;
  keyed(byId('finished'), jobs, (job) => `${job.id} ${job.at}`, create, () => {});
}

function create(job) {
  const row = element('tr');
  row.dataset.outcome = job.outcome;
  const [sign, word] = outcomes[job.outcome] ?? ['?', job.outcome];

  const video = element('td');
  const line = element('div', 'video');
  const mark = element('span', 'mark', sign);
  mark.setAttribute('aria-hidden', 'true');
  const title = element('span', 'title', job.title ?? 'Unknown video');
  title.title = job.title ?? '';
  line.append(mark, element('span', 'unseen', `${word}: `), title);
  const under = element('div', 'under note');
  under.append(element('code', 'id', job.id), ` chat ${job.chat}`);
  video.append(line);
  if (job.failure) video.append(element('div', 'failure', job.failure));
  video.append(under);

  const ended = element('time', '', clock(job.at));
  ended.dateTime = new Date(job.at).toISOString();
  const when = element('td', 'number');
  when.append(ended);
  row.append(video, element('td', 'number', duration(job.seconds)), element('td', 'number', bytes(job.bytes)), when);
  return row;
}

export function showHealth(lines) {
  byId('health-section').hidden = lines.length === 0;
  keyed(byId('health'), lines, (line) => line.name, () => {
    const node = element('div');
    node.append(element('dt'), element('dd'));
    return node;
  }, (node, line) => {
    node.dataset.level = line.level;
    say(node.children[0], line.name);
    say(node.children[1], line.value);
  });
}
