// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/Release.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace Natter::Test {

/// A releaser with a key of their own, who signs by the commands of packaging/README.md, word by word.
class ReleaseSigning
{
public:
    /// `readme`: the path of packaging/README.md.
    explicit ReleaseSigning(const QString& readme)
    {
        QFile file(readme);
        if (!file.open(QIODevice::ReadOnly))
            return;
        static const QRegularExpression block(
            QStringLiteral("```sh\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption);
        const QString section = QString::fromUtf8(file.readAll())
                                    .section(QStringLiteral("## Telling apps of a release"), 1)
                                    .section(QStringLiteral("\n## "), 0, 0);
        auto found = block.globalMatch(section);
        while (found.hasNext())
            m_commands += found.next().captured(1);
        if (m_commands.size() == 2)
            m_publicKey = run(m_commands.first(), {}).trimmed();
    }

    /// As BRAND_UPDATE_KEY; empty: something is missing.
    const QByteArray& publicKey() const { return m_publicKey; }

    Release sign(
        const QString& brandId, const QString& version, const QString& url, const QString& notes) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("id"), brandId);
        environment.insert(QStringLiteral("version"), version);
        environment.insert(QStringLiteral("url"), url);
        environment.insert(QStringLiteral("notes"), notes);
        const QByteArray signature = run(m_commands.value(1), environment);
        return {version, QUrl(url), QByteArray::fromBase64(signature), notes};
    }

private:
    QByteArray run(const QString& commands, const QProcessEnvironment& environment) const
    {
        QProcess shell;
        shell.setWorkingDirectory(m_folder.path());
        shell.setProcessEnvironment(environment);
        shell.start(QStringLiteral("sh"), {QStringLiteral("-ec"), commands});
        (void)QTest::qWaitFor([&shell] { return shell.state() == QProcess::NotRunning; }, 60'000);
        const QByteArray errors = shell.readAllStandardError();
        if (shell.exitCode() != 0)
            qWarning("%s", errors.constData());
        return shell.exitCode() == 0 ? shell.readAllStandardOutput() : QByteArray();
    }

    QTemporaryDir m_folder;
    QStringList m_commands;
    QByteArray m_publicKey;
};

} // namespace Natter::Test
