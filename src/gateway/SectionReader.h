// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/Result.h"
#include "base/Secret.h"
#include "gateway/IniFile.h"

#include <QDir>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace Natter::Gateway {

/// Takes the values out of one section of a configuration file; what is left at the end is unknown. A key
/// that is not there leaves its target as it was. The first error stays and comes with finish().
class SectionReader
{
public:
    /// Relative paths start at `folder`.
    SectionReader(IniFile::Section section, const QDir& folder);

    void take(const QString& key, QString& target);
    void take(const QString& key, QUrl& target);
    void takePath(const QString& key, QString& target);
    template <typename Number>
    void takeNumber(const QString& key, Number& target)
    {
        if (const auto number = wholeNumber(key))
            target = Number(*number);
    }
    void takePort(const QString& key, quint16& target);
    /// From whole seconds.
    void takeMilliseconds(const QString& key, std::chrono::milliseconds& target);
    /// One of two words; `yes` is the one that means true.
    void takeChoice(const QString& key, const char* yes, const char* no, bool& target);
    /// Words with commas between them.
    QStringList takeList(const QString& key);
    /// `key_file` or `key_env`, one of them.
    void takeSecret(const QString& key, Secret& target);

    QString absolute(const QString& path) const;
    void fail(const QString& key, const QString& why);
    /// Errors: Configuration, naming section, key and reason.
    Result<void> finish();

private:
    std::optional<int> wholeNumber(const QString& key);
    void keep(const QString& key, const Result<Secret>& secret, Secret& target);

    IniFile::Section m_section;
    QDir m_folder;
    std::optional<Error> m_error;
};

} // namespace Natter::Gateway
