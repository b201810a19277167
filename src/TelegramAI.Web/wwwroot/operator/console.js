// Keeps the page what the service is.

import { FleetChart } from './chart.js';
import { byId, say } from './dom.js';
import { showFinished, showHealth } from './finished.js';
import { count, decimal } from './format.js';
import { showWorkers } from './workers.js';

const silence = 4000;
const spokenEvery = 15000;

const chart = new FleetChart();
const status = byId('status');
let source = null;
let heardAt = 0;
let spokenAt = 0;

function state(name, text) {
  status.dataset.state = name;
  say(status, text);
}

function show(event) {
  heardAt = Date.now();
  state('live', 'Live');

  const { queue, fleet, workers } = event;
  say(byId('waiting'), `${queue.waiting}`);
  say(byId('running'), `${queue.running}`);
  say(byId('retrying'), `${queue.retrying}`);
  say(byId('dead-letters'), `${queue.deadLetters}`);
  byId('dead-tile').classList.toggle('bad', queue.deadLetters > 0);

  const parts = [`${fleet.inService} in service`];
  if (fleet.pending > 0) parts.push(`${fleet.pending} starting`);
  if (fleet.terminating > 0) parts.push(`${fleet.terminating} stopping`);
  parts.push(`at most ${fleet.max}`);
  say(byId('fleet-text'), parts.join(' · '));

  byId('clock').hidden = event.fleetSpeed === 1;
  say(byId('clock'), `Fleet clock × ${decimal(event.fleetSpeed)}`);

  chart.update(event);
  showWorkers(workers, event.noWorkers);
  if (event.finished) showFinished(event.finished);
  if (event.health) showHealth(event.health);
  speak(queue, fleet);
}

// For those who hear the page: the whole of it in a sentence, and not twice a second.
function speak(queue, fleet) {
  if (Date.now() - spokenAt < spokenEvery) return;
  spokenAt = Date.now();
  const dead = queue.deadLetters > 0 ? `, ${count(queue.deadLetters, 'dead letter', 'dead letters')}` : '';
  say(byId('summary'),
    `${count(queue.waiting, 'job', 'jobs')} waiting, ${queue.running} running, ${queue.retrying} retrying, ${count(fleet.inService, 'worker', 'workers')} in service${dead}.`);
  byId('chart').setAttribute('aria-label',
    `The fleet's size and its backlog per instance over time. Now ${fleet.inService} in service of ${fleet.desired} asked for, backlog ${decimal(fleet.backlogPerInstance)}.`);
}

function open() {
  if (source) return;
  source = new EventSource(document.body.dataset.events);
  source.addEventListener('snapshot', ({ data }) => {
    chart.reset();
    show(JSON.parse(data));
  });
  source.addEventListener('change', ({ data }) => show(JSON.parse(data)));
  source.addEventListener('error', () => state('lost', 'Reconnecting'));
}

function close() {
  source?.close();
  source = null;
}

document.querySelectorAll('[data-minutes]').forEach((button, _, all) => button.addEventListener('click', () => {
  all.forEach((other) => other.setAttribute('aria-pressed', `${other === button}`));
  chart.show(Number(button.dataset.minutes));
}));

// A page that nobody sees asks for nothing.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
addEventListener('pagehide', close);
addEventListener('pageshow', open);

setInterval(() => {
  if (!source || heardAt === 0 || Date.now() - heardAt < silence) return;
  state('lost', 'No news');

  // A server that closed the stream with an error is not asked again by the browser itself.
  if (source.readyState === EventSource.CLOSED) {
    close();
    open();
  }
}, 1000);

open();
