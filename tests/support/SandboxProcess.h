// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <csignal>
#include <memory>

namespace Natter::Test {

/// A real natter-sandbox, started for the test and ended with it. Its JSON line is the only thing read of
/// stdout.
class SandboxProcess
{
public:
    ~SandboxProcess() { stop(); }

    /// False with `error()` when it did not get ready. The binary is the one of this build.
    bool start(const QStringList& arguments = {})
    {
        const QString binary = QDir(QCoreApplication::applicationDirPath())
                                   .absoluteFilePath(QStringLiteral("../bin/natter-sandbox"));
        m_process = std::make_unique<QProcess>();
        QObject::connect(m_process.get(), &QProcess::readyReadStandardError, m_process.get(),
            [this] { m_log += m_process->readAllStandardError(); });
        // A test that crashes takes its sandbox with it.
        m_process->start(binary,
            QStringList{QStringLiteral("--ready-json"), QStringLiteral("--until-stdin-closes")} + arguments);
        const bool ready = QTest::qWaitFor(
            [this] { return m_process->canReadLine() || m_process->state() == QProcess::NotRunning; },
            130'000);
        if (ready && m_process->canReadLine())
            m_ready = QJsonDocument::fromJson(m_process->readLine()).object();
        return !m_ready.isEmpty();
    }

    void stop()
    {
        if (!m_process)
            return;
        m_process->terminate();
        if (!m_process->waitForFinished(10'000))
            m_process->kill();
        m_process->waitForFinished(1000);
        m_process.reset();
    }

    /// Kills the engine with -9; the sandbox starts it again on the same ports two seconds later.
    void killEngine() { ::kill(static_cast<pid_t>(m_process->processId()), SIGUSR1); }

    /// Exactly these faults from now on, each `NAME` or `NAME=SECONDS`. False when they were refused.
    bool setFaults(const QStringList& faults)
    {
        QByteArrayList form;
        for (const QString& fault : faults)
            form += fault.contains(u'=') ? fault.toLatin1() : "fault=" + fault.toLatin1();
        const QUrl url(m_ready.value(u"faults").toString());
        const QByteArray body = form.join('&');
        QTcpSocket socket;
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        socket.write("POST " + url.path().toLatin1() + " HTTP/1.1\r\nHost: " + url.authority().toLatin1() +
                     "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) +
                     "\r\n\r\n" + body);
        QByteArray answer;
        return QTest::qWaitFor(
                   [&] {
                       answer += socket.readAll();
                       return answer.contains("\r\n");
                   },
                   30'000) &&
               answer.startsWith("HTTP/1.1 303");
    }

    const QJsonObject& ready() const { return m_ready; }
    QByteArray error() const { return m_log.right(4000); }
    QString profileUrl() const { return m_ready.value(u"profile").toString(); }
    QString profileUrl(const QString& protocol) const
    {
        return m_ready.value(u"profiles")[protocol].toString();
    }
    /// Everything about the app of that protocol, as at the top of ready().
    QJsonObject app(const QString& protocol) const { return m_ready.value(u"apps")[protocol].toObject(); }
    QUrl gateway() const { return QUrl(m_ready.value(u"gateway").toString()); }
    QUrl xmpp() const { return QUrl(m_ready.value(u"engine")[u"xmpp"].toString()); }
    QString domain() const { return m_ready.value(u"engine")[u"domain"].toString(); }

    QJsonObject person(const QString& userId) const
    {
        for (const QJsonValue& person : m_ready.value(u"people").toArray()) {
            if (person[u"user_id"].toVariant().toString() == userId)
                return person.toObject();
        }
        return {};
    }

    /// The last code printed for that login; empty while there is none.
    QString otpFor(const QString& login) const
    {
        const QRegularExpression line(
            QStringLiteral("OTP for %1: (\\d{6})").arg(QRegularExpression::escape(login)));
        QString code;
        for (auto it = line.globalMatch(QString::fromUtf8(m_log)); it.hasNext();)
            code = it.next().captured(1);
        return code;
    }

private:
    std::unique_ptr<QProcess> m_process;
    QByteArray m_log;
    QJsonObject m_ready;
};

} // namespace Natter::Test
