// SPDX-License-Identifier: Apache-2.0
// The two endpoints that a site needs for Natter: a private backend (POST auth/verify) and users-info
// (GET users-info). README.md says how to run it. No secret stands here: all of them come from the environment.
import { createHash, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { promisify } from 'node:util';

const TOKEN_SECONDS = 120;
const MOST_TRIES = 10;
const TRIES_SECONDS = 300;
const LARGEST_BODY = 16384;
const MOST_IDS = 100;
const MOST_LOGINS = 10000;

class Refusal extends Error {
  constructor(status, message, headers = {}, body = { error: { message } }) {
    super(message);
    Object.assign(this, { status, headers, body });
  }
}

function setting(name) {
  if (!process.env[name]) throw new Error(`The environment variable ${name} is not set.`);
  return process.env[name];
}

/** Everybody who can sign in: id, login, name, passcode (a hash), avatar_url. Ask your own database here. */
function people() {
  return JSON.parse(readFileSync(setting('SITE_PEOPLE'), 'utf8'));
}

/** Compares digests, so that the time tells nothing of length or contents. */
function isSame(a, b) {
  const digest = (text) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

async function hashOf(passcode, salt = randomBytes(16).toString('hex')) {
  return `${salt}:${(await promisify(scrypt)(passcode, salt, 32)).toString('hex')}`;
}

function signedToken(claims) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'HS256', typ: 'JWT', ver: 'v2' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', setting('NATTER_SIGNING_SECRET')).update(text).digest('base64url')}`;
}

const tries = new Map();

/** Counts one try for that login; a Refusal when there were too many lately. */
function countTry(login) {
  const now = Date.now();
  for (const [key, entry] of tries) if (entry.until <= now) tries.delete(key);
  const entry = tries.get(login) ?? { count: 0, until: now + TRIES_SECONDS * 1000 };
  entry.count += 1;
  if (entry.count > MOST_TRIES || tries.size >= MOST_LOGINS)
    throw new Refusal(429, 'Too many tries.', { 'Retry-After': String(TRIES_SECONDS) });
  tries.set(login, entry);
}

async function bodyOf(request) {
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LARGEST_BODY) throw new Refusal(413, 'Too much.');
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
}

/** The private backend (qiscus.md, 3.3): credentials and a nonce for an identity token. */
async function verify(request) {
  const user = (await bodyOf(request))?.user ?? {};
  for (const field of ['app_id', 'phone_number', 'passcode', 'nonce'])
    if (typeof user[field] !== 'string' || user[field] === '' || user[field].length > 512)
      throw new Refusal(400, `The field ${field} is missing.`);
  if (user.app_id !== setting('NATTER_APP_ID')) throw new Refusal(400, 'This app is not known here.');
  const login = user.phone_number.trim().toLowerCase();
  countTry(login);
  const person = people().find((each) => each.login === login);
  // Somebody unknown takes as long as somebody known.
  const wanted = person?.passcode ?? 'nobody:';
  const given = await hashOf(user.passcode, wanted.split(':')[0]);
  if (!isSame(given, wanted) || !person) throw new Refusal(401, 'Number and passcode do not match.');
  tries.delete(login);
  const now = Math.floor(Date.now() / 1000);
  return {
    identity_token: signedToken({
      iss: setting('NATTER_APP_ID'), iat: now, nbf: now, exp: now + TOKEN_SECONDS, nce: user.nonce,
      prn: String(person.id), name: person.name, avatar_url: person.avatar_url ?? '',
    }),
  };
}

/** Users-info (imbachat.md, 3): who are these ids? For the gateway only, which proves itself by HTTP Basic. */
function usersInfo(request, url) {
  const [, encoded = ''] = /^basic +([A-Za-z0-9+/=]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [login, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const isLogin = isSame(login.toLowerCase(), setting('NATTER_USERS_INFO_LOGIN').toLowerCase());
  if (!isSame(rest.join(':'), setting('NATTER_USERS_INFO_PASSWORD')) || !isLogin)
    throw new Refusal(401, '', { 'WWW-Authenticate': 'Basic realm="Backend"' },
      { code: 401, version: 1, error: 'Authenticate required!', debug: '' });
  const list = url.searchParams.get('user_ids') ?? url.searchParams.get('ids')
    ?? decodeURIComponent(url.pathname.slice('/users-info/'.length));
  const ids = new Set(list.split(',').map((id) => id.trim()).filter(Boolean));
  if (ids.size > MOST_IDS) throw new Refusal(400, 'Too many ids.');
  return people().filter((person) => ids.has(String(person.id)))
    .map((person) => ({ user_id: String(person.id), name: person.name, avatar_url: person.avatar_url ?? '' }));
}

function route(request) {
  const url = new URL(request.url, 'http://site.invalid');
  if (request.method === 'POST' && url.pathname === '/auth/verify') return verify(request);
  if (request.method === 'GET' && /^\/users-info(\/|$)/.test(url.pathname)) return usersInfo(request, url);
  throw new Refusal(404, 'There is nothing here.');
}

async function serve(request, response) {
  const send = (status, body, headers = {}) =>
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers })
      .end(JSON.stringify(body));
  try {
    send(200, await route(request));
  } catch (error) {
    if (!(error instanceof Refusal)) console.error(error.message);
    if (error instanceof Refusal) send(error.status, error.body, error.headers);
    else send(500, { error: { message: 'This site is not set up.' } });
  }
}

if (process.argv[2] === 'hash') // node backend.mjs hash <passcode.txt: the hash for the people file
  console.log(await hashOf(readFileSync(0, 'utf8').split(/\r?\n/)[0]));
else createServer(serve).listen(Number(setting('SITE_PORT')), '127.0.0.1');
