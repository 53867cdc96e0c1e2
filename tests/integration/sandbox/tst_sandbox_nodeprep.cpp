// SPDX-License-Identifier: Apache-2.0
#include "sandbox/EngineInstallation.h"

#include "base/Jid.h"
#include "base/Nodeprep.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace Natter;

namespace {

/// Reads lines of hexadecimal UTF-8 from the file IDS and prints those that the engine's nodeprep changes or
/// refuses.
constexpr char Script[] =
    "ok = stringprep:load_nif(), {ok, Text} = file:read_file(os:getenv(\"IDS\")),"
    " [io:format(\"~s~n\", [Line]) || Line <- binary:split(Text, <<\"\\n\">>, [global, trim_all]),"
    "  begin Id = binary:decode_hex(Line), stringprep:nodeprep(Id) =/= Id end],"
    " io:format(\"done~n\"), halt().";

/// The lines that the engine does not leave as they are; with "done" at the end when it got there.
QList<QByteArray> changedByEngine(const QList<QByteArray>& lines)
{
    const auto engine = Sandbox::findEngine();
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("ids")));
    if (!engine || !file.open(QIODevice::WriteOnly) || file.write(lines.join('\n')) < 0)
        return {};
    file.close();
    QProcess erl;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // The library stands beside the engine, or among Erlang's own.
    environment.insert(QStringLiteral("ERL_LIBS"), engine->libraries);
    environment.insert(QStringLiteral("IDS"), file.fileName());
    environment.insert(QStringLiteral("HOME"), folder.path());
    erl.setProcessEnvironment(environment);
    erl.start(
        engine->erl, {QStringLiteral("-noinput"), QStringLiteral("-eval"), QString::fromLatin1(Script)});
    if (!erl.waitForFinished(50'000))
        return {};
    QList<QByteArray> changed = erl.readAllStandardOutput().split('\n');
    changed.removeAll(QByteArray());
    return changed;
}

/// Short ids of neighbours in the alphabets where spellings meet, with marks in between.
QString randomId(QRandomGenerator& random)
{
    static constexpr std::array<std::pair<char32_t, char32_t>, 5> Blocks{
        {{0x21, 0x250}, {0x370, 0x600}, {0x600, 0x3100}, {0xFB00, 0xFE00}, {0xFF01, 0xFFE0}}};
    QString id;
    const int length = 1 + random.bounded(4);
    const auto& block = Blocks[random.bounded(int(Blocks.size()))];
    for (int i = 0; i < length; ++i) {
        const bool isMark = i > 0 && random.bounded(3) == 0;
        const char32_t c = isMark ? 0x300 + random.bounded(0x50U)
                                  : block.first + random.bounded(quint32(block.second - block.first));
        id += QString::fromUcs4(&c, 1);
    }
    return id;
}

} // namespace

/// Two people for us are two for the engine: what may be an address is asked of its own nodeprep.
class SandboxNodeprepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void engineLeavesWhatWeAccept()
    {
        QRandomGenerator random(20'261'121);
        QList<QByteArray> lines;
        for (int i = 0; i < 100'000; ++i) {
            const auto jid = Jid::forUser(UserId(randomId(random)), QStringLiteral("site.example"));
            if (jid)
                lines += jid->local().toUtf8().toHex();
        }
        QVERIFY(lines.size() > 20'000);
        QCOMPARE(changedByEngine(lines), QList<QByteArray>{"done"});
    }

    void engineChangesWhatWeRefuse()
    {
        // That the question to the engine has teeth.
        const QList<QByteArray> aliases{QByteArray("\xEF\xBC\x91").toHex(), // U+FF11, full-width 1
            QByteArray("\xC3\x9F").toHex(),                                 // U+00DF, sharp s
            QByteArray("\xC2\xB2").toHex()};                                // U+00B2, superscript 2
        QCOMPARE(changedByEngine(aliases), aliases + QList<QByteArray>{"done"});
    }
};

QTEST_GUILESS_MAIN(SandboxNodeprepTest)
#include "tst_sandbox_nodeprep.moc"
