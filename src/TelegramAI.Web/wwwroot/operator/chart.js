// The fleet's size against its backlog per instance. Time runs in minutes before now, so the axis stands still.

import { byId, say } from './dom.js';
import { decimal } from './format.js';

/* global uPlot */

const keptMinutes = 180;

export class FleetChart {
  #node = byId('chart');
  #values = [...byId('legend').querySelectorAll('b')];
  #points = [];
  #now = 0;
  #live = null;
  #target = 0;
  #minutes = 30;
  #plot = null;

  constructor() {
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(this.#node);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#create());
  }

  show(minutes) {
    this.#minutes = minutes;
    this.#draw();
  }

  reset() {
    this.#points = [];
  }

  update({ fleetNow, target, fleet, history }) {
    this.#now = fleetNow;
    this.#target = target;
    this.#live = { at: fleetNow, inService: fleet.inService, desired: fleet.desired, backlog: fleet.backlogPerInstance };
    this.#points.push(...history);
    const oldest = fleetNow - keptMinutes * 60000;
    this.#points = this.#points.filter((point) => point.at >= oldest);
    if (!this.#plot) this.#create();
    this.#draw();
  }

  #data() {
    const points = this.#live ? [...this.#points, this.#live] : this.#points;
    return [
      points.map((point) => (point.at - this.#now) / 60000),
      points.map((point) => point.inService),
      points.map((point) => point.desired),
      points.map((point) => point.backlog),
    ];
  }

  #draw() {
    if (!this.#plot) return;
    this.#plot.setData(this.#data());
    this.#legend();
  }

  #legend() {
    const index = this.#plot.cursor.idx;
    const [, inService, desired, backlog] = this.#plot.data;
    const at = index ?? inService.length - 1;
    [inService[at], desired[at], backlog[at], this.#target].forEach((value, series) => say(this.#values[series], value === undefined ? '' : decimal(value)));
  }

  #size() {
    return { width: Math.max(200, this.#node.clientWidth), height: Math.max(160, this.#node.clientHeight) };
  }

  #create() {
    if (this.#now === 0) return;
    this.#plot?.destroy();
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const font = '12px system-ui, sans-serif';
    const stepped = uPlot.paths.stepped({ align: 1 });
    const grid = { stroke: color('--line'), width: 1 };
    const label = (minutes) => (minutes === 0 ? 'now' : this.#minutes > 60 ? `−${-minutes / 60} h` : `−${-minutes} min`);
    this.#plot = new uPlot({
      ...this.#size(),
      padding: [10, 0, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 7 } },
      scales: {
        x: { time: false, range: () => [-this.#minutes, 0] },
        instances: { range: (_, __, max) => [0, Math.max(4, Math.ceil((max ?? 0) * 1.15))] },
        backlog: { range: (_, __, max) => [0, Math.max(this.#target * 1.5, (max ?? 0) * 1.15)] },
      },
      axes: [
        {
          stroke: color('--quiet'), font, grid: { show: false }, ticks: { stroke: color('--line'), width: 1, size: 4 }, size: 28, gap: 4,
          splits: () => Array.from({ length: 7 }, (_, index) => (index - 6) * this.#minutes / 6),
          values: (plot, splits) => splits.map((split, index) => this.#labelled(plot, index) ? label(split) : ''),
        },
        {
          scale: 'instances', stroke: color('--size'), font, grid, ticks: { show: false }, size: 30, gap: 6,
          incrs: [1, 2, 5, 10, 20, 50, 100], space: 34,
        },
        {
          scale: 'backlog', side: 1, stroke: color('--backlog'), font, grid: { show: false }, ticks: { show: false }, size: 38, gap: 6, space: 34,
        },
      ],
      series: [
        {},
        { scale: 'instances', stroke: color('--size'), fill: color('--size-fill'), width: 2, paths: stepped, points: { show: false } },
        { scale: 'instances', stroke: color('--size'), width: 1.5, dash: [2, 4], paths: stepped, points: { show: false } },
        { scale: 'backlog', stroke: color('--backlog'), width: 2, points: { show: false } },
      ],
      hooks: {
        setCursor: [() => this.#legend()],
        draw: [(plot) => this.#drawTarget(plot, color('--target'))],
      },
    }, this.#data(), this.#node);
  }

  // The first and the last label would be cut off by the plot's edge, and a narrow plot has room for every second one.
  #labelled(plot, index) {
    return index > 0 && (index % 2 === 0 || plot.width > 560);
  }

  #drawTarget(plot, stroke) {
    const y = Math.round(plot.valToPos(this.#target, 'backlog', true)) + 0.5;
    const { left, width } = plot.bbox;
    const context = plot.ctx;
    context.save();
    context.strokeStyle = stroke;
    context.lineWidth = devicePixelRatio;
    context.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.stroke();
    context.restore();
  }
}
