/*
 * Stands inside the process of the bridge (`node --require`), which knows nothing of it: watches how long the event loop
 * stands still. On SIGUSR2 and at the exit it writes to the file named by BENCH_MONITOR:
 * {"start":{"milliseconds":163,"waited":0,"at":1732788000000},"longest":{…},"busiest":{…},"long":[…],"cpu":2100,
 * "heap":41000000,"live":30000000,"gc":12}
 */
const { openSync, readSync, renameSync, writeFileSync } = require('node:fs');
const { PerformanceObserver } = require('node:perf_hooks');

const EVERY = 5;
const LONG = 50;
const MOST = 1000;

const file = process.env.BENCH_MONITOR;
const schedule = file && openSync('/proc/self/schedstat', 'r');
const text = Buffer.alloc(100);
const none = { milliseconds: 0, waited: 0, at: 0 };
const long = [];
let longest = none;
let busiest = none;
let start;
let gc = 0;
let last;
let waitedBefore;

/** Milliseconds for which the main thread was ready to run while others had the core. */
function waited() {
  const length = readSync(schedule, text, 0, text.length, 0);
  return Number(text.toString('latin1', 0, length).split(' ')[1]) / 1e6;
}

function reset() {
  last = performance.now();
  waitedBefore = waited();
}

function look() {
  const now = performance.now();
  const waitedNow = waited();
  const milliseconds = now - last - EVERY;
  const pause = { milliseconds, waited: waitedNow - waitedBefore, at: performance.timeOrigin + now };
  last = now;
  waitedBefore = waitedNow;
  // While the program is read there is nothing yet that could wait.
  start ??= pause;
  if (pause === start) return;
  if (milliseconds > LONG && long.length < MOST) long.push(pause);
  if (milliseconds > longest.milliseconds) longest = pause;
  if (milliseconds - pause.waited > busiest.milliseconds - busiest.waited) busiest = pause;
}

/** What is left of the heap after a collection of all garbage, where Node was started with --expose-gc. */
function live() {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}

function tell() {
  look();
  const { user, system } = process.cpuUsage();
  const heap = process.memoryUsage().heapUsed;
  const report = { start, longest, busiest, long, cpu: (user + system) / 1000, heap, gc, live: live() };
  writeFileSync(`${file}.draft`, JSON.stringify(report));
  renameSync(`${file}.draft`, file);
  // What this took is not the bridge's.
  reset();
}

if (file) {
  reset();
  setInterval(look, EVERY).unref();
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) gc = Math.max(gc, duration);
  }).observe({ entryTypes: ['gc'] });
  process.on('SIGUSR2', tell);
  process.on('exit', tell);
}
