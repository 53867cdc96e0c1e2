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

/// What a test does while the doctor runs: `said` is all of its stdout and stderr so far. What it gives goes
/// to standard input, once.
using DoctorCompany = std::function<QByteArray(QProcess& doctor, const QByteArray& said)>;

/// Runs it to its end. `environment` comes on top of the test's own.
inline DoctorRun runDoctor(const QStringList& arguments,
    const QList<std::pair<QString, QString>>& environment = {}, const DoctorCompany& company = {})
{
    QProcess process;
    QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : environment)
        all.insert(name, value);
    process.setProcessEnvironment(all);
    process.start(
        QDir(QCoreApplication::applicationDirPath()).absoluteFilePath(QStringLiteral("../bin/natter-doctor")),
        arguments);
    DoctorRun run;
    bool isFed = false;
    const auto look = [&] {
        run.out += process.readAllStandardOutput();
        run.err += process.readAllStandardError();
        if (process.state() == QProcess::NotRunning)
            return true;
        const QByteArray text = company ? company(process, run.out + run.err) : QByteArray();
        if (!text.isEmpty() && !isFed)
            process.write(text);
        isFed = isFed || !text.isEmpty();
        return false;
    };
    if (!company)
        process.closeWriteChannel();
    if (!QTest::qWaitFor(look, 120'000))
        process.kill();
    process.waitForFinished(5000);
    look();
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    if (arguments.contains(QStringLiteral("--json")))
        run.report = QJsonDocument::fromJson(run.out).object();
    return run;
}

} // namespace Natter::Test
