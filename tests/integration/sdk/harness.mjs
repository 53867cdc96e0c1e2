// SPDX-License-Identifier: Apache-2.0
// A natter-gateway on loopback with the two peers it needs, for a published SDK to talk to.
import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const appId = "natter-demo";
const signingSecret = "natter-demo-secret";

function peer(answer) {
    return new Promise((resolve) => {
        const server = createServer((request, response) => {
            response.setHeader("Content-Type", "application/json");
            response.end(JSON.stringify(answer(request)));
        });
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

const addressOf = (server) => `http://127.0.0.1:${server.address().port}/`;

export async function startGateway(program) {
    const folder = mkdtempSync(join(tmpdir(), "natter-sdk-"));
    const keep = (name, text) => writeFileSync(join(folder, name), text, { mode: 0o600 });
    const engine = await peer(() => "ok");
    const site = await peer((request) => {
        const ids = new URL(request.url, "http://site").searchParams.get("user_ids") ?? "";
        return ids.split(",").map((id) => ({ user_id: id, name: `Name of ${id}` }));
    });
    keep("signing-secret", signingSecret);
    keep("token-key", "0123456789abcdef0123456789abcdef");
    keep("users-info-password", "password");
    keep("profile.json", JSON.stringify({
        version: 1, name: "Demo", app_id: appId, gateway: "https://chat.example/",
        backend: { protocol: "qiscus", url: addressOf(site), methods: ["passcode"] },
        engine: { websocket: "wss://chat.example/ws", domain: "chat.example" }, media_hosts: [], brand: {},
    }));
    keep("gateway.conf", [
        "[gateway]", "port = 0", "database_name = :memory:",
        "[engine]", `api = ${addressOf(engine)}`, "token_key_file = token-key",
        `[app ${appId}]`, "signing_secret_file = signing-secret", "profile_file = profile.json",
        `users_info_url = ${addressOf(site)}users`, "users_info_login = gateway",
        "users_info_password_file = users-info-password", "",
    ].join("\n"));

    const gateway = spawn(program, ["--config", join(folder, "gateway.conf")], { stdio: ["ignore", "pipe", "inherit"] });
    const url = await new Promise((resolve, reject) => {
        createInterface({ input: gateway.stdout }).on("line", (line) => resolve(line.replace(/^Listening on /, "")));
        gateway.once("exit", (code) => reject(new Error(`natter-gateway ended with ${code}`)));
    });
    return {
        url,
        stop: () => {
            gateway.removeAllListeners("exit");
            gateway.kill();
            engine.close();
            site.close();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/// What a site's private backend does: an identity token for a user, bound to the nonce.
export function identityToken(userId, nonce) {
    const now = Math.floor(Date.now() / 1000);
    const part = (object) => Buffer.from(JSON.stringify(object)).toString("base64url");
    const header = part({ alg: "HS256", typ: "JWT", ver: "v2" });
    const claims = part({
        iss: appId, iat: now, nbf: now, exp: now + 60, nce: nonce, prn: userId, name: "Ada", avatar_url: "",
    });
    const signature = createHmac("sha256", signingSecret).update(`${header}.${claims}`).digest("base64url");
    return `${header}.${claims}.${signature}`;
}

export function check(isTrue, what) {
    if (!isTrue) {
        console.error(`FAILED: ${what}`);
        process.exit(1);
    }
    console.log(`ok: ${what}`);
}
