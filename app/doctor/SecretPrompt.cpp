// SPDX-License-Identifier: Apache-2.0
#include "SecretPrompt.h"

#include <atomic>
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

/// The terminal shows nothing of what is typed as long as this lives, or until showTyping(): whoever reads a
/// line may still be at it when the process ends.
class Silence
{
public:
#ifdef Q_OS_WIN
    Silence()
    {
        GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &before);
        SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), before & ~DWORD(ENABLE_ECHO_INPUT));
        isOn = true;
    }
    static void end()
    {
        if (isOn.exchange(false))
            SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), before);
    }

private:
    inline static DWORD before = 0;
#else
    Silence()
    {
        tcgetattr(StandardInput, &before);
        termios quiet = before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        isOn = true;
        tcsetattr(StandardInput, TCSAFLUSH, &quiet);
    }
    static void end()
    {
        if (isOn.exchange(false))
            tcsetattr(StandardInput, TCSAFLUSH, &before);
    }

private:
    inline static termios before = {};
#endif
public:
    ~Silence()
    {
        end();
    }
    Q_DISABLE_COPY(Silence)

private:
    inline static std::atomic<bool> isOn = false;
};

Result<Secret> readLine()
{
    std::string line;
    if (!std::getline(std::cin, line) || line.empty())
        return Error{ErrorKind::BadInput, Retry::never(),
            QStringLiteral("nothing was typed, and nothing came from standard input"),
            QStringLiteral("nothing_given")};
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

void showTyping()
{
    Silence::end();
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
