/*
 * Stands inside the process of the bridge (`node --require`), which knows nothing of it: watches how long the event loop
 * stands still. On SIGUSR2 and at the exit it writes to the file named by BENCH_MONITOR:
 * {"worst":{"milliseconds":63,"cpu":61,"at":1732788000000},"long":[…],"cpu":2100,"heap":41000000,"live":30000000,"gc":12}
 */
const { renameSync, writeFileSync } = require('node:fs');
const { monitorEventLoopDelay, PerformanceObserver } = require('node:perf_hooks');

const EVERY = 5;
const LONG = 50;
const MOST = 1000;

const file = process.env.BENCH_MONITOR;
const histogram = monitorEventLoopDelay({ resolution: EVERY });
const long = [];
let worst = { milliseconds: 0, cpu: 0, at: 0 };
let gc = 0;
let last = performance.now();
let used = process.cpuUsage();

const spent = ({ user, system }) => (user + system) / 1000;

/** `cpu` tells a pause that the program made from one in which another process had the core. */
function look() {
  const now = performance.now();
  const milliseconds = now - last - EVERY;
  const usage = process.cpuUsage();
  if (milliseconds > LONG) {
    const pause = { milliseconds, cpu: spent(usage) - spent(used), at: performance.timeOrigin + now };
    if (long.length < MOST) long.push(pause);
    if (milliseconds > worst.milliseconds) worst = pause;
  }
  last = now;
  used = usage;
}

/** What is left of the heap after a collection of all garbage, where Node was started with --expose-gc. */
function live() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function tell() {
  look();
  histogram.disable();
  const report = {
    worst,
    long,
    histogram: histogram.max / 1e6,
    cpu: spent(process.cpuUsage()),
    heap: process.memoryUsage().heapUsed,
    live: live(),
    gc,
  };
  writeFileSync(`${file}.draft`, JSON.stringify(report));
  renameSync(`${file}.draft`, file);
  // What this took is not the bridge's.
  histogram.enable();
  last = performance.now();
  used = process.cpuUsage();
}

if (file) {
  histogram.enable();
  setInterval(look, EVERY).unref();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gc = Math.max(gc, duration);
  }).observe({ entryTypes: ['gc'] });
  process.on('SIGUSR2', tell);
  process.on('exit', tell);
}
