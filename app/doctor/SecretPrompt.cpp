// SPDX-License-Identifier: Apache-2.0
#include "SecretPrompt.h"

#include <cstdio>
#include <iostream>
#include <string>
#include <thread>

#ifdef Q_OS_WIN
#    include <io.h>
#    include <windows.h>
#else
#    include <termios.h>
#    include <unistd.h>
#endif

namespace Natter::Doctor {

namespace {

constexpr int StandardInput = 0;

/// The terminal shows nothing of what is typed as long as this lives.
class Silence
{
public:
#ifdef Q_OS_WIN
    Silence()
    {
        GetConsoleMode(m_input, &m_before);
        SetConsoleMode(m_input, m_before & ~DWORD(ENABLE_ECHO_INPUT));
    }
    ~Silence()
    {
        SetConsoleMode(m_input, m_before);
    }

private:
    HANDLE m_input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD m_before = 0;
#else
    Silence()
    {
        tcgetattr(StandardInput, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(StandardInput, TCSAFLUSH, &quiet);
    }
    ~Silence()
    {
        tcsetattr(StandardInput, TCSAFLUSH, &m_before);
    }

private:
    termios m_before = {};
#endif
    Q_DISABLE_COPY(Silence)
};

Result<Secret> readLine()
{
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
        return Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("no passcode: set NATTER_DOCTOR_PASSCODE, or give a line of standard input"), {}};
    if (line.back() == '\r')
        line.pop_back();
    Secret secret(QByteArray::fromStdString(line));
    std::fill(line.begin(), line.end(), '\0');
    return secret;
}

} // namespace

Answer<Secret> readSecretLine(const QString& prompt)
{
    const Promise<Secret> promise;
    // Nobody can end a read of a terminal: the thread ends with the process.
    std::thread([promise, prompt] {
        if (!isTerminal(StandardInput))
            return promise.resolve(readLine());
        const Silence silence;
        std::fputs(qPrintable(prompt), stderr);
        const Result<Secret> line = readLine();
        std::fputc('\n', stderr);
        promise.resolve(line);
    }).detach();
    return promise.answer();
}

bool isTerminal(int descriptor)
{
#ifdef Q_OS_WIN
    return _isatty(descriptor) != 0;
#else
    return isatty(descriptor) != 0;
#endif
}

} // namespace Natter::Doctor
