// A client of the wallet in JavaScript, written from the description of the signing and the two documented pages alone.
//
// It calls both endpoints and prints what came, a line of JSON each. With --mistake it makes calls that are wrong, each in
// a way that comes naturally in Node, and prints the code that the server refused them with.

import { createHash, createSign, privateEncrypt } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const BALANCE = "/open-api/jt/wallet/balance";
const RECORDS = "/open-api/wallet/balance/records";

/** What a call takes, one function a step, so that a mistake can be made in each. */
const wallet = {
  timestamp: () => Date.now(),
  /** What is signed and sent: one text. */
  text: (parameters) => JSON.stringify(parameters),
  sign: (text, { key }) => createSign("RSA-SHA256").update(text, "utf8").sign(key, "base64"),
  envelope: (text, sign, { appId }) => ({ appId, sign, param: text }),
  body: (envelope) => JSON.stringify(envelope),
};

async function call(steps, settings, path, parameters) {
  const stamped = { timestamp: steps.timestamp(), ...parameters };
  const text = steps.text(stamped);
  const sign = steps.sign(text, settings);
  const answer = await fetch(settings.url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: steps.body(steps.envelope(text, sign, settings)),
  });
  return answer.json();
}

const signed = wallet.sign;

const MISTAKES = {
  "pretty-printed": {
    sign: (text, settings) => signed(JSON.stringify(JSON.parse(text), null, 2), settings),
  },
  seconds: { timestamp: () => Math.floor(Date.now() / 1000) },
  "timestamp-as-text": { timestamp: () => String(Date.now()) },
  fraction: { timestamp: () => performance.timeOrigin + performance.now() + 0.25 },
  "now-twice": {
    // The text is built once to be signed and once to be sent.
    envelope: (text, sign, { appId }) => {
      const sent = JSON.parse(text);
      return { appId, sign, param: JSON.stringify({ ...sent, timestamp: sent.timestamp + 7 }) };
    },
  },
  base64url: {
    sign: (text, { key }) => createSign("RSA-SHA256").update(text).sign(key, "base64url"),
  },
  hex: { sign: (text, { key }) => createSign("RSA-SHA256").update(text).sign(key, "hex") },
  sha1: { sign: (text, { key }) => createSign("RSA-SHA1").update(text).sign(key, "base64") },
  latin1: {
    sign: (text, { key }) => createSign("RSA-SHA256").update(text, "latin1").sign(key, "base64"),
  },
  "hashed-first": {
    sign: (text, settings) => signed(createHash("sha256").update(text).digest("hex"), settings),
  },
  "private-encrypt": {
    sign: (text, { key }) => {
      const digest = createHash("sha256").update(text).digest();
      return privateEncrypt(key, digest).toString("base64");
    },
  },
  "body-signed": {
    sign: (text, settings) => signed(JSON.stringify({ appId: settings.appId, param: text }), settings),
  },
  "sorted-query": {
    sign: (text, settings) => {
      const pairs = Object.entries(JSON.parse(text)).sort(([a], [b]) => (a < b ? -1 : 1));
      const values = pairs.map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : value]);
      return signed(values.map(([name, value]) => `${name}=${value}`).join("&"), settings);
    },
  },
  "param-as-object": {
    envelope: (text, sign, { appId }) => ({ appId, sign, param: JSON.parse(text) }),
  },
  "object-as-text": { text: (parameters) => String(parameters) },
  "stringify-twice": { text: (parameters) => JSON.stringify(JSON.stringify(parameters)) },
  form: { body: (envelope) => new URLSearchParams(envelope).toString() },
};

/** What clocks in Bangkok show, as the platform writes it. */
function inBangkok(time) {
  return new Date(time + 7 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

async function both(settings) {
  const users = { size: 3, KYCStatus: ["Approved", "Pending"] };
  const month = {
    startTime: inBangkok(Date.now() - 30 * 86_400_000),
    endTime: inBangkok(Date.now()),
    size: 3,
    page: 1,
  };
  return { balance: await call(wallet, settings, BALANCE, users), records: await call(wallet, settings, RECORDS, month) };
}

const { values: options } = parseArgs({
  options: {
    url: { type: "string" },
    "app-id": { type: "string" },
    key: { type: "string" },
    mistake: { type: "string", multiple: true, default: [] },
  },
});
const settings = { url: options.url, appId: options["app-id"], key: readFileSync(options.key, "utf8") };
for (const mistake of options.mistake) {
  const steps = { ...wallet, ...MISTAKES[mistake] };
  // Not ASCII, since some mistakes do no harm to ASCII.
  const answer = await call(steps, settings, BALANCE, { size: 3, mchUuidList: ["สมชาย"] });
  console.log(JSON.stringify({ mistake, code: answer.code }));
}
if (options.mistake.length === 0) {
  for (const [name, answer] of Object.entries(await both(settings))) {
    console.log(JSON.stringify({ call: name, answer }));
  }
}
