// A storm of webhooks from a process of its own: phases of two addresses in turn, over connections that stay open.
// Arguments: port, seconds, process ids of the servers (a,b,c), path, other path. Writes what was answered, how fast, phase by phase, and
// how much of the processors' time the servers took for it, as JSON.

import { readFileSync } from 'node:fs';
import net from 'node:net';

const [port, seconds, pids, ...paths] = process.argv.slice(2);
const CONNECTIONS = 12;
/** Short, so that what else the machine does meets both of a pair. */
const PHASE_MS = 250;
const phases = Math.max(4, 2 * Math.round((Number(seconds) * 1000) / PHASE_MS / 2));
let message = 0;

/** A message of Pingdom, each another edge of one of 50 checks. */
function body() {
  message += 1;
  const state = message % 2 === 0 ? 'UP' : 'DOWN';
  return JSON.stringify({
    check_id: 800000 + (message % 50),
    check_name: `Web ${message % 50}`,
    check_type: 'HTTP',
    check_params: { hostname: `web${message % 50}.example.com`, full_url: `https://web${message % 50}.example.com/`, basic_auth: false, port: 443 },
    tags: ['production', 'storm'],
    previous_state: state === 'UP' ? 'DOWN' : 'UP',
    current_state: state,
    importance_level: 'HIGH',
    state_changed_timestamp: 1772620000 + message,
    long_description: 'HTTP Server Error 503 Service Unavailable',
    description: '503',
    first_probe: { ip: '192.0.2.1', ipv6: '2001:db8::1', location: 'Stockholm 2, Sweden' },
  });
}

function request(path) {
  const text = body();
  return `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** A connection that stays open; `ask` resolves with the status once the whole answer is there. */
function connection() {
  const socket = net.connect(Number(port), '127.0.0.1');
  socket.setNoDelay(true);
  let [text, done] = ['', () => {}];
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end < 0 || !(text.endsWith('0\r\n\r\n') || text.length >= end + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity))) return;
    const status = text.slice(9, 12);
    text = '';
    done(status);
  });
  socket.on('error', () => done('error'));
  socket.on('close', () => done('closed'));
  const ask = (path) =>
    new Promise((resolve) => {
      done = resolve;
      socket.write(request(path));
    });
  return { ask, end: () => socket.end() };
}

/** Asks again and again until the phase is over. */
async function worker({ ask }, path, until, tally) {
  while (performance.now() < until) {
    const began = performance.now();
    const status = await ask(path);
    tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
    tally.times.push(performance.now() - began);
    if (status === 'error' || status === 'closed') return;
  }
}

/** Time that the servers had the processors so far, in hundredths of a second: what it takes does not depend on what else runs. */
function used() {
  return pids.split(',').reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').pop().split(' ');
    return sum + Number(fields[11]) + Number(fields[12]);
  }, 0);
}

const quantile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? null;
const tallies = paths.map(() => ({ statuses: {}, times: [], rates: [], used: 0 }));
const connections = Array.from({ length: CONNECTIONS }, connection);
const all = (path, until, tally) => Promise.all(connections.map((one) => worker(one, path, until, tally)));
for (const path of paths) await all(path, performance.now() + 500, { statuses: {}, times: [] }); // warm
const warm = message;
for (let phase = 0; phase < phases; phase += 1) {
  // A B B A: what drifts hits both alike.
  const which = [0, 1, 1, 0][phase % 4];
  const before = tallies[which].times.length;
  const [began, usedBefore] = [performance.now(), used()];
  await all(paths[which], began + PHASE_MS, tallies[which]);
  tallies[which].rates.push(((tallies[which].times.length - before) * 1000) / (performance.now() - began));
  tallies[which].used += used() - usedBefore;
}
for (const one of connections) one.end();
const report = tallies.map(({ statuses, times, rates, used: ticks }) => {
  times.sort((a, b) => a - b);
  return { statuses, rates, cpu_ms: (ticks * 10) / times.length, p50_ms: quantile(times, 0.5), p99_ms: quantile(times, 0.99) };
});
process.stdout.write(`${JSON.stringify({ warm, connections: CONNECTIONS, phase_ms: PHASE_MS, report })}\n`);
