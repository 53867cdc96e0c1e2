// SPDX-License-Identifier: Apache-2.0
#include "store/Statement.h"

namespace Natter::Store {

namespace {

/// Primary result codes, sqlite.org/rescode.html.
QString codeOf(int sqlite)
{
    switch (sqlite) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
        return QStringLiteral("busy");
    case 8: // SQLITE_READONLY
        return QStringLiteral("read_only");
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
        return QStringLiteral("corrupt");
    case 13: // SQLITE_FULL
        return QStringLiteral("disk_full");
    case 14: // SQLITE_CANTOPEN
        return QStringLiteral("unusable");
    default:
        return {};
    }
}

/// SQLite keeps UTF-8 and reads U+FFFE and U+FFFF back as U+FFFD, and a lone surrogate together with what
/// stands next to it.
QString storable(const QString& text)
{
    QString out = text;
    for (qsizetype i = 0; i < out.size(); ++i) {
        const QChar c = out.at(i);
        const bool isPair = c.isHighSurrogate() && i + 1 < out.size() && out.at(i + 1).isLowSurrogate();
        if (isPair)
            ++i;
        else if (c.isSurrogate() || c.unicode() >= 0xFFFE)
            out[i] = QChar(QChar::ReplacementCharacter);
    }
    return out;
}

} // namespace

Statement::Statement(QSqlDatabase& db, const QString& sql)
    : m_query(db)
{
    m_query.setForwardOnly(true);
    m_isPrepared = m_query.prepare(sql);
}

Result<void> Statement::run(const QVariantList& values)
{
    if (!m_isPrepared)
        return storageError(m_query.lastError());
    for (int i = 0; i < values.size(); ++i)
        m_query.bindValue(i, values.at(i));
    if (!m_query.exec())
        return storageError(m_query.lastError());
    return {};
}

QDateTime Statement::time(int column) const
{
    return isNull(column) ? QDateTime() : QDateTime::fromMSecsSinceEpoch(integer(column), Qt::UTC);
}

Result<void> Statement::finish()
{
    const QSqlError error = m_query.lastError();
    m_query.finish(); // an open read would keep the transaction from ending
    return error.isValid() ? Result<void>(storageError(error)) : Result<void>();
}

QVariant toColumn(const QString& text)
{
    if (text.isEmpty())
        return QStringLiteral("");
    return storable(text);
}

QVariant toColumn(const QByteArray& bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes;
}

QVariant toColumn(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant(QMetaType(QMetaType::LongLong));
}

QVariant toNullableColumn(const QString& text)
{
    return text.isEmpty() ? QVariant(QMetaType(QMetaType::QString)) : toColumn(text);
}

Error storageError(const QSqlError& error)
{
    constexpr int PrimaryCode = 0xff;
    const QString code = codeOf(error.nativeErrorCode().toInt() & PrimaryCode);
    const bool canPass = code == QLatin1String("busy") || code == QLatin1String("disk_full");
    return {ErrorKind::Storage, canPass ? Retry::later() : Retry::never(),
        error.databaseText().isEmpty() ? error.driverText() : error.databaseText(), code};
}

} // namespace Natter::Store
