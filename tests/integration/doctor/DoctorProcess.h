// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/SandboxProcess.h"

#include <QProcessEnvironment>

#include <functional>

namespace Natter::Test {

/// One run of a real natter-doctor.
struct DoctorRun
{
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
    QJsonObject report; ///< with --json

    /// `summary | mend` of that step.
    QString words(const QString& id) const
    {
        return step(id).value(u"summary").toString() + u'|' + step(id).value(u"mend").toString();
    }
    QString status(const QString& id) const { return step(id).value(u"status").toString(); }
    /// Ids of the steps of that status, with blanks between.
    QString ids(const QString& status) const
    {
        QStringList found;
        const QJsonArray steps = report.value(u"steps").toArray();
        for (const auto& step : steps) {
            if (step[u"status"].toString() == status)
                found += step[u"id"].toString();
        }
        return found.join(u' ');
    }

private:
    QJsonObject step(const QString& id) const
    {
        const QJsonArray steps = report.value(u"steps").toArray();
        for (const auto& step : steps) {
            if (step[u"id"].toString() == id)
                return step.toObject();
        }
        return {};
    }
};

/// Runs it to its end. `environment` comes on top of the test's own; `input` is asked until it has something
/// for standard input.
inline DoctorRun runDoctor(const QStringList& arguments,
    const QList<std::pair<QString, QString>>& environment = {}, const std::function<QByteArray()>& input = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : environment)
        all.insert(name, value);
    process.setProcessEnvironment(all);
    process.start(
        QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(QStringLiteral("../bin/natter-doctor")),
        arguments);
    bool isFed = false;
    const auto feed = [&] {
        const QByteArray text = isFed || !input ? QByteArray() : input();
        if (!text.isEmpty()) {
            process.write(text);
            isFed = true;
        }
        return process.state() == QProcess::NotRunning;
    };
    if (!input)
        process.closeWriteChannel();
    if (!QTest::qWaitFor(feed, 120'000))
        process.kill();
    process.waitForFinished(5000);
    DoctorRun run{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError(), {}};
    if (arguments.contains(QStringLiteral("--json")))
        run.report = QJsonDocument::fromJson(run.out).object();
    return run;
}

} // namespace Natter::Test
