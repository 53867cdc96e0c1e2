// SPDX-License-Identifier: Apache-2.0
#include "CommandLine.h"
#include "SecretPrompt.h"
#include "StepPrinter.h"
#include "TerminalBrowser.h"

#include "base/ProcessSignals.h"
#include "diagnosis/Checks.h"
#include "diagnosis/ReportText.h"
#include "net/NetworkHttpClient.h"
#include "xmpp/WebSocketTransport.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <csignal>
#include <cstdio>
#include <cstdlib>

using namespace Natter;

namespace {

constexpr int SomethingFailed = 1;
constexpr int CalledWrongly = 2;
constexpr int Interrupted = 128; ///< and the signal's number, as shells do

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

Diagnosis::Options optionsOf(const Doctor::CommandLine& line, Identity::Browser& browser)
{
    Diagnosis::Options options;
    options.site = line.site;
    options.stepLimit = line.stepLimit;
    const Secret passcode = takeFromEnvironment("NATTER_DOCTOR_PASSCODE");
    if (!line.login.isEmpty() || line.isInBrowser) {
        options.trial.emplace();
        options.trial->login = line.login;
        options.trial->ask = [passcode](Diagnosis::Proof proof) {
            return askProof(proof, passcode);
        };
        options.trial->browser = &browser;
        options.trial->isInBrowser = line.isInBrowser;
    }
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
    Net::NetworkHttpClient http("natter-doctor");
    Doctor::TerminalBrowser browser(line->isInBrowser);
    const Diagnosis::Options options = optionsOf(*line, browser);
    Diagnosis::DiagnosisFlow flow(
        options, Diagnosis::allChecks(options), http,
        [] { return std::make_unique<Xmpp::WebSocketTransport>(); }, clock);
    const QDateTime begin = clock.now();
    const bool isColoured = Doctor::isTerminal(1) && qEnvironmentVariableIsEmpty("NO_COLOR");
    const auto length = line->isFull ? Diagnosis::ReportLength::Full : Diagnosis::ReportLength::Short;
    Doctor::StepPrinter printer(length, isColoured, [](const QString& text) { print(text); });
    if (!line->isJson) {
        print(QStringLiteral("natter-doctor " NATTER_VERSION ", %1\n\n").arg(line->site));
        QObject::connect(&flow, &Diagnosis::DiagnosisFlow::stepFinished, &flow,
            [&printer](const ReportStep& step) { printer.take(step); });
    }
    int interruption = 0;
    QObject::connect(&flow, &Diagnosis::DiagnosisFlow::finished, &flow, [&] {
        printer.finish();
        if (line->isJson)
            print(
                QString::fromUtf8(Diagnosis::reportJson(line->site, begin, flow.steps(), interruption != 0)));
        else
            print(QStringLiteral("\n%1%2\n")
                      .arg(interruption != 0 ? QStringLiteral("interrupted: ") : QString(),
                          Diagnosis::countText(flow.steps())));
        const int result = Diagnosis::hasFailed(flow.steps()) ? SomethingFailed : 0;
        QCoreApplication::exit(interruption != 0 ? Interrupted + interruption : result);
    });
    const ProcessSignals signals({SIGINT, SIGTERM});
    QObject::connect(&signals, &ProcessSignals::arrived, &flow, [&](int number) {
        if (interruption != 0)
            return QCoreApplication::exit(Interrupted + number);
        interruption = number;
        flow.stop();
    });
    flow.start();
    const int result = QCoreApplication::exec();
    Doctor::showTyping();
    return result;
}
