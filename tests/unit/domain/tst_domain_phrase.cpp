// SPDX-License-Identifier: Apache-2.0
#include "domain/Phrase.h"

#include <QTest>

using namespace Natter;

namespace {

QString inPigGerman(const char* literal)
{
    return QByteArray(literal) == "%1 is %2" ? QStringLiteral("%2 ist %1") : QString::fromUtf8(literal);
}

} // namespace

class PhraseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsItsPlaces()
    {
        const Phrase phrase = Phrase("%1 is %2").arg(QStringLiteral("7")).arg(QStringLiteral("Ada"));
        QCOMPARE(phrase.english(), "7 is Ada");
        QCOMPARE(phrase.in(inPigGerman), "Ada ist 7");
        QCOMPARE(Phrase("because %1").arg(phrase).in(inPigGerman), "because Ada ist 7");
        QCOMPARE(Phrase("%1 s").arg(90).english(), "90 s");
        QVERIFY(Phrase().isEmpty() && Phrase::verbatim({}).isEmpty() && !Phrase("a").isEmpty());
    }

    /// What a server said may look like anything.
    void takesValuesAsTheyAre()
    {
        QCOMPARE(
            Phrase("%1 is %2").arg(QStringLiteral("%2")).arg(QStringLiteral("%1")).english(), "%2 is %1");
        QCOMPARE(Phrase::verbatim(QStringLiteral("100 %1")).in(inPigGerman), "100 %1");
        QCOMPARE(Phrase::verbatim(QStringLiteral("%1 is %2")).in(inPigGerman), "%1 is %2");
        QCOMPARE(Phrase("%3, %0, 5 % and %").arg(QStringLiteral("x")).english(), "%3, %0, 5 % and %");
    }

    void changesOnlyWhatIsVerbatim()
    {
        const Phrase phrase = Phrase("a %1").arg(Phrase("a %1").arg(QStringLiteral("a")));
        const auto shout = [](const QString& text) {
            return text.toUpper();
        };
        QCOMPARE(phrase.withVerbatim(shout).english(), "a a A");
        QCOMPARE(Phrase::verbatim(QStringLiteral("a")).withVerbatim(shout).english(), "A");
    }
};

QTEST_GUILESS_MAIN(PhraseTest)
#include "tst_domain_phrase.moc"
