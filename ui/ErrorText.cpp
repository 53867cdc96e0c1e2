// SPDX-License-Identifier: Apache-2.0
#include "ui/ErrorText.h"

#include <QGuiApplication>

namespace Natter::Ui {

QString ErrorText::duration(qint64 seconds)
{
    if (seconds < 120)
        return tr("%n s", "seconds to wait, short", int(qMax<qint64>(1, seconds)));
    return tr("%n min", "minutes to wait, short", int((seconds + 59) / 60));
}

QString ErrorText::sentence(const Error& error, Place place)
{
    if (place == Place::Site)
        return siteSentence(error);
    if (place == Place::Session)
        return sessionSentence(error);
    if (place == Place::Conversation && error.kind == ErrorKind::NotFound)
        return tr("Nobody with this id is known here. Check the id and try again.");
    if (place == Place::Conversation && error.kind == ErrorKind::BadInput)
        return tr("This id cannot be written to.");
    if (place == Place::Browser)
        return browserSentence(error);
    if (place == Place::Passcode || place == Place::Password || place == Place::Code)
        return signInSentence(error, place);
    return generalSentence(error);
}

QString ErrorText::refusedSentence(Place place)
{
    switch (place) {
    case Place::Code:
        return tr("This code is not right. Check the digits and type them again.");
    case Place::Password:
        return tr("The login or the password is not right. Check both and try again.");
    default:
        return tr("The login or the passcode is not right. Check both and try again.");
    }
}

QString ErrorText::signInSentence(const Error& error, Place place)
{
    switch (error.kind) {
    case ErrorKind::WrongCredentials:
        return refusedSentence(place);
    case ErrorKind::CodeExpired:
        return tr("This code is no longer valid. Ask for a new one below.");
    case ErrorKind::BadInput:
        if (error.code == u"country_code_missing")
            return tr("Start with your country code, like +49. Without it the number could be anybody's.");
        return place == Place::Code ? refusedSentence(place)
                                    : tr("This does not look right. Check what you typed.");
    case ErrorKind::NotFound:
        return tr("This login is not known here. Check it and try again.");
    case ErrorKind::ServerFailure:
        if (error.code == u"BADAPP")
            return tr("The site cannot send codes at the moment. Try again in a few minutes.");
        return generalSentence(error);
    case ErrorKind::Redirected:
        return tr(
            "The site does not understand this sign-in: it sends %1 elsewhere. Tell the site's operator.",
            "the app's name")
            .arg(QGuiApplication::applicationDisplayName());
    case ErrorKind::TokenRefused:
    case ErrorKind::TokenExpired:
        return tr("The site could not vouch for you. Try again; if it stays, tell the site's operator.");
    default:
        return generalSentence(error);
    }
}

QString ErrorText::sessionSentence(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::TokenExpired:
        return tr("Your sign-in has run out.");
    case ErrorKind::Unauthorized:
        return tr("The chat service does not accept your sign-in any more.");
    case ErrorKind::Revoked:
        return error.code == u"conflict" || error.code == u"policy-violation"
                   ? tr("The chat service ended your session.")
                   : tr("You were signed out, here or on another device.");
    case ErrorKind::SecretAbsent:
        return tr("You are not signed in on this computer.");
    case ErrorKind::KeychainLocked:
        return error.code == u"timeout"
                   ? tr("Your keychain does not answer. Look for its window, or sign in for this session "
                        "only.")
                   : tr("Your keychain is locked. Unlock it, or sign in for this session only.");
    case ErrorKind::KeychainBroken:
        return tr("This computer's keychain does not work. Mend it, or sign in for this session only.");
    // It is tried again without anybody's doing.
    case ErrorKind::Timeout:
        return tr("The server takes too long to answer.");
    case ErrorKind::RateLimited:
        return tr("The server asks for a pause.");
    case ErrorKind::ServerFailure:
        return tr("The server has a problem of its own.");
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::BadResponse:
    case ErrorKind::Protocol:
        return tr("The server answered something unexpected. If it stays, tell the site's operator.");
    default:
        return generalSentence(error);
    }
}

QString ErrorText::elsewhereSentence(const Error& error)
{
    const auto in = [](const QString& name) {
        return tr("Your sign-in is kept in the %1 keychain, which is not available here.").arg(name);
    };
    if (error.code == u"kwallet")
        return in(tr("KWallet"));
    if (error.code == u"secret_service")
        return in(tr("GNOME"));
    if (error.code == u"macos_keychain")
        return in(tr("macOS"));
    if (error.code == u"windows_credentials")
        return in(tr("Windows"));
    return tr("Your sign-in is kept in a keychain that is not available here.");
}

QString ErrorText::browserSentence(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::WrongCredentials:
        return error.code == u"access_denied"
                   ? tr("The sign-in was stopped on the site's page. Try again when you like.")
                   : tr("The site did not accept what came back from your browser. Try again.");
    case ErrorKind::Timeout:
        if (error.code == u"browser_timeout")
            return tr("Nothing came back from your browser in time. Try again.");
        return generalSentence(error);
    case ErrorKind::NotFound:
        return tr("No browser could be started. Choose one in the system's settings, then try again.");
    case ErrorKind::Network:
        if (error.code == u"no_loopback")
            return tr(
                "This computer does not let %1 wait for your browser. Check its firewall, then try again.",
                "the app's name")
                .arg(QGuiApplication::applicationDisplayName());
        return generalSentence(error);
    default:
        return signInSentence(error, Place::Passcode);
    }
}

QString ErrorText::siteSentence(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Configuration:
    case ErrorKind::BadResponse:
    case ErrorKind::TooLarge:
    case ErrorKind::NotFound:
    case ErrorKind::Redirected:
        return tr("There is no chat service that can be used at this address. Check the spelling, or ask "
                  "the site's operator for the right one.");
    case ErrorKind::BadInput:
        return tr("This is not an address. It looks like chat.example.com.");
    default:
        return generalSentence(error);
    }
}

QString ErrorText::storageSentence(const Error& error)
{
    if (error.code == u"disk_full")
        return tr("The disk is full, so nothing can be kept. Free some space.");
    if (error.code == u"accounts_unwritable")
        return tr(
            "The list of your accounts cannot be kept on this computer. Check the disk, then start %1 again.",
            "the app's name")
            .arg(QGuiApplication::applicationDisplayName());
    if (error.code == u"accounts_unreadable")
        return tr("The list of your accounts cannot be read, and was put aside. Sign in again.");
    return tr(
        "Messages cannot be kept on this computer. Check the disk, then start %1 again.", "the app's name")
        .arg(QGuiApplication::applicationDisplayName());
}

QString ErrorText::generalSentence(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::Cancelled:
        return tr("This was cancelled. Try again.");
    case ErrorKind::Network:
        return tr("The server cannot be reached. Check your internet connection and try again.");
    case ErrorKind::Timeout:
        return tr("The server takes too long to answer. Try again in a moment.");
    case ErrorKind::Tls:
        return tr("The connection is not secure, so nothing was sent. Check this computer's date and time, "
                  "or tell the site's operator.");
    case ErrorKind::Redirected:
    case ErrorKind::TooLarge:
    case ErrorKind::BadResponse:
    case ErrorKind::Protocol:
        return tr("The server answered something unexpected. Try again later; if it stays, tell the site's "
                  "operator.");
    case ErrorKind::BadInput:
        return tr("This does not look right. Check what you typed.");
    case ErrorKind::Unauthorized:
    case ErrorKind::TokenRefused:
    case ErrorKind::TokenExpired:
        return tr("Your sign-in has run out. Sign in again.");
    case ErrorKind::Revoked:
        return tr("You were signed out, here or on another device. Sign in again.");
    case ErrorKind::WrongCredentials:
        return tr("The login or the passcode is not right. Check both and try again.");
    case ErrorKind::CodeExpired:
        return tr("This code is no longer valid. Ask for a new one.");
    case ErrorKind::NotFound:
        return tr("This does not exist any more.");
    case ErrorKind::RateLimited: {
        const qint64 seconds = (error.retry.after.count() + 999) / 1000;
        return seconds > 0 ? tr("Too many tries. Try again in %1.").arg(duration(seconds))
                           : tr("Too many tries. Wait a little, then try again.");
    }
    case ErrorKind::ServerFailure:
        return tr("The server has a problem of its own. Try again in a few minutes.");
    case ErrorKind::KeychainLocked:
        return tr("Your keychain is locked. Unlock it and try again.");
    case ErrorKind::KeychainBroken:
        return tr("This computer's keychain does not work.");
    case ErrorKind::KeychainElsewhere:
        return elsewhereSentence(error);
    case ErrorKind::SecretAbsent:
        return tr("You are not signed in on this computer. Sign in again.");
    case ErrorKind::Storage:
        return storageSentence(error);
    case ErrorKind::Configuration:
        return tr("The settings of this site are wrong. Tell the site's operator.");
    case ErrorKind::Conflict:
        return tr("This is being done already. Wait a moment.");
    }
    return tr("Something went wrong. Try again.");
}

} // namespace Natter::Ui
