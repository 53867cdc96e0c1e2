// SPDX-License-Identifier: Apache-2.0
#include "gateway/SectionReader.h"

#include "base/Log.h"
#include "gateway/SecretSource.h"

#include <limits>

namespace Natter::Gateway {

SectionReader::SectionReader(IniFile::Section section, const QDir& folder)
    : m_section(std::move(section))
    , m_folder(folder)
{}

void SectionReader::take(const QString& key, QString& target)
{
    if (m_section.values.contains(key))
        target = m_section.values.take(key);
}

void SectionReader::take(const QString& key, QUrl& target)
{
    if (m_section.values.contains(key))
        target = QUrl(m_section.values.take(key));
}

void SectionReader::takePath(const QString& key, QString& target)
{
    if (m_section.values.contains(key))
        target = absolute(m_section.values.take(key));
}

void SectionReader::takePort(const QString& key, quint16& target)
{
    int port = target;
    takeNumber(key, port);
    if (port > 65535)
        fail(key, QStringLiteral("is over 65535"));
    target = quint16(port);
}

void SectionReader::takeMilliseconds(const QString& key, std::chrono::milliseconds& target)
{
    if (const auto seconds = wholeNumber(key))
        target = std::chrono::seconds(*seconds);
}

void SectionReader::takeChoice(const QString& key, const char* yes, const char* no, bool& target)
{
    if (!m_section.values.contains(key))
        return;
    const QString word = m_section.values.take(key);
    if (word != QLatin1String(yes) && word != QLatin1String(no))
        return fail(key, QStringLiteral("is %1 or %2").arg(QLatin1String(yes), QLatin1String(no)));
    target = word == QLatin1String(yes);
}

QStringList SectionReader::takeList(const QString& key)
{
    QStringList words;
    for (const QString& word : m_section.values.take(key).split(u',', Qt::SkipEmptyParts))
        words.append(word.trimmed());
    return words;
}

void SectionReader::takeSecret(const QString& key, Secret& target)
{
    const QString fileKey = key + QLatin1String("_file");
    const QString variableKey = key + QLatin1String("_env");
    if (m_section.values.contains(fileKey) && m_section.values.contains(variableKey))
        return fail(fileKey, QStringLiteral("give the file or %1, not both").arg(variableKey));
    if (m_section.values.contains(fileKey))
        keep(fileKey, readSecretFile(absolute(m_section.values.take(fileKey))), target);
    else if (m_section.values.contains(variableKey))
        keep(variableKey, readSecretVariable(m_section.values.take(variableKey)), target);
    else if (m_section.values.contains(key))
        fail(
            key, QStringLiteral("secrets do not stand in this file; use %1 or %2").arg(fileKey, variableKey));
}

QString SectionReader::absolute(const QString& path) const
{
    return m_folder.absoluteFilePath(path);
}

void SectionReader::fail(const QString& key, const QString& why)
{
    if (!m_error)
        m_error = Error{ErrorKind::Configuration, Retry::never(),
            QStringLiteral("[%1] %2: %3").arg(m_section.name, key, why), {}};
}

Result<void> SectionReader::finish()
{
    if (!m_error && !m_section.values.isEmpty())
        fail(m_section.values.firstKey(), QStringLiteral("is not a key of this section"));
    return m_error ? Result<void>(*m_error) : Result<void>();
}

std::optional<int> SectionReader::wholeNumber(const QString& key)
{
    if (!m_section.values.contains(key))
        return std::nullopt;
    bool isNumber = false;
    const qint64 value = m_section.values.take(key).toLongLong(&isNumber);
    if (!isNumber || value < 0 || value > std::numeric_limits<int>::max()) {
        fail(key, QStringLiteral("is not a whole number"));
        return std::nullopt;
    }
    return int(value);
}

void SectionReader::keep(const QString& key, const Result<Secret>& secret, Secret& target)
{
    if (!secret)
        return fail(key, secret.error().detail);
    target = *secret;
    if (target.reveal().trimmed().size() != target.size())
        qCWarning(lcGateway).noquote()
            << QStringLiteral("[%1] %2: the secret has white space at its ends, which is part of it")
                   .arg(m_section.name, key);
}

} // namespace Natter::Gateway
