// SPDX-License-Identifier: Apache-2.0
// qiscus-sdk-javascript 3.x, unmodified: set-up, nonce, login by identity token (contract qiscus.md, section 2).
import { createRequire } from "node:module";
import { appId, check, identityToken, startGateway } from "./harness.mjs";

const [program, modules] = process.argv.slice(2);
// The little of a browser that it asks for.
const kept = new Map();
globalThis.localStorage ??= {
    getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key), clear: () => kept.clear(),
};
const load = createRequire(`${modules}/`);
// After the login it opens MQTT, which is not served here: a socket that never opens keeps it quiet.
globalThis.WebSocket = class {
    addEventListener() {}
    send() {}
    close() {}
};
globalThis.XMLHttpRequest ??= load("xhr2").XMLHttpRequest;
const module = load("qiscus-sdk-javascript");
const QiscusSDK = module.default ?? module;
const gateway = await startGateway(program);
process.on("exit", gateway.stop);
setTimeout(() => check(false, "done within 20 seconds"), 20_000).unref();

const sdk = new QiscusSDK();
await sdk.setupWithCustomServer(appId, gateway.url.replace(/\/$/, ""), "wss://127.0.0.1:9/mqtt");
check(true, "setupWithCustomServer read the config");
const nonce = await sdk.getJWTNonce();
check(typeof nonce === "string" && nonce.length >= 22, "getJWTNonce gives a nonce");
const user = await sdk.setUserWithIdentityToken(identityToken("P11-A", nonce));
check(user.id === "P11-A" && user.name === "Ada", "setUserWithIdentityToken signs in");
process.exit(0);
