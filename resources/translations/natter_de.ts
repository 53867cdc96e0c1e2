<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>DesktopBrowser</name>
    <message>
        <source>You can close this tab and return to %1.</source>
        <comment>the app&apos;s name</comment>
        <translation>Du kannst diesen Tab schließen und zu %1 zurückkehren.</translation>
    </message>
    <message>
        <source>%1 does not wait for this page. Return to %1 and start the sign-in there.</source>
        <comment>the app&apos;s name</comment>
        <translation>%1 wartet nicht auf diese Seite. Kehre zu %1 zurück und beginne die Anmeldung dort.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message numerus="yes">
        <source>%n s</source>
        <comment>seconds to wait, short</comment>
        <translation>
            <numerusform>%n&#xa0;s</numerusform>
            <numerusform>%n&#xa0;s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <comment>minutes to wait, short</comment>
        <translation>
            <numerusform>%n&#xa0;min</numerusform>
            <numerusform>%n&#xa0;min</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody with this id is known here. Check the id and try again.</source>
        <translation>Mit dieser Kennung ist hier niemand bekannt. Prüfe sie und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>This id cannot be written to.</source>
        <translation>An diese Kennung kann man nicht schreiben.</translation>
    </message>
    <message>
        <source>This code is not right. Check the digits and type them again.</source>
        <translation>Dieser Code stimmt nicht. Prüfe die Ziffern und gib sie noch einmal ein.</translation>
    </message>
    <message>
        <source>The login or the password is not right. Check both and try again.</source>
        <translation>Anmeldename oder Passwort stimmt nicht. Prüfe beides und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The login or the passcode is not right. Check both and try again.</source>
        <translation>Anmeldename oder Zugangscode stimmt nicht. Prüfe beides und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>This code is no longer valid. Ask for a new one below.</source>
        <translation>Dieser Code gilt nicht mehr. Fordere unten einen neuen an.</translation>
    </message>
    <message>
        <source>Start with your country code, like +49. Without it the number could be anybody&apos;s.</source>
        <translation>Beginne mit der Landesvorwahl, zum Beispiel +49. Ohne sie ist die Nummer nicht eindeutig.</translation>
    </message>
    <message>
        <source>This does not look right. Check what you typed.</source>
        <translation>Das sieht nicht richtig aus. Prüfe deine Eingabe.</translation>
    </message>
    <message>
        <source>This login is not known here. Check it and try again.</source>
        <translation>Dieser Anmeldename ist hier nicht bekannt. Prüfe ihn und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The site cannot send codes at the moment. Try again in a few minutes.</source>
        <translation>Die Seite kann gerade keine Codes senden. Versuch es in ein paar Minuten noch einmal.</translation>
    </message>
    <message>
        <source>The site could not vouch for you. Try again; if it stays, tell the site&apos;s operator.</source>
        <translation>Die Seite konnte nicht für dich bürgen. Versuch es noch einmal; bleibt es dabei, sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>Your sign-in has run out.</source>
        <translation>Deine Anmeldung ist abgelaufen.</translation>
    </message>
    <message>
        <source>The chat service does not accept your sign-in any more.</source>
        <translation>Der Chatdienst nimmt deine Anmeldung nicht mehr an.</translation>
    </message>
    <message>
        <source>The chat service ended your session.</source>
        <translation>Der Chatdienst hat deine Sitzung beendet.</translation>
    </message>
    <message>
        <source>You were signed out, here or on another device.</source>
        <translation>Du wurdest abgemeldet, hier oder auf einem anderen Gerät.</translation>
    </message>
    <message>
        <source>You are not signed in on this computer.</source>
        <translation>Du bist auf diesem Rechner nicht angemeldet.</translation>
    </message>
    <message>
        <source>Your keychain does not answer. Look for its window, or sign in for this session only.</source>
        <translation>Dein Schlüsselbund antwortet nicht. Sieh nach, ob sein Fenster offen ist, oder melde dich nur für diese Sitzung an.</translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it, or sign in for this session only.</source>
        <translation>Dein Schlüsselbund ist gesperrt. Entsperre ihn oder melde dich nur für diese Sitzung an.</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain does not work. Mend it, or sign in for this session only.</source>
        <translation>Der Schlüsselbund dieses Rechners funktioniert nicht. Repariere ihn oder melde dich nur für diese Sitzung an.</translation>
    </message>
    <message>
        <source>KWallet</source>
        <translation>KWallet</translation>
    </message>
    <message>
        <source>GNOME</source>
        <translation>GNOME</translation>
    </message>
    <message>
        <source>macOS</source>
        <translation>macOS</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>Windows</translation>
    </message>
    <message>
        <source>The sign-in was stopped on the site&apos;s page. Try again when you like.</source>
        <translation>Die Anmeldung wurde auf der Seite abgebrochen. Versuch es noch einmal, wann du möchtest.</translation>
    </message>
    <message>
        <source>The site did not accept what came back from your browser. Try again.</source>
        <translation>Die Seite hat die Antwort aus deinem Browser nicht angenommen. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing came back from your browser in time. Try again.</source>
        <translation>Aus deinem Browser kam nicht rechtzeitig eine Antwort. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>No browser could be started. Choose one in the system&apos;s settings, then try again.</source>
        <translation>Es ließ sich kein Browser starten. Wähle einen in den Systemeinstellungen und versuch es dann noch einmal.</translation>
    </message>
    <message>
        <source>This is not an address. It looks like chat.example.com.</source>
        <translation>Das ist keine Adresse. Sie sieht etwa so aus: chat.example.com.</translation>
    </message>
    <message>
        <source>This was cancelled. Try again.</source>
        <translation>Das wurde abgebrochen. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Check your internet connection and try again.</source>
        <translation>Der Server ist nicht erreichbar. Prüfe deine Internetverbindung und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The server takes too long to answer.</source>
        <translation>Der Server braucht zu lange für eine Antwort.</translation>
    </message>
    <message>
        <source>The server asks for a pause.</source>
        <translation>Der Server bittet um eine Pause.</translation>
    </message>
    <message>
        <source>The server has a problem of its own.</source>
        <translation>Der Server hat selbst ein Problem.</translation>
    </message>
    <message>
        <source>The server answered something unexpected. If it stays, tell the site&apos;s operator.</source>
        <translation>Der Server hat etwas Unerwartetes geantwortet. Bleibt es dabei, sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>The server takes too long to answer. Try again in a moment.</source>
        <translation>Der Server braucht zu lange für eine Antwort. Versuch es gleich noch einmal.</translation>
    </message>
    <message>
        <source>The connection is not secure, so nothing was sent. Check this computer&apos;s date and time, or tell the site&apos;s operator.</source>
        <translation>Die Verbindung ist nicht sicher, darum wurde nichts gesendet. Prüfe Datum und Uhrzeit dieses Rechners oder sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>The server answered something unexpected. Try again later; if it stays, tell the site&apos;s operator.</source>
        <translation>Der Server hat etwas Unerwartetes geantwortet. Versuch es später noch einmal; bleibt es dabei, sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>Your sign-in has run out. Sign in again.</source>
        <translation>Deine Anmeldung ist abgelaufen. Melde dich neu an.</translation>
    </message>
    <message>
        <source>You were signed out, here or on another device. Sign in again.</source>
        <translation>Du wurdest abgemeldet, hier oder auf einem anderen Gerät. Melde dich neu an.</translation>
    </message>
    <message>
        <source>This code is no longer valid. Ask for a new one.</source>
        <translation>Dieser Code gilt nicht mehr. Fordere einen neuen an.</translation>
    </message>
    <message>
        <source>This does not exist any more.</source>
        <translation>Das gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Too many tries. Try again in %1.</source>
        <translation>Zu viele Versuche. Versuch es in %1 noch einmal.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little, then try again.</source>
        <translation>Zu viele Versuche. Warte ein wenig und versuch es dann noch einmal.</translation>
    </message>
    <message>
        <source>The server has a problem of its own. Try again in a few minutes.</source>
        <translation>Der Server hat selbst ein Problem. Versuch es in ein paar Minuten noch einmal.</translation>
    </message>
    <message>
        <source>Your keychain is locked. Unlock it and try again.</source>
        <translation>Dein Schlüsselbund ist gesperrt. Entsperre ihn und versuch es noch einmal.</translation>
    </message>
    <message>
        <source>This computer&apos;s keychain does not work.</source>
        <translation>Der Schlüsselbund dieses Rechners funktioniert nicht.</translation>
    </message>
    <message>
        <source>Your sign-in is kept in the %1 keychain, which is not available here.</source>
        <translation>Deine Anmeldung liegt in einem Schlüsselbund, der hier nicht verfügbar ist (%1).</translation>
    </message>
    <message>
        <source>You are not signed in on this computer. Sign in again.</source>
        <translation>Du bist auf diesem Rechner nicht angemeldet. Melde dich neu an.</translation>
    </message>
    <message>
        <source>The disk is full, so nothing can be kept. Free some space.</source>
        <translation>Die Festplatte ist voll, darum lässt sich nichts speichern. Schaffe etwas Platz.</translation>
    </message>
    <message>
        <source>The settings of this site are wrong. Tell the site&apos;s operator.</source>
        <translation>Die Einstellungen dieser Seite sind falsch. Sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>This is being done already. Wait a moment.</source>
        <translation>Das läuft bereits. Warte einen Moment.</translation>
    </message>
    <message>
        <source>Something went wrong. Try again.</source>
        <translation>Etwas ist schiefgegangen. Versuch es noch einmal.</translation>
    </message>
    <message>
        <source>The list of your accounts cannot be read, and was put aside. Sign in again.</source>
        <translation>Die Liste deiner Konten ließ sich nicht lesen und wurde beiseitegelegt. Melde dich neu an.</translation>
    </message>
    <message>
        <source>The site does not understand this sign-in: it sends %1 elsewhere. Tell the site&apos;s operator.</source>
        <comment>the app&apos;s name</comment>
        <translation>Die Seite versteht diese Anmeldung nicht: Sie schickt %1 anderswohin. Sag dem Betreiber der Seite Bescheid.</translation>
    </message>
    <message>
        <source>This computer does not let %1 wait for your browser. Check its firewall, then try again.</source>
        <comment>the app&apos;s name</comment>
        <translation>Dieser Rechner lässt %1 nicht auf deinen Browser warten. Prüfe die Firewall und versuch es dann noch einmal.</translation>
    </message>
    <message>
        <source>There is no chat service that can be used at this address. Check the spelling, or ask the site&apos;s operator for the right one.</source>
        <translation>Unter dieser Adresse gibt es keinen Chatdienst, der sich nutzen lässt. Prüfe die Schreibweise oder frag den Betreiber der Seite nach der richtigen.</translation>
    </message>
    <message>
        <source>The list of your accounts cannot be kept on this computer. Check the disk, then start %1 again.</source>
        <comment>the app&apos;s name</comment>
        <translation>Die Liste deiner Konten lässt sich auf diesem Rechner nicht speichern. Prüfe die Festplatte und starte %1 dann neu.</translation>
    </message>
    <message>
        <source>Messages cannot be kept on this computer. Check the disk, then start %1 again.</source>
        <comment>the app&apos;s name</comment>
        <translation>Nachrichten lassen sich auf diesem Rechner nicht speichern. Prüfe die Festplatte und starte %1 dann neu.</translation>
    </message>
    <message>
        <source>Your sign-in is kept in a keychain that is not available here.</source>
        <translation>Deine Anmeldung liegt in einem Schlüsselbund, der hier nicht verfügbar ist.</translation>
    </message>
</context>
<context>
    <name>Natter::App</name>
    <message>
        <source>Shows this text.</source>
        <translation>Zeigt diesen Text.</translation>
    </message>
    <message>
        <source>Shows the version.</source>
        <translation>Zeigt die Version.</translation>
    </message>
    <message>
        <source>Deployment profile: a site&apos;s address, a URL or a file.</source>
        <translation>Profil der Seite: ihre Adresse, eine URL oder eine Datei.</translation>
    </message>
    <message>
        <source>A link was ignored: it does not name a dialog.</source>
        <translation>Ein Link wurde übergangen: Er nennt keine Unterhaltung.</translation>
    </message>
    <message>
        <source>%1, the desktop messenger of your site.</source>
        <translation>%1, der Messenger deiner Seite für den Rechner.</translation>
    </message>
    <message>
        <source>Opens the dialog with that person, in the running %1 when there is one.</source>
        <translation>Öffnet die Unterhaltung mit dieser Person, im schon laufenden %1, wenn es eines gibt.</translation>
    </message>
    <message>
        <source>Opens the window on an empty folder, reports as JSON what works on this computer, and ends.</source>
        <translation>Öffnet das Fenster mit einem leeren Ordner, meldet als JSON, was auf diesem Rechner funktioniert, und endet.</translation>
    </message>
    <message>
        <source>A %1://dialog/USER_ID link.</source>
        <translation>Ein Link wie %1://dialog/USER_ID.</translation>
    </message>
</context>
<context>
    <name>Natter::App::Composition</name>
    <message>
        <source>Looking up the site…</source>
        <translation>Seite wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Signing out…</source>
        <translation>Abmelden&#xa0;…</translation>
    </message>
    <message>
        <source>A sign-in came back from your browser, but nobody waits for it here.</source>
        <translation>Aus deinem Browser kam eine Anmeldung zurück, aber hier wartet niemand darauf.</translation>
    </message>
    <message>
        <source>No browser could be started to show %1.</source>
        <translation>Es ließ sich kein Browser starten, um %1 zu zeigen.</translation>
    </message>
</context>
<context>
    <name>Natter::Diagnosis</name>
    <message>
        <source>The gateway has no app of that id. Give the profile&apos;s app_id a section [app ...] in the gateway&apos;s configuration.</source>
        <translation>Das Gateway kennt keine App mit dieser Kennung. Gib der app_id des Profils einen Abschnitt [app ...] in der Konfiguration des Gateways.</translation>
    </message>
    <message>
        <source>A proxy took the header qiscus-sdk-app-id away. Let it pass.</source>
        <translation>Ein Proxy hat den Header qiscus-sdk-app-id entfernt. Lass ihn durch.</translation>
    </message>
    <message>
        <source>Backend and gateway sign with different secrets. Give both the same one: the same bytes, without a line break at the end of a secret file, not base64-decoded by one of them.</source>
        <translation>Backend und Gateway signieren mit verschiedenen Geheimnissen. Gib beiden dasselbe: dieselben Bytes, ohne Zeilenumbruch am Ende der Datei und ohne dass eines von beiden es aus Base64 dekodiert.</translation>
    </message>
    <message>
        <source>Put the app id into the claim iss, exactly as the gateway spells it.</source>
        <translation>Schreibe die App-Kennung in den Claim iss, genau so, wie das Gateway sie schreibt.</translation>
    </message>
    <message>
        <source>Add the claim that the gateway names; see the step &quot;Identity token&quot;.</source>
        <translation>Ergänze den Claim, den das Gateway nennt; siehe den Schritt „Identitäts-Token“.</translation>
    </message>
    <message>
        <source>Mend the claim that the gateway names; see the step &quot;Identity token&quot;.</source>
        <translation>Berichtige den Claim, den das Gateway nennt; siehe den Schritt „Identitäts-Token“.</translation>
    </message>
    <message>
        <source>Set typ in the token&apos;s header to JWT.</source>
        <translation>Setze typ im Header des Tokens auf JWT.</translation>
    </message>
    <message>
        <source>Set ver in the token&apos;s header to v2.</source>
        <translation>Setze ver im Header des Tokens auf v2.</translation>
    </message>
    <message>
        <source>Set the claim scope to user.</source>
        <translation>Setze den Claim scope auf user.</translation>
    </message>
    <message>
        <source>Leave the claim aud out, or let it name the app id, alone or in a list.</source>
        <translation>Lass den Claim aud weg, oder nenne darin die App-Id, allein oder in einer Liste.</translation>
    </message>
    <message>
        <source>The token has the claim initiator: it opens a dialog with somebody and logs nobody in. Answer with the user&apos;s own token.</source>
        <translation>Das Token hat den Claim initiator: Es öffnet ein Gespräch mit jemandem und meldet niemanden an. Antworte mit dem eigenen Token der Person.</translation>
    </message>
    <message>
        <source>The token was not made by this gateway&apos;s backend API. Let the private backend ask the gateway&apos;s api.php instead of mesibo&apos;s, with the app_token of the gateway&apos;s configuration.</source>
        <translation>Das Token stammt nicht von der Backend-API dieses Gateways. Lass das private Backend api.php des Gateways statt das von mesibo fragen, mit dem app_token aus der Konfiguration des Gateways.</translation>
    </message>
    <message>
        <source>The gateway did not get a usable answer from login_check_url; its log says why. Check the address, the names of the form&apos;s fields, and the users-info login that it is asked with.</source>
        <translation>Das Gateway bekam von login_check_url keine brauchbare Antwort; sein Protokoll sagt, warum. Prüfe die Adresse, die Namen der Formularfelder und den users-info-Zugang, mit dem gefragt wird.</translation>
    </message>
    <message>
        <source>Sign with HS256, or allow the algorithm in the gateway&apos;s configuration.</source>
        <translation>Signiere mit HS256 oder erlaube das Verfahren in der Konfiguration des Gateways.</translation>
    </message>
    <message>
        <source>The token is not a compact JWT: three parts of base64url without padding, joined by dots.</source>
        <translation>Das Token ist kein kompaktes JWT: drei Teile in base64url ohne Auffüllung, durch Punkte verbunden.</translation>
    </message>
    <message>
        <source>The backend&apos;s clock is ahead of the gateway&apos;s. Set both by NTP.</source>
        <translation>Die Uhr des Backends geht gegenüber dem Gateway vor. Stelle beide per NTP.</translation>
    </message>
    <message>
        <source>The backend must put the nonce that came with the login, unchanged, into the claim nce.</source>
        <translation>Das Backend muss die Nonce, die mit der Anmeldung kam, unverändert in den Claim nce schreiben.</translation>
    </message>
    <message>
        <source>The nonce was used before. The backend must not answer with a token that it made earlier.</source>
        <translation>Die Nonce wurde schon benutzt. Das Backend darf nicht mit einem früher erzeugten Token antworten.</translation>
    </message>
    <message>
        <source>The nonce had ended before the token came. Set nonce_lifetime_seconds to 600 in the gateway&apos;s configuration, and let the backend answer quickly.</source>
        <translation>Die Nonce war abgelaufen, bevor das Token kam. Setze nonce_lifetime_seconds in der Konfiguration des Gateways auf 600 und lass das Backend schnell antworten.</translation>
    </message>
    <message>
        <source>Use ids that an address can carry: no /, +, # or comma, at most 256 bytes.</source>
        <translation>Verwende Kennungen, die in eine Adresse passen: ohne /, +, # oder Komma, höchstens 256 Bytes.</translation>
    </message>
    <message>
        <source>Two ids of the site differ in upper and lower case only. The engine cannot tell them apart: change one.</source>
        <translation>Zwei Kennungen der Seite unterscheiden sich nur in Groß- und Kleinschreibung. Der Chatserver kann sie nicht unterscheiden: Ändere eine.</translation>
    </message>
    <message>
        <source>The gateway did not get a good answer from the site&apos;s users-info within 5 seconds; its log says what came. Run natter-doctor with --users-info to look at it directly.</source>
        <translation>Das Gateway bekam von users-info der Seite binnen 5 Sekunden keine gute Antwort; sein Protokoll sagt, was kam. natter-doctor mit --users-info sieht direkt nach.</translation>
    </message>
    <message>
        <source>The gateway cannot reach ejabberd&apos;s HTTP API. Check that the engine runs, the address and login under [engine], and that the commands register, unregister and kick_user are permitted.</source>
        <translation>Das Gateway erreicht die HTTP-API von ejabberd nicht. Prüfe, ob der Chatserver läuft, Adresse und Zugang unter [engine] und ob die Befehle register, unregister und kick_user erlaubt sind.</translation>
    </message>
    <message>
        <source>The gateway does not know the refresh token that it has just given. Several gateways need one database.</source>
        <translation>Das Gateway kennt das Refresh-Token nicht, das es gerade ausgegeben hat. Mehrere Gateways brauchen eine gemeinsame Datenbank.</translation>
    </message>
    <message>
        <source>The gateway ended a session that it has just opened. Several gateways need one database; its log says who ended the session.</source>
        <translation>Das Gateway hat eine Sitzung beendet, die es gerade eröffnet hat. Mehrere Gateways brauchen eine gemeinsame Datenbank; das Protokoll sagt, wer sie beendet hat.</translation>
    </message>
    <message>
        <source>The gateway cannot use its database. Look at its log.</source>
        <translation>Das Gateway kann seine Datenbank nicht benutzen. Sieh in sein Protokoll.</translation>
    </message>
    <message>
        <source>Too many login calls came from this address. Wait a minute; behind a proxy, check that it sends X-Forwarded-For.</source>
        <translation>Von dieser Adresse kamen zu viele Anmeldungen. Warte eine Minute; hinter einem Proxy prüfe, ob er X-Forwarded-For sendet.</translation>
    </message>
    <message>
        <source>The page said no: whoever sat there cancelled, or the site does not let them in. Its log says which.</source>
        <translation>Die Seite hat abgelehnt: Wer davorsaß, hat abgebrochen, oder die Seite lässt diese Person nicht herein. Ihr Protokoll sagt, was es war.</translation>
    </message>
    <message>
        <source>Nobody finished the sign-in, or the page did not send the browser back to redirect_uri with state and code. The browser must run on this machine.</source>
        <translation>Niemand hat die Anmeldung beendet, oder die Seite hat den Browser nicht mit state und code zu redirect_uri zurückgeschickt. Der Browser muss auf diesem Rechner laufen.</translation>
    </message>
    <message>
        <source>No port of 127.0.0.1 could be opened on this machine.</source>
        <translation>Auf diesem Rechner ließ sich kein Port von 127.0.0.1 öffnen.</translation>
    </message>
    <message>
        <source>Let the page take the profile&apos;s app_id, with any port and path of 127.0.0.1 in redirect_uri (RFC 8252, 7.3).</source>
        <translation>Lass die Seite die app_id des Profils annehmen, mit jedem Port und Pfad von 127.0.0.1 in redirect_uri (RFC 8252, 7.3).</translation>
    </message>
    <message>
        <source>The page does not take what the app sends; src/domain/README.md describes each member.</source>
        <translation>Die Seite nimmt nicht an, was die App sendet; src/domain/README.md beschreibt jede Angabe.</translation>
    </message>
    <message>
        <source>Something answers there, but not the engine&apos;s WebSocket. Route the path of engine.websocket to ejabberd_http_ws, and let the proxy pass Upgrade, Connection and Sec-WebSocket-Protocol.</source>
        <translation>Dort antwortet etwas, aber nicht der WebSocket des Chatservers. Leite den Pfad von engine.websocket zu ejabberd_http_ws und lass den Proxy Upgrade, Connection und Sec-WebSocket-Protocol durchreichen.</translation>
    </message>
    <message>
        <source>Use wss: in engine.websocket.</source>
        <translation>Verwende wss: in engine.websocket.</translation>
    </message>
    <message>
        <source>Let the engine offer PLAIN: tokens travel as its password. In ejabberd, auth_method: [jwt, sql], and PLAIN not among disable_sasl_mechanisms.</source>
        <translation>Lass den Chatserver PLAIN anbieten: Tokens reisen als dessen Passwort. In ejabberd: auth_method: [jwt, sql], und PLAIN nicht unter disable_sasl_mechanisms.</translation>
    </message>
    <message>
        <source>The engine refuses the gateway&apos;s token. Its jwt_key must be the gateway&apos;s token_key, and its hosts must name engine.domain.</source>
        <translation>Der Chatserver lehnt das Token des Gateways ab. Sein jwt_key muss der token_key des Gateways sein, und seine hosts müssen engine.domain nennen.</translation>
    </message>
    <message>
        <source>Load mod_stream_mgmt in the engine.</source>
        <translation>Lade mod_stream_mgmt im Chatserver.</translation>
    </message>
    <message>
        <source>Check that the server runs, that name and port are right, and that no firewall is between.</source>
        <translation>Prüfe, ob der Server läuft, ob Name und Port stimmen und ob keine Firewall dazwischen liegt.</translation>
    </message>
    <message>
        <source>The server took too long. Look at its load and log, and at proxies on the way.</source>
        <translation>Der Server brauchte zu lange. Sieh nach seiner Last und in sein Protokoll, und nach Proxys auf dem Weg.</translation>
    </message>
    <message>
        <source>Give the server a certificate of a known authority, for its name, with its chain. Certificates that are not trusted are never accepted.</source>
        <translation>Gib dem Server ein Zertifikat einer bekannten Stelle, für seinen Namen und mit der Kette. Zertifikate ohne Vertrauen werden nie angenommen.</translation>
    </message>
    <message>
        <source>Answer at this address itself, or name the final one. Redirects are never followed, because a login must not travel to a host that nobody named.</source>
        <translation>Antworte an dieser Adresse selbst oder nenne die endgültige. Weiterleitungen werden nie befolgt, denn eine Anmeldung darf nicht zu einem Rechner reisen, den niemand genannt hat.</translation>
    </message>
    <message>
        <source>The answer is far larger than it should be: probably something else answers there.</source>
        <translation>Die Antwort ist viel größer, als sie sein sollte: Wahrscheinlich antwortet dort etwas anderes.</translation>
    </message>
    <message>
        <source>Something else than expected answers there, often the page of a web server or proxy. Check the address and the proxy&apos;s routes.</source>
        <translation>Dort antwortet etwas anderes als erwartet, oft die Seite eines Webservers oder Proxys. Prüfe die Adresse und die Routen des Proxys.</translation>
    </message>
    <message>
        <source>Too many tries. Wait a little and run this again.</source>
        <translation>Zu viele Versuche. Warte ein wenig und prüfe dann noch einmal.</translation>
    </message>
    <message>
        <source>The server failed inside. Its log says why.</source>
        <translation>Im Server ist etwas fehlgeschlagen. Sein Protokoll sagt, was.</translation>
    </message>
    <message>
        <source>Correct the profile; src/domain/README.md describes every member.</source>
        <translation>Berichtige das Profil; src/domain/README.md beschreibt jede Angabe.</translation>
    </message>
    <message>
        <source>Nothing is served at this address. Check the address and the proxy&apos;s routes.</source>
        <translation>An dieser Adresse gibt es nichts. Prüfe die Adresse und die Routen des Proxys.</translation>
    </message>
    <message>
        <source>Check login and passcode, and that the backend compares them as they are.</source>
        <translation>Prüfe Anmeldename und Code, und ob das Backend sie unverändert vergleicht.</translation>
    </message>
    <message>
        <source>The server&apos;s log may say more.</source>
        <translation>Das Protokoll des Servers sagt vielleicht mehr.</translation>
    </message>
    <message>
        <source>it answers</source>
        <translation>es antwortet</translation>
    </message>
    <message>
        <source>no archive: an answer without &lt;fin/&gt;</source>
        <translation>kein Archiv: eine Antwort ohne &lt;fin/&gt;</translation>
    </message>
    <message>
        <source>no archive: %1</source>
        <translation>kein Archiv: %1</translation>
    </message>
    <message>
        <source>Message archive</source>
        <translation>Nachrichtenarchiv</translation>
    </message>
    <message>
        <source>Messages of other devices and of the time offline are read from it (XEP-0313).</source>
        <translation>Daraus werden Nachrichten anderer Geräte und aus der Zeit ohne Verbindung gelesen (XEP-0313).</translation>
    </message>
    <message>
        <source>Private backend</source>
        <translation>Privates Backend</translation>
    </message>
    <message>
        <source>It decides who may sign in. The app tells a wrong code from a broken server by its refusal, so a login of nobody is tried here and must be refused in the contract&apos;s way.</source>
        <translation>Es entscheidet, wer sich anmelden darf. An seiner Ablehnung unterscheidet die App einen falschen Code von einem kaputten Server. Deshalb wird hier eine Anmeldung versucht, die niemandem gehört; sie muss abgelehnt werden, wie es vereinbart ist.</translation>
    </message>
    <message>
        <source>this site signs in through the browser only</source>
        <translation>auf dieser Seite meldet man sich nur im Browser an</translation>
    </message>
    <message>
        <source>the page sends the browser back at once, without asking anybody</source>
        <translation>die Seite schickt den Browser sofort zurück, ohne jemanden zu fragen</translation>
    </message>
    <message>
        <source>Look at the site&apos;s log: the page refuses everybody, or it takes a code for given before a person has signed in.</source>
        <translation>Sieh in das Protokoll der Website: Die Seite lehnt alle ab, oder sie gibt einen Code aus, bevor sich jemand angemeldet hat.</translation>
    </message>
    <message>
        <source>the page is not HTML, so a browser shows no form</source>
        <translation>die Seite ist kein HTML, also zeigt ein Browser kein Formular</translation>
    </message>
    <message>
        <source>Let backend.browser_page name the page where people sign in.</source>
        <translation>Lass backend.browser_page die Seite nennen, auf der man sich anmeldet.</translation>
    </message>
    <message>
        <source>the page answers with status %1</source>
        <translation>die Seite antwortet mit Status %1</translation>
    </message>
    <message>
        <source>Let the page take response_type, app_id, redirect_uri, state, nonce, code_challenge and code_challenge_method, with any port of 127.0.0.1 in redirect_uri (RFC 8252, 7.3).</source>
        <translation>Lass die Seite response_type, app_id, redirect_uri, state, nonce, code_challenge und code_challenge_method annehmen, mit jedem Port von 127.0.0.1 in redirect_uri (RFC 8252, 7.3).</translation>
    </message>
    <message>
        <source>the page shows itself, and a code that it never gave is refused</source>
        <translation>die Seite zeigt sich, und ein Code, den sie nie ausgab, wird abgelehnt</translation>
    </message>
    <message>
        <source>people are sent to %1, which the profile names nowhere else</source>
        <translation>man wird zu %1 geschickt, das im Profil sonst nirgends vorkommt</translation>
    </message>
    <message>
        <source>Passwords are typed there: make sure that the address is right. A page on the site&apos;s own host that leads on to it is easier to trust.</source>
        <translation>Dort werden Passwörter getippt: Vergewissere dich, dass die Adresse stimmt. Einer Seite auf dem eigenen Rechner der Website, die dorthin weiterleitet, vertraut man leichter.</translation>
    </message>
    <message>
        <source>Sign-in in the browser</source>
        <translation>Anmeldung im Browser</translation>
    </message>
    <message>
        <source>People sign in at the site&apos;s own page, and the app gives the code from there for an identity token.</source>
        <translation>Man meldet sich auf der eigenen Seite der Website an, und die App tauscht den Code von dort gegen ein Identitäts-Token.</translation>
    </message>
    <message>
        <source>this site does not sign in through the browser</source>
        <translation>auf dieser Seite meldet man sich nicht im Browser an</translation>
    </message>
    <message>
        <source>the clocks agree</source>
        <translation>die Uhren stimmen überein</translation>
    </message>
    <message>
        <source>the gateway&apos;s answer has no date</source>
        <translation>die Antwort des Gateways hat kein Datum</translation>
    </message>
    <message>
        <source>A proxy took the gateway&apos;s Date header away. Let it pass: the app goes by it where its own clock is wrong.</source>
        <translation>Ein Proxy hat den Header Date des Gateways entfernt. Lass ihn durch: Die App richtet sich danach, wo die eigene Uhr falsch geht.</translation>
    </message>
    <message>
        <source>the gateway&apos;s clock is %1 s ahead of this computer&apos;s</source>
        <translation>die Uhr des Gateways geht gegenüber diesem Rechner %1 s vor</translation>
    </message>
    <message>
        <source>the gateway&apos;s clock is %1 s behind this computer&apos;s</source>
        <translation>die Uhr des Gateways geht gegenüber diesem Rechner %1 s nach</translation>
    </message>
    <message>
        <source>Set this computer&apos;s clock, or the gateway&apos;s, by NTP.</source>
        <translation>Stelle die Uhr dieses Rechners oder die des Gateways per NTP.</translation>
    </message>
    <message>
        <source>the backend&apos;s clock is %1 s ahead of the gateway&apos;s</source>
        <translation>die Uhr des Backends geht gegenüber dem Gateway %1 s vor</translation>
    </message>
    <message>
        <source>the backend&apos;s clock is %1 s behind the gateway&apos;s</source>
        <translation>die Uhr des Backends geht gegenüber dem Gateway %1 s nach</translation>
    </message>
    <message>
        <source>Set the clocks of backend and gateway by NTP.</source>
        <translation>Stelle die Uhren von Backend und Gateway per NTP.</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock the gateway&apos;s token ended before it was used. Set the clock of the gateway by NTP; see the step &quot;Clocks&quot;.</source>
        <translation>Nach der Uhr dieses Rechners endete das Token des Gateways, bevor es benutzt wurde. Stelle die Uhr des Gateways per NTP; siehe den Schritt „Uhren“.</translation>
    </message>
    <message>
        <source>Set the clocks of backend and gateway by NTP: its tokens are refused.</source>
        <translation>Stelle die Uhren von Backend und Gateway per NTP: Seine Tokens werden abgelehnt.</translation>
    </message>
    <message>
        <source>Clocks</source>
        <translation>Uhren</translation>
    </message>
    <message>
        <source>Identity tokens live for two minutes: backend and gateway must agree on the time. This computer&apos;s clock only shifts the times of messages.</source>
        <translation>Identitäts-Tokens leben zwei Minuten: Backend und Gateway müssen sich über die Zeit einig sein. Die Uhr dieses Rechners verschiebt nur die Zeiten von Nachrichten.</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>because &quot;%1&quot; failed</source>
        <translation>weil „%1“ fehlschlug</translation>
    </message>
    <message>
        <source>database %1, engine %2</source>
        <translation>Datenbank %1, Chatserver %2</translation>
    </message>
    <message>
        <source>Gateway&apos;s health</source>
        <translation>Zustand des Gateways</translation>
    </message>
    <message>
        <source>The gateway knows best whether it reaches its database and the engine.</source>
        <translation>Das Gateway weiß am besten, ob es seine Datenbank und den Chatserver erreicht.</translation>
    </message>
    <message>
        <source>median %1 ms, longest %2 ms</source>
        <translation>im Mittel %1 ms, höchstens %2 ms</translation>
    </message>
    <message>
        <source>Look at the engine&apos;s load and at the network between.</source>
        <translation>Sieh nach der Last des Chatservers und nach dem Netz dazwischen.</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Antwortzeit</translation>
    </message>
    <message>
        <source>A message takes about this long to reach the engine and be acknowledged.</source>
        <translation>Etwa so lange braucht eine Nachricht zum Chatserver, samt Bestätigung.</translation>
    </message>
    <message>
        <source>Name a person with --login instead, or add browser to backend.methods.</source>
        <translation>Nenne stattdessen eine Person mit --login oder nimm browser in backend.methods auf.</translation>
    </message>
    <message>
        <source>The site does not take the code that its own page has just given. It must know it once, for some minutes, on all of its servers, and compare code_verifier with the page&apos;s code_challenge (RFC 7636, 4.6).</source>
        <translation>Die Website nimmt den Code nicht an, den ihre eigene Seite gerade ausgegeben hat. Sie muss ihn einmal kennen, einige Minuten lang, auf allen ihren Servern, und code_verifier mit code_challenge der Seite vergleichen (RFC 7636, 4.6).</translation>
    </message>
    <message>
        <source>it gave an identity token of %1 bytes</source>
        <translation>es gab ein Identitäts-Token von %1 Bytes</translation>
    </message>
    <message>
        <source>needs --login or --browser</source>
        <translation>braucht --login oder --browser</translation>
    </message>
    <message>
        <source>the sign-in page in the browser does not work</source>
        <translation>die Anmeldeseite im Browser funktioniert nicht</translation>
    </message>
    <message>
        <source>Sign-in at the site</source>
        <translation>Anmeldung bei der Website</translation>
    </message>
    <message>
        <source>A right login must give an identity token.</source>
        <translation>Eine richtige Anmeldung muss ein Identitäts-Token ergeben.</translation>
    </message>
    <message>
        <source>the session goes on after its sign-out</source>
        <translation>die Sitzung geht nach der Abmeldung weiter</translation>
    </message>
    <message>
        <source>The gateway must revoke the refresh token at logout. Is this one database for all gateways?</source>
        <translation>Das Gateway muss das Refresh-Token bei der Abmeldung widerrufen. Haben alle Gateways dieselbe Datenbank?</translation>
    </message>
    <message>
        <source>the session is ended</source>
        <translation>die Sitzung ist beendet</translation>
    </message>
    <message>
        <source>Sign-out</source>
        <translation>Abmeldung</translation>
    </message>
    <message>
        <source>It ends the session that this walk opened, and shows that a sign-out works.</source>
        <translation>Sie beendet die Sitzung dieser Prüfung und zeigt, dass das Abmelden funktioniert.</translation>
    </message>
    <message>
        <source>nothing to end</source>
        <translation>nichts zu beenden</translation>
    </message>
    <message>
        <source>a nonce that does not say when it ends</source>
        <translation>eine Nonce, die nicht sagt, wann sie abläuft</translation>
    </message>
    <message>
        <source>Let the gateway give expired_at, Unix seconds.</source>
        <translation>Lass das Gateway expired_at angeben, in Unix-Sekunden.</translation>
    </message>
    <message>
        <source>a nonce that lives for %1 s</source>
        <translation>eine Nonce, die %1 s lebt</translation>
    </message>
    <message>
        <source>Nonce</source>
        <translation>Nonce</translation>
    </message>
    <message>
        <source>Each login is bound to a nonce of the gateway, so that nobody can use it twice.</source>
        <translation>Jede Anmeldung ist an eine Nonce des Gateways gebunden, damit niemand sie zweimal benutzen kann.</translation>
    </message>
    <message>
        <source>%1 is %2</source>
        <translation>%1 ist %2</translation>
    </message>
    <message>
        <source>%1 is %2; the picture&apos;s host, %3, is not among media_hosts</source>
        <translation>%1 ist %2; der Rechner des Bildes, %3, steht nicht in media_hosts</translation>
    </message>
    <message>
        <source>Add the host to media_hosts of the profile, or no picture is shown.</source>
        <translation>Nimm den Rechner in media_hosts des Profils auf, sonst wird kein Bild gezeigt.</translation>
    </message>
    <message>
        <source>The app does not find its profile at this address. Let natter-gateway serve /.well-known/natter.json of this site (a route in the proxy is enough), or check the address.</source>
        <translation>Die App findet ihr Profil an dieser Adresse nicht. Lass natter-gateway /.well-known/natter.json dieser Website ausliefern (eine Route im Proxy genügt) oder prüfe die Adresse.</translation>
    </message>
    <message>
        <source>%1, app id %2</source>
        <translation>%1, App-Kennung %2</translation>
    </message>
    <message>
        <source>media_hosts is empty, so no avatar will be shown</source>
        <translation>media_hosts ist leer, also werden keine Bilder gezeigt</translation>
    </message>
    <message>
        <source>Name the hosts of avatars in media_hosts.</source>
        <translation>Nenne die Rechner der Bilder in media_hosts.</translation>
    </message>
    <message>
        <source>Deployment profile</source>
        <translation>Profil der Website</translation>
    </message>
    <message>
        <source>The app learns from it where everything is: without it nobody can start.</source>
        <translation>Daraus erfährt die App, wo alles ist: Ohne es kann niemand anfangen.</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Erneuerung</translation>
    </message>
    <message>
        <source>The session is kept up with it: without it people sign in again every few minutes.</source>
        <translation>Sie erhält die Sitzung: Ohne sie müsste man sich alle paar Minuten neu anmelden.</translation>
    </message>
    <message>
        <source>new tokens, good for %1 s</source>
        <translation>neue Tokens, %1 s gültig</translation>
    </message>
    <message>
        <source>it gave a token for a login and a code that nobody has</source>
        <translation>es gab ein Token für einen Namen und einen Code, die niemand hat</translation>
    </message>
    <message>
        <source>Compare the code with the one that the person was given before a token is signed, and answer 401 otherwise. As it is, anybody can be anybody.</source>
        <translation>Vergleiche den Code mit dem, den die Person bekommen hat, bevor ein Token signiert wird, und antworte sonst mit 401. So, wie es ist, kann jeder jeder sein.</translation>
    </message>
    <message>
        <source>it refuses a wrong login as it should</source>
        <translation>es lehnt eine falsche Anmeldung ab, wie es soll</translation>
    </message>
    <message>
        <source>it calls a wrong login malformed: %1</source>
        <translation>es nennt eine falsche Anmeldung fehlerhaft: %1</translation>
    </message>
    <message>
        <source>Answer 401 when login and code do not match, and 400 only for missing fields.</source>
        <translation>Antworte mit 401, wenn Name und Code nicht zusammenpassen, und mit 400 nur bei fehlenden Feldern.</translation>
    </message>
    <message>
        <source>it is throttling: %1</source>
        <translation>es bremst: %1</translation>
    </message>
    <message>
        <source>Renew the certificate, and let the server load the new one.</source>
        <translation>Erneuere das Zertifikat und lass den Server das neue laden.</translation>
    </message>
    <message>
        <source>The certificate is for later. Set this computer&apos;s clock, or the one of whoever made the certificate.</source>
        <translation>Das Zertifikat gilt erst später. Stelle die Uhr dieses Rechners oder die dessen, der das Zertifikat gemacht hat.</translation>
    </message>
    <message>
        <source>The certificate is for another name. Get one that names this host among its subjectAltNames, or correct the address.</source>
        <translation>Das Zertifikat gilt für einen anderen Namen. Besorge eines, das diesen Rechner unter subjectAltName nennt, oder berichtige die Adresse.</translation>
    </message>
    <message>
        <source>Give the server a certificate of a known authority, and let it send the authority&apos;s intermediate certificates along. Certificates that are not trusted are never accepted.</source>
        <translation>Gib dem Server ein Zertifikat einer bekannten Stelle und lass ihn deren Zwischenzertifikate mitsenden. Zertifikate ohne Vertrauen werden nie angenommen.</translation>
    </message>
    <message>
        <source>Give the name an address in the DNS, or correct the name.</source>
        <translation>Gib dem Namen eine Adresse im DNS oder berichtige den Namen.</translation>
    </message>
    <message>
        <source>Nobody listens at this port. Start the server, or correct the port.</source>
        <translation>An diesem Port lauscht niemand. Starte den Server oder berichtige den Port.</translation>
    </message>
    <message>
        <source>This port speaks no TLS, or only an old kind of it. Let the server offer TLS 1.2 or 1.3 there, or correct the port.</source>
        <translation>Dieser Port spricht kein TLS oder nur ein altes. Lass den Server dort TLS 1.2 oder 1.3 anbieten oder berichtige den Port.</translation>
    </message>
    <message>
        <source>Use https and wss: plain http and ws are for addresses of this machine only.</source>
        <translation>Verwende https und wss: Unverschlüsseltes http und ws ist nur für Adressen dieses Rechners da.</translation>
    </message>
    <message>
        <source>%1 servers answer as they should</source>
        <translation>%1 Server antworten, wie sie sollen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The site&apos;s server</source>
        <translation>Server der Website</translation>
    </message>
    <message>
        <source>the profile is not asked of a server</source>
        <translation>das Profil kommt nicht von einem Server</translation>
    </message>
    <message>
        <source>Gateway, backend and engine servers</source>
        <translation>Server von Gateway, Backend und Chat</translation>
    </message>
    <message>
        <source>signed in as user %1</source>
        <translation>angemeldet als %1</translation>
    </message>
    <message>
        <source>This app&apos;s session</source>
        <translation>Sitzung dieser App</translation>
    </message>
    <message>
        <source>The gateway and the engine know who asks by the session&apos;s token.</source>
        <translation>Gateway und Chatserver erkennen am Token der Sitzung, wer fragt.</translation>
    </message>
    <message>
        <source>signed in as %1</source>
        <translation>angemeldet als %1</translation>
    </message>
    <message>
        <source>Sign-in at the engine</source>
        <translation>Anmeldung beim Chatserver</translation>
    </message>
    <message>
        <source>The gateway&apos;s token is the password there (SASL PLAIN).</source>
        <translation>Das Token des Gateways ist dort das Passwort (SASL PLAIN).</translation>
    </message>
    <message>
        <source>enabled; a cut connection can be resumed</source>
        <translation>eingeschaltet; eine abgerissene Verbindung lässt sich fortsetzen</translation>
    </message>
    <message>
        <source>enabled, but a cut connection cannot be resumed</source>
        <translation>eingeschaltet, aber eine abgerissene Verbindung lässt sich nicht fortsetzen</translation>
    </message>
    <message>
        <source>Set resume_timeout of mod_stream_mgmt above 0.</source>
        <translation>Setze resume_timeout von mod_stream_mgmt auf mehr als 0.</translation>
    </message>
    <message>
        <source>Stream management</source>
        <translation>Empfangsbestätigungen</translation>
    </message>
    <message>
        <source>Acknowledgements tell which messages arrived, and a cut connection goes on where it was (XEP-0198).</source>
        <translation>Bestätigungen sagen, welche Nachrichten angekommen sind, und eine abgerissene Verbindung geht weiter, wo sie war (XEP-0198).</translation>
    </message>
    <message>
        <source>%1 members, each as it should be</source>
        <translation>%1 Angaben, jede wie sie sein soll</translation>
    </message>
    <message>
        <source>Identity token</source>
        <translation>Identitäts-Token</translation>
    </message>
    <message>
        <source>The gateway believes nothing but this token: each claim must be what the contract says.</source>
        <translation>Das Gateway glaubt nur diesem Token: Jeder Claim muss sein, wie es vereinbart ist.</translation>
    </message>
    <message>
        <source>not offered</source>
        <translation>nicht angeboten</translation>
    </message>
    <message>
        <source>Load mod_http_upload in the engine, and route its put_url, if files are to be sent.</source>
        <translation>Lade mod_http_upload im Chatserver und leite seine put_url weiter, wenn Dateien gesendet werden sollen.</translation>
    </message>
    <message>
        <source>no place for a file: %1</source>
        <translation>kein Platz für eine Datei: %1</translation>
    </message>
    <message>
        <source>Look at mod_http_upload&apos;s access, max_size and docroot.</source>
        <translation>Sieh nach access, max_size und docroot von mod_http_upload.</translation>
    </message>
    <message>
        <source>a place that is no https address</source>
        <translation>ein Platz, der keine https-Adresse ist</translation>
    </message>
    <message>
        <source>Set put_url of mod_http_upload to an https address.</source>
        <translation>Setze put_url von mod_http_upload auf eine https-Adresse.</translation>
    </message>
    <message>
        <source>offered, at %1</source>
        <translation>angeboten, auf %1</translation>
    </message>
    <message>
        <source>File upload</source>
        <translation>Dateien hochladen</translation>
    </message>
    <message>
        <source>Pictures and files are put on the engine&apos;s upload service (XEP-0363).</source>
        <translation>Bilder und Dateien kommen auf den Ablagedienst des Chatservers (XEP-0363).</translation>
    </message>
    <message>
        <source>users-info has no entry with a name for %1, who is signed in</source>
        <translation>users-info hat keinen Eintrag mit Namen für %1, obwohl diese Person angemeldet ist</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Names and pictures come from the site&apos;s users-info, through the gateway.</source>
        <translation>Namen und Bilder kommen aus users-info der Website, durch das Gateway.</translation>
    </message>
    <message>
        <source>no entry with user_id %1 and a name</source>
        <translation>kein Eintrag mit user_id %1 und einem Namen</translation>
    </message>
    <message>
        <source>Each entry needs user_id, as it was asked for, and a name that is not empty.</source>
        <translation>Jeder Eintrag braucht user_id, wie danach gefragt wurde, und einen Namen, der nicht leer ist.</translation>
    </message>
    <message>
        <source>Answer a JSON array, for one person too.</source>
        <translation>Antworte auch für eine Person mit einem JSON-Array.</translation>
    </message>
    <message>
        <source>it refuses the login</source>
        <translation>es lehnt den Zugang ab</translation>
    </message>
    <message>
        <source>Give site and gateway the same login and password (users_info_login and its password file). PHP behind CGI may need the Authorization header passed on.</source>
        <translation>Gib Website und Gateway denselben Zugang (users_info_login und dessen Passwortdatei). PHP hinter CGI braucht vielleicht den durchgereichten Header Authorization.</translation>
    </message>
    <message>
        <source>status %1 instead of 200</source>
        <translation>Status %1 statt 200</translation>
    </message>
    <message>
        <source>Answer 200 with a JSON array, an empty one for nobody.</source>
        <translation>Antworte mit 200 und einem JSON-Array, einem leeren für niemanden.</translation>
    </message>
    <message>
        <source>not JSON: %1</source>
        <translation>kein JSON: %1</translation>
    </message>
    <message>
        <source>Answer JSON and nothing before or after it: no warnings of the language, no HTML, no byte order mark, no trailing comma.</source>
        <translation>Antworte mit JSON und nichts davor oder danach: keine Warnungen der Programmiersprache, kein HTML, keine Byte-Order-Mark, kein Komma am Ende.</translation>
    </message>
    <message>
        <source>it answers without a login</source>
        <translation>es antwortet ohne Zugang</translation>
    </message>
    <message>
        <source>Refuse requests without the right HTTP Basic login with 401: names and mail addresses are open to everybody now.</source>
        <translation>Lehne Anfragen ohne den richtigen HTTP-Basic-Zugang mit 401 ab: Namen und Mailadressen stehen jetzt allen offen.</translation>
    </message>
    <message>
        <source>The site&apos;s users-info</source>
        <translation>users-info der Website</translation>
    </message>
    <message>
        <source>The gateway asks it who people are. It tells personal data, so only the gateway&apos;s login may read it.</source>
        <translation>Das Gateway fragt dort, wer jemand ist. Es gibt persönliche Daten aus, also darf nur der Zugang des Gateways es lesen.</translation>
    </message>
    <message>
        <source>nobody is signed in; --user says who is asked for</source>
        <translation>niemand ist angemeldet; --user sagt, nach wem gefragt wird</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Prüfung des Tokens</translation>
    </message>
    <message>
        <source>The gateway checks the token and opens a session with it.</source>
        <translation>Das Gateway prüft das Token und eröffnet damit eine Sitzung.</translation>
    </message>
    <message>
        <source>signed in as user %1, address %2</source>
        <translation>angemeldet als %1, Adresse %2</translation>
    </message>
    <message>
        <source>connected, subprotocol xmpp</source>
        <translation>verbunden, Unterprotokoll xmpp</translation>
    </message>
    <message>
        <source>Engine&apos;s WebSocket</source>
        <translation>WebSocket des Chatservers</translation>
    </message>
    <message>
        <source>All messages travel over one WebSocket that speaks the subprotocol xmpp (RFC 7395).</source>
        <translation>Alle Nachrichten reisen über einen WebSocket, der das Unterprotokoll xmpp spricht (RFC 7395).</translation>
    </message>
    <message>
        <source>Load mod_mam in the engine, with default: always and an SQL database.</source>
        <translation>Lade mod_mam im Chatserver, mit default: always und einer SQL-Datenbank.</translation>
    </message>
    <message>
        <source>Logins and messages travel over TLS to servers that prove their name, or not at all.</source>
        <translation>Anmeldungen und Nachrichten reisen über TLS zu Servern, die ihren Namen beweisen, oder gar nicht.</translation>
    </message>
    <message>
        <source>Type it, or give it as a line of standard input. A passcode or password can stand in NATTER_DOCTOR_PASSCODE, a one-time code cannot.</source>
        <translation>Tippe es ein oder gib es als Zeile der Standardeingabe. Ein Code oder Passwort darf in NATTER_DOCTOR_PASSCODE stehen, ein Einmalcode nicht.</translation>
    </message>
    <message>
        <source>Nobody reads a code and types it in that time. Set nonce_lifetime_seconds to 600 in the gateway&apos;s configuration.</source>
        <translation>In dieser Zeit liest und tippt niemand einen Code. Setze nonce_lifetime_seconds in der Konfiguration des Gateways auf 600.</translation>
    </message>
    <message>
        <source>The server takes the connection and closes it without an answer: it may speak TLS only, or something other than HTTP. Check scheme, name and port of the address.</source>
        <translation>Der Server nimmt die Verbindung an und schließt sie ohne Antwort: Vielleicht spricht er nur TLS oder etwas anderes als HTTP. Prüfe https oder http, Namen und Port der Adresse.</translation>
    </message>
    <message>
        <source>Correct this where the backend makes the token.</source>
        <translation>Berichtige das, wo das Backend das Token erzeugt.</translation>
    </message>
    <message>
        <source>Answer an entry with user_id and name for every id that can sign in, under the same id as in the identity token. The gateway remembers an answer for some minutes.</source>
        <translation>Antworte für jede Kennung, die sich anmelden kann, mit einem Eintrag aus user_id und name, unter derselben Kennung wie im Identitäts-Token. Das Gateway merkt sich eine Antwort einige Minuten.</translation>
    </message>
    <message>
        <source>The token was used before. The backend must make a new one at each login; without a nonce in it, let it carry the time (iat) and a random jti, so that two of one second differ.</source>
        <translation>Das Token wurde schon benutzt. Das Backend muss bei jeder Anmeldung ein neues machen; ohne Nonce darin lass es die Zeit (iat) und eine zufällige jti tragen, damit zwei aus derselben Sekunde verschieden sind.</translation>
    </message>
    <message>
        <source>Let the token end sooner (qiscus: exp 120 seconds after iat), or let longest_token_lifetime_seconds in the gateway&apos;s configuration be larger.</source>
        <translation>Lass das Token früher enden (qiscus: exp 120 Sekunden nach iat), oder setze longest_token_lifetime_seconds in der Konfiguration des Gateways höher.</translation>
    </message>
    <message>
        <source>The backend&apos;s clock is behind, or its tokens live for too short a time. Set the clock by NTP and exp to 120 seconds from now.</source>
        <translation>Die Uhr des Backends geht nach, oder seine Token leben zu kurz. Stell die Uhr mit NTP, und setze exp auf 120 Sekunden von jetzt an.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::AboutDialog</name>
    <message>
        <source>About %1</source>
        <comment>the app&apos;s name</comment>
        <translation>Über %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>the app&apos;s name and version</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>A desktop messenger for any site with its own login.</source>
        <translation>Ein Messenger für den Rechner und für jede Seite mit eigener Anmeldung.</translation>
    </message>
    <message>
        <source>Licences: Natter, Apache License 2.0; Qt, LGPL 3; QtKeychain, BSD 2-Clause; OpenSSL, Apache License 2.0; SQLite, public domain.</source>
        <translation>Lizenzen: Natter, Apache License 2.0; Qt, LGPL 3; QtKeychain, BSD 2-Clause; OpenSSL, Apache License 2.0; SQLite, gemeinfrei.</translation>
    </message>
    <message>
        <source>Version %1 is available: %2</source>
        <comment>then its address</comment>
        <translation>Version %1 ist verfügbar: %2</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::AccountMenu</name>
    <message>
        <source>Add account</source>
        <translation>Konto hinzufügen</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Sign out everywhere</source>
        <translation>Überall abmelden</translation>
    </message>
    <message>
        <source>Connection report</source>
        <translation>Verbindungsbericht</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>an account: the person&apos;s name, the site&apos;s name</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 (not signed in)</source>
        <comment>an account</comment>
        <translation>%1 (nicht angemeldet)</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n unread)</source>
        <comment>an account</comment>
        <translation>
            <numerusform>%1 (%n ungelesen)</numerusform>
            <numerusform>%1 (%n ungelesen)</numerusform>
        </translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>%1 %</source>
        <comment>text size in percent</comment>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>Sign out on every device?</source>
        <translation>Auf allen Geräten abmelden?</translation>
    </message>
    <message>
        <source>Sign out on this computer?</source>
        <translation>Auf diesem Rechner abmelden?</translation>
    </message>
    <message>
        <source>Messages kept on this computer are removed. They stay with the chat service.</source>
        <translation>Die Nachrichten auf diesem Rechner werden entfernt. Beim Chatdienst bleiben sie erhalten.</translation>
    </message>
    <message>
        <source>About %1</source>
        <comment>the app&apos;s name</comment>
        <translation>Über %1</translation>
    </message>
    <message>
        <source>Version %1 is available</source>
        <translation>Version %1 ist verfügbar</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::AccountWidget</name>
    <message>
        <source>Choose a dialog, or press Ctrl+K to find somebody.</source>
        <translation>Wähle eine Unterhaltung oder finde jemanden mit Strg+K.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::BannerWidget</name>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>%1 Your messages are still here.</source>
        <comment>after a sentence about the sign-in</comment>
        <translation>%1 Deine Nachrichten sind noch da.</translation>
    </message>
    <message>
        <source>Reading the keychain…</source>
        <translation>Schlüsselbund wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbinden&#xa0;…</translation>
    </message>
    <message>
        <source>Your sign-in is not kept for the next start. %1</source>
        <comment>then why</comment>
        <translation>Deine Anmeldung bleibt nicht bis zum nächsten Start erhalten. %1</translation>
    </message>
    <message>
        <source>Fetching your messages…</source>
        <translation>Deine Nachrichten werden geholt&#xa0;…</translation>
    </message>
    <message>
        <source>retry in %1</source>
        <translation>neuer Versuch in %1</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>neuer Versuch läuft</translation>
    </message>
    <message>
        <source>Waiting for network… %1</source>
        <comment>then when it is tried again</comment>
        <translation>Warten auf das Netz&#xa0;… %1</translation>
    </message>
    <message>
        <source>%1 %2 tries by itself: %3.</source>
        <comment>a sentence about an error, the app&apos;s name, then when it is tried again</comment>
        <translation>%1 %2 versucht es von selbst: %3.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::CodeWidget</name>
    <message>
        <source>Digit %1 of %2</source>
        <translation>Ziffer %1 von %2</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ComposerWidget</name>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ConversationHeaderWidget</name>
    <message>
        <source>Back to the dialogs</source>
        <translation>Zurück zu den Unterhaltungen</translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>schreibt&#xa0;…</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>not known on this site</source>
        <translation>auf dieser Seite nicht bekannt</translation>
    </message>
    <message>
        <source>%1, %2. Show the profile.</source>
        <comment>name, status</comment>
        <translation>%1, %2. Profil zeigen.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ConversationWidget</name>
    <message>
        <source>No messages here yet. Write the first one.</source>
        <translation>Noch keine Nachrichten. Schreib die erste.</translation>
    </message>
    <message>
        <source>This message is too long. Send it in parts.</source>
        <translation>Diese Nachricht ist zu lang. Sende sie in Teilen.</translation>
    </message>
    <message>
        <source>This site does not let you send messages.</source>
        <translation>Auf dieser Seite darfst du keine Nachrichten senden.</translation>
    </message>
    <message>
        <source>%1 does not take messages.</source>
        <translation>%1 nimmt keine Nachrichten an.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::DialogDelegate</name>
    <message>
        <source>typing…</source>
        <translation>schreibt&#xa0;…</translation>
    </message>
    <message>
        <source>Draft:</source>
        <translation>Entwurf:</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::DialogListWidget</name>
    <message>
        <source>Dialogs</source>
        <translation>Unterhaltungen</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::DialogRowsModel</name>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message numerus="yes">
        <source>%n unread message(s)</source>
        <translation>
            <numerusform>%n ungelesene Nachricht</numerusform>
            <numerusform>%n ungelesene Nachrichten</numerusform>
        </translation>
    </message>
    <message>
        <source>typing…</source>
        <translation>schreibt&#xa0;…</translation>
    </message>
    <message>
        <source>Draft: %1</source>
        <translation>Entwurf: %1</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>Du: %1</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>stummgeschaltet</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::DialogsWidget</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message numerus="yes">
        <source>%n unread in other accounts</source>
        <translation>
            <numerusform>%n ungelesen in anderen Konten</numerusform>
            <numerusform>%n ungelesen in anderen Konten</numerusform>
        </translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search people and dialogs</source>
        <translation>Personen und Unterhaltungen suchen</translation>
    </message>
    <message>
        <source>No dialogs yet.
Search for somebody to write to (Ctrl+K).</source>
        <translation>Noch keine Unterhaltungen.
Suche jemanden zum Schreiben (Strg+K).</translation>
    </message>
    <message>
        <source>People found</source>
        <translation>Gefundene Personen</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>Suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Nobody found.</source>
        <translation>Niemand gefunden.</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Nicht mehr anheften</translation>
    </message>
    <message>
        <source>Pin to the top</source>
        <translation>Oben anheften</translation>
    </message>
    <message>
        <source>Unmute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stummschalten</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::FaceButton</name>
    <message>
        <source>Write to %1</source>
        <translation>An %1 schreiben</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::KeychainWidget</name>
    <message>
        <source>Try the keychain again</source>
        <translation>Schlüsselbund erneut versuchen</translation>
    </message>
    <message>
        <source>This session only</source>
        <translation>Nur diese Sitzung</translation>
    </message>
    <message>
        <source>For this session only: nothing is kept on this computer, and %1 asks you to sign in again when it starts the next time.</source>
        <comment>the app&apos;s name</comment>
        <translation>Nur für diese Sitzung: Auf diesem Rechner wird nichts gespeichert, und beim nächsten Start bittet %1 dich um eine neue Anmeldung.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::LoginFormWidget</name>
    <message>
        <source>Use a passcode instead</source>
        <translation>Lieber mit Zugangscode</translation>
    </message>
    <message>
        <source>Use a password instead</source>
        <translation>Lieber mit Passwort</translation>
    </message>
    <message>
        <source>Use a one-time code instead</source>
        <translation>Lieber mit Einmalcode</translation>
    </message>
    <message>
        <source>Continue in the browser</source>
        <translation>Weiter im Browser</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Seite noch einmal öffnen</translation>
    </message>
    <message>
        <source>Phone number with country code</source>
        <translation>Telefonnummer mit Landesvorwahl</translation>
    </message>
    <message>
        <source>Phone number, e-mail or login</source>
        <translation>Telefonnummer, E-Mail oder Name</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Bei %1 anmelden</translation>
    </message>
    <message>
        <source>Use your account on this site.</source>
        <translation>Nutze dein Konto auf dieser Seite.</translation>
    </message>
    <message>
        <source>For %1</source>
        <translation>Für %1</translation>
    </message>
    <message>
        <source>Type the code</source>
        <translation>Gib den Code ein</translation>
    </message>
    <message>
        <source>Sent to %1</source>
        <translation>Gesendet an %1</translation>
    </message>
    <message>
        <source>You sign in on the site&apos;s own page, in your browser.</source>
        <translation>Du meldest dich in deinem Browser auf der Seite selbst an.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <translation>Du bist angemeldet</translation>
    </message>
    <message>
        <source>Your password</source>
        <translation>Dein Passwort</translation>
    </message>
    <message>
        <source>Your passcode</source>
        <translation>Dein Zugangscode</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Passcode</source>
        <translation>Zugangscode</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Too many tries. Try again in %1.</source>
        <translation>Zu viele Versuche. Versuch es in %1 noch einmal.</translation>
    </message>
    <message>
        <source>New code in %1</source>
        <translation>Neuer Code in %1</translation>
    </message>
    <message>
        <source>Send a new code</source>
        <translation>Neuen Code senden</translation>
    </message>
    <message>
        <source>My code has six digits</source>
        <translation>Mein Code hat sechs Ziffern</translation>
    </message>
    <message>
        <source>My code looks different</source>
        <translation>Mein Code sieht anders aus</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::LoginWidget</name>
    <message>
        <source>Sending a code…</source>
        <translation>Code wird gesendet&#xa0;…</translation>
    </message>
    <message>
        <source>The site says: %1</source>
        <translation>Die Seite sagt: %1</translation>
    </message>
    <message>
        <source>But your keychain is locked, so it cannot be remembered. Unlock it, then try again.</source>
        <translation>Aber dein Schlüsselbund ist gesperrt, darum lässt sich die Anmeldung nicht merken. Entsperre ihn und versuch es dann noch einmal.</translation>
    </message>
    <message>
        <source>But this computer&apos;s keychain does not work, so it cannot be remembered.</source>
        <translation>Aber der Schlüsselbund dieses Rechners funktioniert nicht, darum lässt sich die Anmeldung nicht merken.</translation>
    </message>
    <message>
        <source>Another page came back from your browser, and was passed over. %1 still waits for the one it opened.</source>
        <comment>the app&apos;s name</comment>
        <translation>Aus deinem Browser kam eine andere Seite zurück und wurde übergangen. %1 wartet weiter auf die selbst geöffnete.</translation>
    </message>
    <message>
        <source>Step 2 of 4: sign in on the page in your browser. %1 waits another %2.</source>
        <comment>the app&apos;s name, a time</comment>
        <translation>Schritt 2 von 4: Melde dich auf der Seite in deinem Browser an. %1 wartet noch %2.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::MainWindow</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>(%1) %2</source>
        <comment>unread count, site name</comment>
        <translation>(%1) %2</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::MessageDelegate</name>
    <message>
        <source>Not sent</source>
        <translation>Nicht gesendet</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Unread messages</source>
        <translation>Ungelesene Nachrichten</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::MessageListWidget</name>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Copy selected text</source>
        <translation>Markierten Text kopieren</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>To the newest message</source>
        <translation>Zur neuesten Nachricht</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Loading earlier messages…</source>
        <translation>Frühere Nachrichten werden geladen&#xa0;…</translation>
    </message>
    <message>
        <source>Earlier messages come when you are online again</source>
        <translation>Frühere Nachrichten kommen, sobald du wieder online bist</translation>
    </message>
    <message>
        <source>You are offline. Messages of this conversation come when you are online again,
and what you write is sent then.</source>
        <translation>Du bist offline. Nachrichten dieser Unterhaltung kommen, sobald du wieder online bist,
und was du schreibst, wird dann gesendet.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::MessageRowsModel</name>
    <message>
        <source>%1, %2</source>
        <comment>message, time</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>You: %1, %2, %3</source>
        <comment>message, time, state such as &apos;sent&apos;</comment>
        <translation>Du: %1, %2, %3</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ProfileWidget</name>
    <message>
        <source>Close the profile</source>
        <translation>Profil schließen</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Write message</source>
        <translation>Nachricht schreiben</translation>
    </message>
    <message>
        <source>User id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Last signed in</source>
        <translation>Zuletzt angemeldet</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>Other profiles</source>
        <translation>Weitere Profile</translation>
    </message>
    <message>
        <source>Page on %1</source>
        <translation>Seite auf %1</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ReleaseWidget</name>
    <message>
        <source>Show me</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>%1 %2 is available.</source>
        <comment>the app&apos;s name and version</comment>
        <translation>%1 %2 ist verfügbar.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::ReportDialog</name>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Connection report</source>
        <translation>Verbindungsbericht</translation>
    </message>
    <message>
        <source>Checking: %1</source>
        <comment>a step</comment>
        <translation>Prüfung: %1</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>What is known of this step</source>
        <translation>Was über diesen Schritt bekannt ist</translation>
    </message>
    <message>
        <source>Checking the connection…</source>
        <translation>Verbindung wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>The report is copied. Secrets have been taken out of it.</source>
        <translation>Der Bericht ist kopiert. Geheimnisse wurden daraus entfernt.</translation>
    </message>
</context>
<context>
    <name>Natter::Ui::SiteWidget</name>
    <message>
        <source>Which site would you like to chat on?</source>
        <translation>Auf welcher Seite möchtest du chatten?</translation>
    </message>
    <message>
        <source>Address of the site</source>
        <translation>Adresse der Seite</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>address, then what is wrong with it</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Looking for the site…</source>
        <translation>Seite wird gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Welcome to %1</source>
        <comment>the app&apos;s name</comment>
        <translation>Willkommen bei %1</translation>
    </message>
</context>
<context>
    <name>ReportText</name>
    <message>
        <source>all right</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>to be looked at</source>
        <translation>ansehen</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>fehlerhaft</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>(should be: %1)</source>
        <translation>(sollte sein: %1)</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Why it matters</source>
        <translation>Warum es wichtig ist</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Gefragt</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Geantwortet</translation>
    </message>
    <message>
        <source>In detail</source>
        <translation>Im Einzelnen</translation>
    </message>
    <message>
        <source>%1: %2. %3</source>
        <translation>%1: %2. %3</translation>
    </message>
    <message>
        <source>Something does not work. Whoever runs the site can mend it with this report.</source>
        <translation>Etwas funktioniert nicht. Wer die Seite betreibt, kann es mit diesem Bericht beheben.</translation>
    </message>
    <message>
        <source>Everything works, but something should be looked at.</source>
        <translation>Alles funktioniert, aber etwas sollte man sich ansehen.</translation>
    </message>
    <message>
        <source>Everything works.</source>
        <translation>Alles funktioniert.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a step and how it went</comment>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>StateMark</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>read</source>
        <translation>gelesen</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>nicht gesendet</translation>
    </message>
</context>
<context>
    <name>StepText</name>
    <message>
        <source>Step 1 of 4: asking the chat service…</source>
        <translation>Schritt 1 von 4: Der Chatdienst wird gefragt&#xa0;…</translation>
    </message>
    <message>
        <source>Step 2 of 4: waiting for your browser…</source>
        <translation>Schritt 2 von 4: Warten auf deinen Browser&#xa0;…</translation>
    </message>
    <message>
        <source>Step 2 of 4: signing in at the site…</source>
        <translation>Schritt 2 von 4: Anmeldung bei der Seite&#xa0;…</translation>
    </message>
    <message>
        <source>Step 3 of 4: checking your identity…</source>
        <translation>Schritt 3 von 4: Deine Identität wird geprüft&#xa0;…</translation>
    </message>
    <message>
        <source>Step 4 of 4: storing it in your keychain…</source>
        <translation>Schritt 4 von 4: Anmeldung kommt in den Schlüsselbund&#xa0;…</translation>
    </message>
    <message>
        <source>Signed in. Opening your dialogs…</source>
        <translation>Angemeldet. Deine Unterhaltungen werden geöffnet&#xa0;…</translation>
    </message>
</context>
<context>
    <name>TimeText</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>d MMMM</source>
        <comment>day and month, QDate format</comment>
        <translation>d. MMMM</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <comment>day, month and year, QDate format</comment>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>last seen a while ago</source>
        <translation>vor einer Weile zuletzt gesehen</translation>
    </message>
    <message>
        <source>last seen just now</source>
        <translation>gerade eben gesehen</translation>
    </message>
    <message numerus="yes">
        <source>last seen %n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute zuletzt gesehen</numerusform>
            <numerusform>vor %n Minuten zuletzt gesehen</numerusform>
        </translation>
    </message>
    <message>
        <source>last seen today at %1</source>
        <translation>zuletzt gesehen heute um %1</translation>
    </message>
    <message>
        <source>last seen yesterday at %1</source>
        <translation>zuletzt gesehen gestern um %1</translation>
    </message>
    <message>
        <source>last seen on %1</source>
        <translation>zuletzt gesehen am %1</translation>
    </message>
</context>
</TS>
