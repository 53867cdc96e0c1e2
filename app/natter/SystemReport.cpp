// SPDX-License-Identifier: Apache-2.0
#include "SystemReport.h"

#include "core/AvatarDecoder.h"
#include "ui/style/Icons.h"

#include <QApplication>
#include <QBuffer>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSslSocket>
#include <QStyle>
#include <QStyleFactory>

namespace Natter::App {

namespace {

QJsonObject tlsFacts()
{
    return {{QStringLiteral("backend"), QSslSocket::activeBackend()},
        {QStringLiteral("supported"), QSslSocket::supportsSsl()},
        {QStringLiteral("library"), QSslSocket::sslLibraryVersionString()}};
}

/// A table of full-text search that is written and searched.
QJsonObject sqliteFacts()
{
    const QString name = QStringLiteral("smoke-test");
    QJsonObject facts{{QStringLiteral("version"), QString()}, {QStringLiteral("fts5"), false}};
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QStringLiteral(":memory:"));
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(QStringLiteral("SELECT sqlite_version()")) && query.next())
                facts[QStringLiteral("version")] = query.value(0).toString();
            facts[QStringLiteral("fts5")] =
                query.exec(QStringLiteral("CREATE VIRTUAL TABLE texts USING fts5(body)")) &&
                query.exec(
                    QStringLiteral("INSERT INTO texts VALUES ('a quiet harbour'), ('a loud street')")) &&
                query.exec(QStringLiteral("SELECT body FROM texts WHERE texts MATCH 'harb*'")) &&
                query.next() && query.value(0).toString() == u"a quiet harbour";
        }
    }
    QSqlDatabase::removeDatabase(name);
    return facts;
}

/// A picture of that format, as a site would send it; empty where it cannot be made here.
QByteArray sample(const char* format)
{
    if (qstrcmp(format, "gif") == 0) // Qt reads it only
        return QByteArray::fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(Qt::darkCyan);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, format) ? buffer.data() : QByteArray();
}

bool hasSvg()
{
    const QImage icon = Ui::logoPixmap(32, 1).toImage();
    return !icon.isNull() && qAlpha(icon.pixel(icon.rect().center())) > 0;
}

QJsonObject imageFacts()
{
    QJsonObject facts{{QStringLiteral("svg"), hasSvg()}};
    for (const char* format : {"png", "jpeg", "gif", "webp"})
        facts.insert(QLatin1String(format), Core::decodeAvatar(sample(format)).isOk());
    return facts;
}

QJsonObject styleFacts()
{
    return {{QStringLiteral("used"), QApplication::style()->name()},
        {QStringLiteral("there"), QJsonArray::fromStringList(QStyleFactory::keys())}};
}

QJsonObject fontFacts()
{
    return {{QStringLiteral("used"), QFontInfo(QApplication::font()).family()},
        {QStringLiteral("families"), QFontDatabase::families().size()}};
}

} // namespace

SystemReport SystemReport::make()
{
    SystemReport report;
    report.facts = {{QStringLiteral("platform"), QGuiApplication::platformName()},
        {QStringLiteral("qt"), QLatin1String(qVersion())}, {QStringLiteral("tls"), tlsFacts()},
        {QStringLiteral("sqlite"), sqliteFacts()}, {QStringLiteral("images"), imageFacts()},
        {QStringLiteral("styles"), styleFacts()}, {QStringLiteral("fonts"), fontFacts()}};
    const auto need = [&report](const char* part, std::initializer_list<const char*> members) {
        const QJsonObject facts = report.facts.value(QLatin1String(part)).toObject();
        for (const char* member : members) {
            const QJsonValue fact = facts.value(QLatin1String(member));
            if (!fact.toBool() && fact.toInt() == 0) {
                report.missing += QLatin1String(part);
                return;
            }
        }
    };
    need("tls", {"supported"});
    need("sqlite", {"fts5"});
    need("images", {"svg", "png", "jpeg"}); // the others are avatars of some sites; initials stand in
    need("fonts", {"families"});
    return report;
}

} // namespace Natter::App
