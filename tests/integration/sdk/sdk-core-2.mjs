// SPDX-License-Identifier: Apache-2.0
// qiscus-sdk-core 2.x, unmodified: start-up, nonce, verification, login, refresh (contract qiscus.md, section 2).
import { createRequire } from "node:module";
import { appId, check, identityToken, startGateway } from "./harness.mjs";

const [program, modules] = process.argv.slice(2);
const QiscusSDK = createRequire(`${modules}/`)("qiscus-sdk-core");
const gateway = await startGateway(program);
process.on("exit", gateway.stop);
setTimeout(() => check(false, "done within 20 seconds"), 20_000).unref();

const sdk = new QiscusSDK();
let loggedIn;
const login = new Promise((resolve) => (loggedIn = resolve));
check(gateway.url.endsWith("/"), "the base URL ends in a slash, so that the SDK asks for doubled ones");
await sdk.init({
    AppId: appId,
    baseURL: gateway.url,
    mqttURL: "wss://127.0.0.1:9/mqtt",
    options: {
        loginSuccessCallback: (data) => loggedIn(data),
        loginErrorCallback: (error) => check(false, `login: ${JSON.stringify(error)}`),
    },
});
check(sdk.isConfigLoaded === true, "init read the config");
check(sdk.baseURL === gateway.url, "the config left the base URL alone");
check(sdk.enableRealtime === false, "the config switched realtime off");

const nonce = await sdk.getNonce();
check(typeof nonce.nonce === "string" && nonce.nonce.length >= 22, "getNonce gives a nonce");
check(Math.abs(nonce.expired_at - Date.now() / 1000 - 600) < 5, "that lives for ten minutes");

const token = identityToken("P11-A", nonce.nonce);
const verified = await sdk.verifyIdentityToken(token);
check(verified.user.email === "P11-A", "verifyIdentityToken gives the account");
check(verified.user.username === "Ada", "with the name of the token");
await sdk.verifyIdentityToken(token).then(
    () => check(false, "a replay is refused"),
    (error) => check(error.status === 401 && error.response.body.error.reason === "nonce_used", "a replay is refused"));

const firstRefreshToken = verified.user.refresh_token; // the SDK writes into its account object
sdk.setUserWithIdentityToken(verified);
const data = await login;
check(data.user.email === "P11-A" && sdk.isLogin, "setUserWithIdentityToken signs in");
const refreshed = await sdk.refreshAuthToken();
check(refreshed.refresh_token && refreshed.refresh_token !== firstRefreshToken, "refreshAuthToken rotates the refresh token");
check(refreshed.token.split(".").length === 3, "and gives a new session token");
process.exit(0);
