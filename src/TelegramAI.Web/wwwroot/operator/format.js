// How numbers and times read.

export function duration(seconds) {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

export function bytes(count) {
  if (count === null) return '–';
  if (count < 1e6) return `${Math.ceil(count / 1e3)} kB`;
  if (count < 1e9) return `${(count / 1e6).toFixed(1)} MB`;
  return `${(count / 1e9).toFixed(2)} GB`;
}

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export function clock(milliseconds) {
  return timeOfDay.format(new Date(milliseconds));
}

export function decimal(value) {
  return Number.isInteger(value) ? `${value}` : value.toFixed(1);
}

export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}
