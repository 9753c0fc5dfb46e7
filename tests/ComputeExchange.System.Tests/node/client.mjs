// A client of the exchange, written from docs/PROTOCOL.md alone: what a stranger can do with that page and a MessagePack
// library. It logs on to a session, tells what it hears as JSON lines on standard output, and takes commands as JSON lines
// on standard input. The system tests drive it so against the real server.
//
//   node client.mjs --host 127.0.0.1 --port 9400 --session ALPHA-1 --key FILE [--last N] [--next N] [--heartbeat MS]
//                   [--cancel-on-disconnect MS]
//
//   --key     a file with the session's key: 64 hexadecimal digits (white space around them is ignored)
//   --last    the last report that is already dealt with; 0 unless given
//   --next    the number of the next request; what LogonAccepted tells, plus one, unless given
//   --cancel-on-disconnect   have the orders cancelled when the connection has been gone for so many milliseconds
//
// Commands, one JSON object a line:
//
//   {"do":"order","participant":3,"clOrdId":"a1","sku":1,"region":2,"startHour":57708,"hours":24,"side":"sell","quantity":64,
//    "price":25000}        or "basket":1,"month":79 in place of sku to hours; optional: "tif":"IOC", "type":"market"
//                          (without price), "postOnly", "allOrNone", "minQty", "displayQty", "expireTime", "divisible",
//                          "maxParts", "minSlice", "latestStart", "step", "workload", "supports":[1],
//                          "alternatives":[[4,2,21000]]; prices in ticks of 0.0001 $; the participant is the session's
//                          unless given; sku, region and basket may be codes
//   {"do":"replace","clOrdId":"a2","orig":"a1","gpus":32,"price":25500}
//   {"do":"cancel","orig":"a2"}
//   {"do":"resend"}        sends the last request once more, byte for byte, as after a lost connection
//   {"do":"openOrders"}    {"do":"positions"}    {"do":"subscribe","basket":1,"month":79}
//   {"do":"drop"}          cuts the connection without a word
//   {"do":"recover"}       connects and logs on again with the last report number, and sends again what was not applied
//   {"do":"logout"}        says so, and ends once the server has answered
//
// Commands wait until the session is on and its reference data are there. End of input ends the client. What it prints: {"heard":NAME, field: value, ...} for each message, with the names of the
// document; {"lost":true} when a connection ends that was not dropped on purpose. The exit code is 0 after a logout or the end
// of input, 1 after a refused logon or a message that it cannot read, 2 when the command line or a command is wrong.

import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { decode, encode } from '@msgpack/msgpack';
import { messages, types } from './messages.mjs';

const sides = { buy: 1, sell: 2 };
const timesInForce = { GTC: 1, Day: 2, GTD: 3, IOC: 4, FOK: 5 };
const codec = { useBigInt64: true };

const fail = (code, text) => {
  console.error(text);
  process.exit(code);
};

const { values: options } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string' },
    session: { type: 'string' },
    key: { type: 'string' },
    last: { type: 'string', default: '0' },
    next: { type: 'string' },
    heartbeat: { type: 'string', default: '1000' },
    'cancel-on-disconnect': { type: 'string' },
  },
});
if (!options.port || !options.session || !options.key) fail(2, 'client.mjs: --port, --session and --key are needed');
const key = Buffer.from(readFileSync(options.key, 'utf8').trim(), 'hex');
if (key.length !== 32) fail(2, `client.mjs: ${options.key} holds no key of 64 hexadecimal digits`);

// What outlives a connection: where both streams stand, the requests whose effect was not yet seen, and the ids of codes.
let lastReport = Number(options.last);
let nextRequest = options.next ? Number(options.next) : 0;
let lastSent = null;
const unanswered = new Map();
const ids = { sku: new Map(), region: new Map(), basket: new Map() };
let own = null;
let socket = null;
let heartbeat = null;
let isLeaving = false;
let isReady = false;
let queries = 0;
const waiting = [];

// The package writes a JavaScript number of up to 32 bits in its shortest form but a larger one as a float or in a longer
// form, unless it is a BigInt: so numbers beyond 32 bits become one. (Reading, 64-bit numbers come as BigInts.)
const wire = (value) => {
  if (Array.isArray(value)) return value.map(wire);
  if (typeof value === 'bigint') return value >= -(2n ** 31n) && value < 2n ** 32n ? Number(value) : value;
  if (typeof value === 'number' && (value < -(2 ** 31) || value >= 2 ** 32)) return BigInt(value);
  return value ?? null;
};

const frame = (message) => {
  const body = encode(wire(message), codec);
  const bytes = Buffer.alloc(4 + body.length);
  bytes.writeUInt32BE(body.length);
  bytes.set(body, 4);
  return bytes;
};

const print = (line) => {
  const plain = (_, value) => {
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
    if (value?.type === 'Buffer') return Buffer.from(value.data).toString('hex');
    return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
  };
  process.stdout.write(JSON.stringify(line, plain) + '\n');
};

const send = (...message) => socket?.write(frame(message));

function request(type, ...fields) {
  lastSent = frame([type, nextRequest, ...fields]);
  unanswered.set(nextRequest, lastSent);
  nextRequest++;
  socket?.write(lastSent);
}

function open() {
  isReady = false;
  let received = Buffer.alloc(0);
  const opened = connect(Number(options.port), options.host);
  socket = opened;
  opened.setNoDelay(true);
  opened.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
    while (socket === opened && received.length >= 4 && received.length >= 4 + received.readUInt32BE()) {
      const end = 4 + received.readUInt32BE();
      hear(received.subarray(4, end));
      received = received.subarray(end);
    }
  });
  opened.on('error', (error) => console.error(`client.mjs: ${error.message}`));
  opened.on('close', () => {
    if (socket !== opened) return;
    drop();
    if (isLeaving) process.exit(0);
    print({ lost: true });
  });
}

function drop() {
  clearInterval(heartbeat);
  const closing = socket;
  socket = null;
  closing?.destroy();
}

function hear(body) {
  const [type, ...fields] = decode(body, codec);
  const { name, fields: names } = messages[type] ?? fail(1, `client.mjs: no message has type ${type}`);
  if (names.length !== fields.length) fail(1, `client.mjs: ${name} has ${fields.length} fields, not ${names.length}`);
  const message = Object.fromEntries(names.map((field, i) => [field, fields[i]]));
  const isRepeated = 'reportNumber' in message && Number(message.reportNumber) <= lastReport;
  if (type !== types.Heartbeat && !isRepeated) print({ heard: name, ...message });
  if ('reportNumber' in message) hearReport(message, isRepeated);
  if (name.startsWith('Reference') && 'code' in message)
    ids[name.slice('Reference'.length).toLowerCase()]?.set(message.code, message.id);
  if (type === types.Hello) logOn(message);
  else if (type === types.LogonAccepted) begin(message);
  else if (type === types.LogonRefused) fail(1, `client.mjs: logon refused: ${message.text}`);
  else if (type === types.ReferenceDataEnd) ready();
  else if (type === types.ReportsGone) lastReport = Number(message.lastReportNumber);
  else if (type === types.RequestApplied) unanswered.delete(Number(message.requestNumber));
}

function hearReport(report, isRepeated) {
  const number = Number(report.reportNumber);
  if (!isRepeated && number !== lastReport + 1) print({ gap: true, after: lastReport, heard: number });
  lastReport = Math.max(lastReport, number);
  if (report.requestNumber !== null) unanswered.delete(Number(report.requestNumber));
}

function logOn({ nonce }) {
  const answer = createHmac('sha256', key).update(nonce).update(options.session, 'ascii').digest();
  const grace = options['cancel-on-disconnect'];
  send(types.Logon, 1, options.session, null, new Uint8Array(answer), lastReport,
    grace !== undefined, Number(grace ?? 0), Number(options.heartbeat));
}

function begin(accepted) {
  own = accepted.participant;
  const applied = Number(accepted.lastRequestNumber);
  for (const number of unanswered.keys()) if (number <= applied) unanswered.delete(number);
  for (const bytes of unanswered.values()) socket.write(bytes);
  nextRequest ||= applied + 1;
  heartbeat = setInterval(() => send(types.Heartbeat), Number(accepted.heartbeatMillis) / 2);
}

const id = (kind, given) => (typeof given === 'string' ? ids[kind].get(given) ?? fail(2, `no ${kind} ${given}`) : given);

const instrument = (given) => ('basket' in given
  ? [id('basket', given.basket), given.month]
  : [id('sku', given.sku), id('region', given.region), given.startHour, given.hours]);

function windowTerms(given) {
  const numbers = ['divisible', 'maxParts', 'minSlice', 'latestStart', 'step', 'workload'].map((name) => given[name] ?? null);
  const lists = [given.supports ?? [], given.alternatives ?? []];
  const isPlain = numbers.every((number) => number === null) && lists.every((list) => list.length === 0);
  return isPlain ? null : [...numbers, ...lists];
}

const commands = {
  order: (given) => request(types.NewOrder, given.participant ?? own, given.clOrdId, instrument(given), sides[given.side],
    given.type === 'market' ? 2 : 1, timesInForce[given.tif ?? (given.type === 'market' ? 'IOC' : 'GTC')], given.quantity,
    given.price, 1, given.postOnly ?? false, given.allOrNone ?? false, given.minQty, given.displayQty, given.expireTime,
    windowTerms(given)),
  replace: (given) => request(
    types.ReplaceOrder, given.participant ?? own, given.clOrdId, given.orig, given.gpus, given.lots, given.price),
  cancel: (given) => request(types.CancelOrder, given.participant ?? own, given.orig),
  resend: () => lastSent && socket?.write(lastSent),
  openOrders: () => send(types.OpenOrdersQuery, ++queries),
  positions: () => send(types.PositionsQuery, ++queries),
  subscribe: (given) => send(types.Subscribe, ++queries, instrument(given)),
  drop,
  recover: open,
  end: () => process.exit(0),
  logout: () => {
    isLeaving = true;
    send(types.Logout);
  },
};

function obey(given) {
  if (isReady) (commands[given.do] ?? fail(2, `client.mjs: cannot do ${JSON.stringify(given)}`))(given);
  else waiting.push(given);
}

function ready() {
  isReady = true;
  for (const given of waiting.splice(0)) obey(given);
}

open();
createInterface({ input: process.stdin })
  .on('line', (line) => obey(JSON.parse(line)))
  .on('close', () => {
    if (!isLeaving && waiting.at(-1)?.do !== 'logout') obey({ do: 'end' });
  });
