// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Error.h"

#include <QCoreApplication>

namespace Natter::Ui {

/// The only place that turns kinds of errors into sentences. Each says what happened in everyday words and
/// what to do about it; none shows a status number or text of a server.
class ErrorText
{
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    /// Where the sentence is shown, as far as it changes the words.
    enum class Place { Anywhere, Site, Passcode, Password, Code, Browser, Conversation, Session };

    static QString sentence(const Error& error, Place place = Place::Anywhere);
    /// "12 s", "3 min": how long a person still has to wait.
    static QString duration(qint64 seconds);

private:
    static QString signInSentence(const Error& error, Place place);
    static QString sessionSentence(const Error& error);
    static QString elsewhereSentence(const Error& error);
    static QString refusedSentence(Place place);
    static QString browserSentence(const Error& error);
    static QString siteSentence(const Error& error);
    static QString storageSentence(const Error& error);
    static QString generalSentence(const Error& error);
};

} // namespace Natter::Ui
