// The other end of the byte-identity tests. A value is written as [tag, content] in JSON, so that integers
// beyond 2^53 and the bits of floats survive the way.
//
//   node peer.mjs check < LINES        each line {"hex","value"}: the bytes decode to the value, the value encodes to them
//   node peer.mjs make SEED COUNT      prints COUNT such lines, for the other side to check

import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { decode, encode } from '@msgpack/msgpack';

const rootDepth = 3;
const options = { useBigInt64: true };

// The package writes a number of up to 32 bits as an integer, and a BigInt in 64 bits: together the shortest encodings.
const integer = (text) => {
  const value = BigInt(text);
  return value >= -(2n ** 31n) && value < 2n ** 32n ? Number(value) : value;
};

// A plain Uint8Array: the package gives binaries the class of what it decodes from.
const bytes = (text) => new Uint8Array(Buffer.from(text, 'hex'));

const build = ([tag, content]) => {
  switch (tag) {
    case 'nil': return null;
    case 'bool': case 'str': return content;
    case 'int': return integer(content);
    case 'float': return Buffer.from(content, 'hex').readDoubleBE();
    case 'bin': return bytes(content);
    case 'array': return content.map(build);
    case 'map': {
      const map = {};
      for (let i = 0; i < content.length; i += 2) map[build(content[i])] = build(content[i + 1]);
      return map;
    }
    default: throw new Error(`unknown tag ${tag}`);
  }
};

const hex = (block) => Buffer.from(block).toString('hex');

async function check() {
  let checked = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    const given = JSON.parse(line);
    const value = build(given.value);
    if (!isDeepStrictEqual(decode(bytes(given.hex), options), value)) throw new Error(`decodes otherwise: ${line}`);
    if (hex(encode(value, options)) !== given.hex) throw new Error(`encodes otherwise: ${line}`);
    checked++;
  }
  console.log(`checked ${checked}`);
}

function make(seed, count) {
  let state = BigInt(seed);
  const below = (limit) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & (2n ** 64n - 1n);
    return Number((state >> 33n) % BigInt(limit));
  };
  const length = (depth) => {
    const choice = below(12);
    if (choice === 0) return 250 + below(10);
    return choice < 4 && depth === rootDepth ? 65530 + below(10) : below(40);
  };
  const letters = ['a', 'Z', '"', '\n', 'é', '漢', '🚀', '\0'];
  const random = (depth) => {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0: return ['nil'];
      case 1: return ['bool', below(2) === 0];
      case 2: {
        const edge = 2n ** BigInt(below(65)) + BigInt(below(5) - 2);
        const signed = below(2) === 0 ? edge : -edge;
        const value = signed < -(2n ** 63n) ? -(2n ** 63n) : signed >= 2n ** 64n ? 2n ** 64n - 1n : signed;
        return ['int', value.toString()];
      }
      case 3: {
        const bits = Buffer.alloc(8);
        bits.writeDoubleBE((below(1 << 30) + 0.5) * 2 ** (below(61) - 60));
        return ['float', bits.toString('hex')];
      }
      case 4: return ['str', Array.from({ length: length(depth) }, () => letters[below(letters.length)]).join('')];
      case 5: return ['bin', Buffer.from(Array.from({ length: length(depth) }, () => below(256))).toString('hex')];
      case 6: return ['array', Array.from({ length: below(20) }, () => random(depth - 1))];
      default: return ['map', Array.from({ length: below(20) }, (_, i) => [['str', `key${i}`], random(depth - 1)]).flat()];
    }
  };
  for (let i = 0; i < count; i++) {
    const value = random(rootDepth);
    process.stdout.write(JSON.stringify({ hex: hex(encode(build(value), options)), value }) + '\n');
  }
}

const [mode, seed, count] = process.argv.slice(2);
if (mode === 'check') await check();
else make(seed, Number(count));
