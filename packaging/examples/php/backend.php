<?php
// SPDX-License-Identifier: Apache-2.0
// The two endpoints that a site needs for Natter: a private backend (POST auth/verify) and users-info
// (GET users-info). README.md says how to run it. No secret stands here: all of them come from the environment.
declare(strict_types=1);

ini_set('display_errors', '0'); // a warning before the JSON would spoil it

const TOKEN_SECONDS = 120;
const MOST_TRIES = 10;
const TRIES_SECONDS = 300;
const LARGEST_BODY = 16384;
const MOST_IDS = 100;
const MOST_LOGINS = 10000;
/** Nobody's passcode: somebody unknown takes as long as somebody known. */
const NOBODY = '$2y$10$cZMbZf2PxWwAFrACiXPSvOzGW0NiC0wAuTPg28xg571six5RvgRX2';

function answer(int $status, array $body, array $headers = []): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    header('Cache-Control: no-store');
    foreach ($headers as $header) {
        header($header);
    }
    echo json_encode($body, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    exit;
}

function refuse(int $status, string $message, array $headers = []): never
{
    answer($status, ['error' => ['message' => $message]], $headers);
}

function setting(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        error_log("The environment variable $name is not set.");
        refuse(500, 'This site is not set up.');
    }
    return $value;
}

/** Everybody who can sign in: id, login, name, passcode (a hash), avatar_url. Ask your own database here. */
function people(): array
{
    return json_decode((string) file_get_contents(setting('SITE_PEOPLE')), true, 8, JSON_THROW_ON_ERROR);
}

function base64url(string $bytes): string
{
    return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
}

function signedToken(array $claims, string $secret): string
{
    $header = ['alg' => 'HS256', 'typ' => 'JWT', 'ver' => 'v2'];
    $flags = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR;
    $text = base64url(json_encode($header, $flags)) . '.' . base64url(json_encode($claims, $flags));
    return $text . '.' . base64url(hash_hmac('sha256', $text, $secret, true));
}

/** Counts one try for that login, or with $isRight forgets them all. True when there were too many lately. */
function isThrottled(string $login, bool $isRight = false): bool
{
    $file = fopen(setting('SITE_TRIES'), 'c+');
    flock($file, LOCK_EX);
    $now = time();
    $tries = json_decode((string) stream_get_contents($file), true) ?: [];
    $tries = array_filter($tries, fn (array $entry): bool => $entry['until'] > $now);
    $key = hash('sha256', $login);
    $entry = $tries[$key] ?? ['count' => 0, 'until' => $now + TRIES_SECONDS];
    $entry['count'] += 1;
    $tries[$key] = $entry;
    if ($isRight) {
        unset($tries[$key]);
    }
    ftruncate($file, 0);
    rewind($file);
    fwrite($file, json_encode($tries));
    fclose($file);
    return $entry['count'] > MOST_TRIES || count($tries) > MOST_LOGINS;
}

/** The private backend (qiscus.md, 3.3): credentials and a nonce for an identity token. */
function verify(): never
{
    $body = json_decode((string) file_get_contents('php://input', false, null, 0, LARGEST_BODY), true, 8);
    $user = is_array($body) && is_array($body['user'] ?? null) ? $body['user'] : [];
    foreach (['app_id', 'phone_number', 'passcode', 'nonce'] as $field) {
        if (!is_string($user[$field] ?? null) || $user[$field] === '' || strlen($user[$field]) > 512) {
            refuse(400, "The field $field is missing.");
        }
    }
    $appId = setting('NATTER_APP_ID');
    if (!hash_equals($appId, $user['app_id'])) {
        refuse(400, 'This app is not known here.');
    }
    $login = strtolower(trim($user['phone_number']));
    if (isThrottled($login)) {
        refuse(429, 'Too many tries.', ['Retry-After: ' . TRIES_SECONDS]);
    }
    $found = array_values(array_filter(people(), fn (array $person): bool => $person['login'] === $login));
    $hash = $found[0]['passcode'] ?? NOBODY;
    if (!password_verify($user['passcode'], $hash) || $found === []) {
        refuse(401, 'Number and passcode do not match.');
    }
    isThrottled($login, true);
    $now = time();
    answer(200, ['identity_token' => signedToken([
        'iss' => $appId, 'iat' => $now, 'nbf' => $now, 'exp' => $now + TOKEN_SECONDS, 'nce' => $user['nonce'],
        'prn' => (string) $found[0]['id'], 'name' => $found[0]['name'],
        'avatar_url' => $found[0]['avatar_url'] ?? '',
    ], setting('NATTER_SIGNING_SECRET'))]);
}

/** Users-info (imbachat.md, 3): who are these ids? For the gateway only, which proves itself by HTTP Basic. */
function usersInfo(string $path): never
{
    $isLogin = hash_equals(strtolower(setting('NATTER_USERS_INFO_LOGIN')), strtolower($_SERVER['PHP_AUTH_USER'] ?? ''));
    $isPassword = hash_equals(setting('NATTER_USERS_INFO_PASSWORD'), $_SERVER['PHP_AUTH_PW'] ?? '');
    if (!$isLogin || !$isPassword) {
        answer(401, ['code' => 401, 'version' => 1, 'error' => 'Authenticate required!', 'debug' => ''],
            ['WWW-Authenticate: Basic realm="Backend"']);
    }
    $list = $_GET['user_ids'] ?? $_GET['ids'] ?? rawurldecode(substr($path, strlen('/users-info/')));
    $ids = array_filter(array_unique(array_map('trim', explode(',', is_string($list) ? $list : ''))), 'strlen');
    if (count($ids) > MOST_IDS) {
        refuse(400, 'Too many ids.');
    }
    $known = array_filter(people(), fn (array $person): bool => in_array((string) $person['id'], $ids, true));
    answer(200, array_map(fn (array $person): array => [
        'user_id' => (string) $person['id'], 'name' => $person['name'], 'avatar_url' => $person['avatar_url'] ?? '',
    ], array_values($known)));
}

if (PHP_SAPI === 'cli') { // php backend.php <passcode.txt: the hash for the people file
    echo password_hash(rtrim((string) fgets(STDIN), "\r\n"), PASSWORD_DEFAULT), "\n";
    exit;
}
$path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if ($_SERVER['REQUEST_METHOD'] === 'POST' && $path === '/auth/verify') {
    verify();
}
if ($_SERVER['REQUEST_METHOD'] === 'GET' && ($path === '/users-info' || str_starts_with($path, '/users-info/'))) {
    usersInfo($path);
}
refuse(404, 'There is nothing here.');
