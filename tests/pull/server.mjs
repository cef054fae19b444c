// Stands in for six monitors' APIs: each answers in its documented form from one script of checks and outages (data, see `script`).
//
// Usage: node server.mjs        prints `listening <port>`; ends when its standard input does
// POST /control  {now, checks, outages, pages, limits, faults, keys}   sets what is given (now: epoch ms)
// GET  /control  {log, worst}   requests so far; the most in any 60 seconds of `now`, by vendor
import http from 'node:http';

const MINUTE = 60_000;
const script = { now: 0, checks: [], outages: [], pages: {}, limits: {}, faults: [], keys: {} };
let log = [];

const iso = (ms) => new Date(ms).toISOString().replace('.000', '');
const seconds = (ms) => Math.floor(ms / 1000);
const fallsInto = (outage, from, to) => outage.from <= to && (outage.to ?? script.now) >= from;
const newestFirst = (list) => [...list].sort((a, b) => b.from - a.from);
const ofCheck = (id) => script.outages.filter((outage) => outage.check === id);
const known = (id) => script.checks.find((check) => check.id === id && !check.gone);
const slice = (list, page, size) => list.slice((page - 1) * size, page * size);
const json = (status, value, headers = {}) => ({ status, headers, body: JSON.stringify(value) });

// Up and down in turn over [from, to), cut at both ends, as summary.outage tells it.
function states(id, from, to) {
  const list = [];
  let at = from;
  const put = (status, until) => until > at && (list.push({ status, timefrom: seconds(at), timeto: seconds(until) }), at = until);
  const check = known(id);
  for (const outage of [...ofCheck(id)].sort((a, b) => a.from - b.from)) {
    const end = Math.min(outage.to ?? script.now, to);
    if (outage.from < to && end > from) {
      put('up', outage.from);
      put('down', end);
    }
  }
  put(check.paused ? 'unknown' : 'up', to);
  return list;
}

const pingdom = {
  allows: (request) => request.headers.authorization === `Bearer ${script.keys.pingdom}`,
  refusal: { error: { statuscode: 401, statusdesc: 'Unauthorized', errormessage: 'Invalid token' } },
  answer({ path, query }) {
    if (path === '/api/3.1/checks') {
      const offset = Number(query.get('offset'));
      const checks = script.checks.filter((check) => !check.unlisted && !check.gone).slice(offset, offset + Number(query.get('limit')));
      return json(200, { checks: checks.map((check) => ({ id: Number(check.id), name: check.name, hostname: check.url, status: check.paused ? 'paused' : 'up' })) });
    }
    const id = path.split('/').pop();
    if (!known(id)) return json(404, { error: { statuscode: 404, statusdesc: 'Not Found', errormessage: 'No such check' } });
    const from = Number(query.get('from')) * 1000;
    return json(200, { summary: { states: states(id, from, Math.min(Number(query.get('to')) * 1000, script.now)) } });
  },
};

const uptimerobot = {
  allows: (request, body) => (request.url.startsWith('/v2/') ? true : request.headers.authorization === `Bearer ${script.keys.uptimerobot}`),
  refusal: { message: 'Unauthorized', statusCode: 401 },
  answer({ path, query, body }) {
    if (path === '/v2/getMonitors') return old(new URLSearchParams(body));
    const [after, before] = [Date.parse(query.get('started_after')), Date.parse(query.get('started_before'))];
    const all = newestFirst(script.outages).filter((outage) => outage.from > after && outage.from < before && !outage.quiet);
    const start = query.get('cursor') ? all.findIndex((outage) => outage.id === query.get('cursor')) : 0;
    const size = script.pages.uptimerobot ?? 50;
    const more = all[start + size];
    return json(200, {
      nextLink: more ? `https://api.uptimerobot.com/v3/incidents?cursor=${more.id}` : null,
      data: all.slice(start, start + size).map((outage) => ({
        id: outage.id, status: outage.to ? 'Resolved' : 'Ongoing', type: 'Down', cause: 333333, reason: 'Connection Timeout',
        monitor: { id: Number(outage.check), friendlyName: known(outage.check)?.name ?? null }, commentsCount: 0, startedAt: iso(outage.from),
        resolvedAt: outage.to ? iso(outage.to) : null, duration: null, includeInReports: true,
      })),
    });
  },
};

function old(form) {
  if (form.get('api_key') !== script.keys.uptimerobotOld) {
    return json(200, { stat: 'fail', error: { type: 'invalid_parameter', parameter_name: 'api_key', passed_value: form.get('api_key') } });
  }
  const [offset, limit] = [Number(form.get('offset')), Math.min(Number(form.get('limit')), script.pages.uptimerobotOld ?? 50)];
  const [from, to] = [Number(form.get('logs_start_date')) * 1000, Number(form.get('logs_end_date')) * 1000];
  const monitors = script.checks.slice(offset, offset + limit).map((check) => ({
    id: Number(check.id), friendly_name: check.name, url: check.url, type: 1, http_username: 'admin', http_password: 'p"w', status: 2,
    logs: ofCheck(check.id).flatMap((outage) => [
      ...(outage.from >= from && outage.from < to ? [{ type: 1, datetime: seconds(outage.from), duration: 1 }] : []),
      ...(outage.to && outage.to >= from && outage.to < to ? [{ type: 2, datetime: seconds(outage.to), duration: 1 }] : []),
    ]),
  }));
  return json(200, { stat: 'ok', pagination: { offset, limit: 50, total: script.checks.length }, monitors });
}

const statuscake = {
  allows: (request) => request.headers.authorization === `Bearer ${script.keys.statuscake}`,
  refusal: { message: 'The provided authentication token is invalid' },
  answer({ path, query }) {
    if (path === '/v1/uptime') {
      const [page, size] = [Number(query.get('page')), script.pages.statuscakeChecks ?? Number(query.get('limit'))];
      return json(200, {
        data: slice(script.checks, page, size).map((check) => ({ id: check.id, name: check.name, website_url: check.url, paused: check.paused ?? false, status: 'up' })),
        metadata: { page, per_page: size, page_count: Math.ceil(script.checks.length / size), total_count: script.checks.length },
      });
    }
    const id = path.split('/')[3];
    if (!known(id)) return json(404, { message: 'No results found' });
    const before = query.get('before') ? Number(query.get('before')) * 1000 : Infinity;
    const all = newestFirst(ofCheck(id)).flatMap((outage) => [...(outage.to ? [{ up: true, from: outage.to }] : []), outage]).filter((period) => period.from < before);
    const size = script.pages.statuscake ?? Number(query.get('limit'));
    const last = all[size - 1];
    return json(200, {
      data: all.slice(0, size).map((period) => (period.up
        ? { status: 'up', created_at: iso(period.from) }
        : { status: 'down', created_at: iso(period.from), ...(period.to ? { ended_at: iso(period.to), duration: period.to - period.from } : {}) })),
      links: { self: `https://api.statuscake.com${path}`, ...(all.length > size ? { next: `https://api.statuscake.com${path}?before=${seconds(last.from)}` } : {}) },
    });
  },
};

const updown = {
  allows: (request) => request.headers['x-api-key'] === script.keys.updown,
  refusal: { error: 'Unauthorized' },
  answer({ path, query }) {
    if (path === '/api/checks') return json(200, script.checks.filter((check) => !check.gone).map((check) => ({ token: check.id, url: check.url, alias: check.name, enabled: !check.paused, down: false })));
    const id = path.split('/')[3];
    if (!known(id)) return json(404, { error: 'not found' });
    return json(200, slice(newestFirst(ofCheck(id)), Number(query.get('page')), 100).map((outage) => ({
      id: outage.id, error: 'Timeout', started_at: iso(outage.from), ended_at: outage.to ? iso(outage.to) : null, duration: outage.to ? seconds(outage.to - outage.from) : null,
    })));
  },
};

const betterstack = {
  allows: (request) => request.headers.authorization === `Bearer ${script.keys.betterstack}`,
  refusal: { errors: 'Invalid Team API token.' },
  answer({ query }) {
    const [from, to] = [Date.parse(query.get('from')), Date.parse(query.get('to')) + 86_400_000];
    const [page, size] = [Number(query.get('page')), script.pages.betterstack ?? 50];
    const all = newestFirst(script.outages).filter((outage) => outage.from >= from && outage.from < to);
    const link = (number) => `https://uptime.betterstack.com/api/v3/incidents?page=${number}`;
    return json(200, {
      data: slice(all, page, size).map((outage) => ({
        id: outage.id, type: 'incident',
        attributes: { name: known(outage.check)?.name, url: known(outage.check)?.url, status: outage.to ? 'Resolved' : 'Started', cause: 'Timeout', started_at: iso(outage.from), resolved_at: outage.to ? iso(outage.to) : null, regions: ['us', 'eu'] },
        relationships: { monitor: { data: { id: outage.check, type: 'monitor' } } },
      })),
      pagination: { first: link(1), last: link(Math.ceil(all.length / size)), prev: page > 1 ? link(page - 1) : null, next: page * size < all.length ? link(page + 1) : null },
    });
  },
};

const prometheus = {
  allows: (request) => request.headers.authorization === script.keys.prometheus,
  refusal: 'Unauthorized',
  answer({ query }) {
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(query.get(name)));
    if ((end - start) / step > 11_000) return json(400, { status: 'error', errorType: 'bad_data', error: 'exceeded maximum resolution of 11,000 points per timeseries.' });
    const result = script.checks.map((check) => {
      const values = [];
      for (let at = start; at <= end && at * 1000 <= script.now; at += step) {
        const isDown = ofCheck(check.id).some((outage) => outage.from <= at * 1000 && at * 1000 < (outage.to ?? Infinity));
        values.push([at, isDown ? '0' : '1']);
      }
      return { metric: { __name__: 'probe_success', instance: check.id, job: 'blackbox' }, values };
    });
    return json(200, { status: 'success', data: { resultType: 'matrix', result } });
  },
};

const vendors = [
  ['pingdom', /^\/api\/3\.1\//, pingdom], ['uptimerobot', /^\/v[23]\//, uptimerobot], ['statuscake', /^\/v1\/uptime/, statuscake],
  ['updown', /^\/api\/checks/, updown], ['betterstack', /^\/api\/v3\/incidents/, betterstack], ['prometheus', /^\/api\/v1\/query_range/, prometheus],
];

// Requests of a vendor in the 60 seconds before now.
const recent = (vendor) => log.filter((entry) => entry.vendor === vendor && entry.now > script.now - MINUTE).length;

function control(request, response, body) {
  if (request.method === 'POST') {
    const change = JSON.parse(body);
    Object.assign(script, change);
    if (change.log === null) log = [];
  }
  const worst = {};
  for (const entry of log) {
    const count = log.filter((other) => other.vendor === entry.vendor && other.now > entry.now - MINUTE && other.now <= entry.now).length;
    worst[entry.vendor] = Math.max(worst[entry.vendor] ?? 0, count);
  }
  response.end(JSON.stringify({ log, worst }));
}

// The first fault that fits and is not used up.
function faultFor(request) {
  const fault = script.faults.find((one) => one.times !== 0 && new RegExp(one.at).test(request.url));
  if (fault) fault.times -= 1;
  return fault;
}

function spoil(fault, reply, response) {
  switch (fault.kind) {
    case 'status': return send(response, { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '{"error":"no"}' });
    case 'redirect': return send(response, { status: 302, headers: { Location: fault.to }, body: '' });
    case 'body': return send(response, { ...reply, body: fault.body });
    case 'skew': return send(response, { ...reply, headers: { Date: new Date(script.now + fault.ms).toUTCString() } });
    case 'headers': return send(response, { ...reply, headers: fault.headers });
    case 'refuse': return response.socket.destroy();
    case 'cut':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': reply.body.length });
      response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)));
      return setTimeout(() => response.socket.destroy(), 20);
    case 'slow': {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 100);
      return response.on('close', () => clearInterval(timer));
    }
    case 'huge': {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const piece = ' '.repeat(1024 * 1024);
      for (let i = 0; i < 9; i += 1) response.write(piece);
      return response.end(reply.body);
    }
    default: throw new Error(`no fault ${fault.kind}`);
  }
}

function send(response, { status, headers, body }) {
  const type = { 'Content-Type': 'application/json', Date: new Date(script.now).toUTCString(), ...headers };
  response.sendDate = false;
  response.writeHead(status, type);
  response.end(body);
}

function serve(request, response, body) {
  const [path, search] = request.url.split('?');
  const [name, , vendor] = vendors.find(([, pattern]) => pattern.test(path)) ?? [];
  if (!vendor) return send(response, { status: 404, headers: {}, body: '{}' });
  log.push({ vendor: name, url: request.url, now: script.now, status: 0 });
  const entry = log[log.length - 1];
  const limit = script.limits[name];
  if (limit && recent(name) > limit) {
    entry.status = 429;
    return send(response, { status: 429, headers: { 'Retry-After': '60' }, body: '{"error":"limit"}' });
  }
  const allowed = vendor.allows(request, body);
  const reply = allowed ? vendor.answer({ path, query: new URLSearchParams(search), body }) : { status: 401, headers: {}, body: JSON.stringify(vendor.refusal) };
  const fault = faultFor(request);
  entry.status = fault?.status ?? reply.status;
  return fault ? spoil(fault, reply, response) : send(response, reply);
}

const server = http.createServer((request, response) => {
  let body = '';
  request.on('data', (piece) => { body += piece; });
  request.on('end', () => (request.url === '/control' ? control : serve)(request, response, body));
});
server.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
