// SPDX-License-Identifier: Apache-2.0
#include "CommandLine.h"
#include "SecretPrompt.h"

#include "diagnosis/Checks.h"
#include "diagnosis/ReportText.h"
#include "net/NetworkHttpClient.h"
#include "xmpp/WebSocketTransport.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>

using namespace Natter;

namespace {

constexpr int SomethingFailed = 1;
constexpr int CalledWrongly = 2;

void print(const QString& text, FILE* file = stdout)
{
    std::fputs(qUtf8Printable(text), file);
    std::fflush(file);
}

/// Taken out of the environment, where children and crash reports would find it.
Secret takeFromEnvironment(const char* name)
{
    Secret secret(qgetenv(name));
    qunsetenv(name);
    return secret;
}

Answer<Secret> askProof(Diagnosis::Proof proof, const Secret& passcode)
{
    switch (proof) {
    case Diagnosis::Proof::OneTimeCode:
        return Doctor::readSecretLine(QStringLiteral("One-time code: "));
    case Diagnosis::Proof::Password:
    case Diagnosis::Proof::Passcode:
        break;
    }
    if (!passcode.isEmpty())
        return resolved<Secret>(passcode);
    return Doctor::readSecretLine(
        proof == Diagnosis::Proof::Password ? QStringLiteral("Password: ") : QStringLiteral("Passcode: "));
}

Diagnosis::Options optionsOf(const Doctor::CommandLine& line)
{
    Diagnosis::Options options;
    options.site = line.site;
    options.stepLimit = line.stepLimit;
    const Secret passcode = takeFromEnvironment("NATTER_DOCTOR_PASSCODE");
    if (!line.login.isEmpty())
        options.trial = {line.login, [passcode](Diagnosis::Proof proof) {
                             return askProof(proof, passcode);
                         }};
    const QString login = qEnvironmentVariable("NATTER_DOCTOR_USERS_INFO_LOGIN");
    const Secret password = takeFromEnvironment("NATTER_DOCTOR_USERS_INFO_PASSWORD");
    if (!line.usersInfo.isEmpty())
        options.usersInfo = {line.usersInfo, login, password, line.usersInfoId};
    return options;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("natter-doctor"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NATTER_VERSION));

    const auto line = Doctor::parseCommandLine(QCoreApplication::arguments());
    if (!line) {
        print(QStringLiteral("natter-doctor: %1 (--help says more)\n").arg(line.error().detail), stderr);
        return CalledWrongly;
    }
    if (!line->textToPrint.isEmpty()) {
        print(line->textToPrint);
        return 0;
    }
    if (!line->usersInfo.isEmpty() && !qEnvironmentVariableIsSet("NATTER_DOCTOR_USERS_INFO_PASSWORD")) {
        print(QStringLiteral("natter-doctor: --users-info needs NATTER_DOCTOR_USERS_INFO_LOGIN and "
                             "NATTER_DOCTOR_USERS_INFO_PASSWORD.\n"),
            stderr);
        return CalledWrongly;
    }

    const SystemClock clock;
    Net::NetworkHttpClient http;
    const Diagnosis::Options options = optionsOf(*line);
    Diagnosis::DiagnosisFlow flow(
        options, Diagnosis::allChecks(options), http,
        [] { return std::make_unique<Xmpp::WebSocketTransport>(); }, clock);
    const QDateTime begin = clock.now();
    const bool isColoured = Doctor::isTerminal(1) && qEnvironmentVariableIsEmpty("NO_COLOR");
    const auto length = line->isFull ? Diagnosis::ReportLength::Full : Diagnosis::ReportLength::Short;
    if (!line->isJson) {
        print(QStringLiteral("natter-doctor " NATTER_VERSION ", %1\n\n").arg(line->site));
        QObject::connect(
            &flow, &Diagnosis::DiagnosisFlow::stepFinished, [length, isColoured](const ReportStep& step) {
                print(Diagnosis::stepText(step, length, isColoured));
            });
    }
    QObject::connect(&flow, &Diagnosis::DiagnosisFlow::finished, [&flow, &line, begin] {
        if (line->isJson)
            print(QString::fromUtf8(Diagnosis::reportJson(line->site, begin, flow.steps())));
        else
            print(QStringLiteral("\n%1\n").arg(Diagnosis::countText(flow.steps())));
        QCoreApplication::exit(Diagnosis::hasFailed(flow.steps()) ? SomethingFailed : 0);
    });
    flow.start();
    return QCoreApplication::exec();
}
