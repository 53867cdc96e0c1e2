<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>DesktopBrowser</name>
    <message>
        <source>You can close this tab and return to Natter.</source>
        <translation>Du kannst diesen Tab schließen und zu Natter zurückkehren.</translation>
    </message>
    <message>
        <source>Natter does not wait for this page. Return to Natter and start the sign-in there.</source>
        <translation>Natter wartet nicht auf diese Seite. Kehre zu Natter zurück und beginne die Anmeldung dort.</translation>
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
        <source>The site does not understand this sign-in: it sends Natter elsewhere. Tell the site&apos;s operator.</source>
        <translation>Die Seite versteht diese Anmeldung nicht: Sie schickt Natter anderswohin. Sag dem Betreiber der Seite Bescheid.</translation>
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
        <source>other</source>
        <translation>ein anderer</translation>
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
        <source>This computer does not let Natter wait for your browser. Check its firewall, then try again.</source>
        <translation>Dieser Rechner lässt Natter nicht auf deinen Browser warten. Prüfe die Firewall und versuch es dann noch einmal.</translation>
    </message>
    <message>
        <source>There is no Natter service that can be used at this address. Check the spelling, or ask the site&apos;s operator for the right one.</source>
        <translation>Unter dieser Adresse gibt es keinen Natter-Dienst, der sich nutzen lässt. Prüfe die Schreibweise oder frag den Betreiber der Seite nach der richtigen.</translation>
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
        <source>Messages cannot be kept on this computer. Check the disk, then start Natter again.</source>
        <translation>Nachrichten lassen sich auf diesem Rechner nicht speichern. Prüfe die Festplatte und starte Natter dann neu.</translation>
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
</context>
<context>
    <name>Natter::App</name>
    <message>
        <source>Natter, the desktop messenger of your site.</source>
        <translation>Natter, der Messenger deiner Seite für den Rechner.</translation>
    </message>
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
        <source>Opens the dialog with that person, in the running Natter when there is one.</source>
        <translation>Öffnet die Unterhaltung mit dieser Person, in einem schon laufenden Natter, wenn es eines gibt.</translation>
    </message>
    <message>
        <source>A natter://dialog/USER_ID link.</source>
        <translation>Ein Link wie natter://dialog/USER_ID.</translation>
    </message>
    <message>
        <source>A link was ignored: it does not name a dialog.</source>
        <translation>Ein Link wurde übergangen: Er nennt keine Unterhaltung.</translation>
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
        <source>About Natter</source>
        <translation>Über Natter</translation>
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
        <source>Natter %1</source>
        <translation>Natter %1</translation>
    </message>
    <message>
        <source>A desktop messenger for any site with its own login.
Apache License 2.0</source>
        <translation>Ein Messenger für jede Seite mit eigener Anmeldung.
Apache-Lizenz 2.0</translation>
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
        <source>Loading earlier messages…</source>
        <translation>Frühere Nachrichten werden geladen&#xa0;…</translation>
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
        <source>%1 Natter tries by itself: %2.</source>
        <comment>a sentence about an error, then when it is tried again</comment>
        <translation>%1 Natter versucht es von selbst: %2.</translation>
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
        <source>For this session only: nothing is kept on this computer, and Natter asks you to sign in again when it starts the next time.</source>
        <translation>Nur für diese Sitzung: Auf diesem Rechner wird nichts gespeichert, und beim nächsten Start bittet Natter dich um eine neue Anmeldung.</translation>
    </message>
    <message>
        <source>This session only</source>
        <translation>Nur diese Sitzung</translation>
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
        <source>Another page came back from your browser, and was passed over. Natter still waits for the one it opened.</source>
        <translation>Aus deinem Browser kam eine andere Seite zurück und wurde übergangen. Natter wartet weiter auf die selbst geöffnete.</translation>
    </message>
    <message>
        <source>Step 2 of 4: sign in on the page in your browser. Natter waits another %1.</source>
        <translation>Schritt 2 von 4: Melde dich auf der Seite in deinem Browser an. Natter wartet noch %1.</translation>
    </message>
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
        <source>Welcome to Natter</source>
        <translation>Willkommen bei Natter</translation>
    </message>
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
        <source>left out</source>
        <translation>ausgelassen</translation>
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
