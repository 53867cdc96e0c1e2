// SPDX-License-Identifier: Apache-2.0
#include "core/AvatarCache.h"
#include "core/AvatarDecoder.h"
#include "core/AvatarDisk.h"

#include "support/Await.h"
#include "support/CpuTimer.h"
#include "support/FakeHttpClient.h"

#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QImageReader>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

using namespace Natter;
using namespace Natter::Core;

namespace {

QUrl pictureUrl(int number = 1)
{
    return QUrl(QStringLiteral("https://media.example/a/%1.png").arg(number));
}

/// Red to the left, green in the middle square, blue to the right (or above and below).
QImage stripes(const QSize& size)
{
    const int side = qMin(size.width(), size.height());
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter painter(&image);
    painter.fillRect((size.width() - side) / 2, (size.height() - side) / 2, side, side, Qt::green);
    return image;
}

QByteArray encoded(const QImage& image, const char* format = "png")
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

/// A PNG that claims that size, with a right checksum and no pixels.
QByteArray claimingPng(quint32 width, quint32 height)
{
    QByteArray png = encoded(stripes({8, 8}));
    const auto put = [&png](qsizetype at, quint32 value) {
        for (int i = 0; i < 4; ++i)
            png[at + i] = char(value >> (24 - 8 * i));
    };
    put(16, width);
    put(20, height);
    quint32 crc = 0xffffffff;
    for (const char c : png.mid(12, 17)) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    put(29, ~crc);
    return png;
}

bool isAllGreen(const QImage& image)
{
    for (const QPoint at : {QPoint(3, 3), QPoint(124, 3), QPoint(64, 64), QPoint(3, 124), QPoint(124, 124)}) {
        const QColor colour = image.pixelColor(at);
        if (colour.green() < 230 || colour.red() > 25 || colour.blue() > 25)
            return false;
    }
    return true;
}

} // namespace

class AvatarCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void decodesPictures_data();
    void decodesPictures();
    void turnsPicturesUpright();
    void refusesWhatIsNoPicture_data();
    void refusesWhatIsNoPicture();
    void fetchesOnceAndRemembers();
    void comesBackFromDisk();
    void asksOnlyHostsOfTheProfile_data();
    void asksOnlyHostsOfTheProfile();
    void leavesFailuresAlone_data();
    void leavesFailuresAlone();
    void asksForFourAtATime();
    void neverBlocks();
    void closes();
    void mayDieAtAnyTime_data();
    void mayDieAtAnyTime();
    void diskKeepsItsCap();
    void diskSurvivesDamage();

private:
    void restart();
    QByteArrayList filesOnDisk() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Test::FakeHttpClient> m_http;
    std::unique_ptr<AvatarCache> m_cache;
    QList<QUrl> m_changed;
};

void AvatarCacheTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_http = std::make_unique<Test::FakeHttpClient>();
    restart();
}

void AvatarCacheTest::cleanup()
{
    m_cache.reset();
    m_http.reset();
    m_folder.reset();
}

void AvatarCacheTest::restart()
{
    Profile profile;
    profile.mediaHosts = {QStringLiteral("media.example"), QStringLiteral("127.0.0.1:8080")};
    m_cache = std::make_unique<AvatarCache>(profile, *m_http, m_folder->filePath(QStringLiteral("avatars")));
    m_changed.clear();
    connect(m_cache.get(), &AvatarCache::avatarChanged, this, [this](const QUrl& url) { m_changed += url; });
}

QByteArrayList AvatarCacheTest::filesOnDisk() const
{
    QByteArrayList names;
    const QDir folder(m_folder->filePath(QStringLiteral("avatars")));
    for (const QString& name : folder.entryList(QDir::Files))
        names += name.toLatin1();
    return names;
}

void AvatarCacheTest::decodesPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("square png") << encoded(stripes({200, 200}));
    QTest::newRow("wide png") << encoded(stripes({600, 200}));
    QTest::newRow("tall png") << encoded(stripes({100, 900}));
    QTest::newRow("tiny png") << encoded(stripes({2, 1}));
    QTest::newRow("wide jpeg") << encoded(stripes({1200, 400}), "jpeg");
    QTest::newRow("a line") << encoded(stripes({100'000, 2}));
    QTest::newRow("16 megapixels") << encoded(stripes({4000, 4000}), "jpeg");
}

void AvatarCacheTest::decodesPictures()
{
    QFETCH(QByteArray, bytes);
    const auto image = decodeAvatar(bytes);
    QVERIFY2(image.isOk(), image.isOk() ? "" : qPrintable(image.error().detail));
    QCOMPARE(image->size(), QSize(AvatarSide, AvatarSide));
    QVERIFY(isAllGreen(*image));
}

void AvatarCacheTest::turnsPicturesUpright()
{
    // A JPEG whose upper half is green, with an EXIF note to turn it by 180 degrees.
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(Qt::red);
    QPainter(&image).fillRect(0, 0, 64, 32, Qt::green);
    QByteArray jpeg = encoded(image, "jpeg");
    const QByteArray exif =
        QByteArray::fromHex("ffe100224578696600004d4d002a00000008000101120003000000010003000000000000");
    jpeg.insert(2, exif);
    const auto decoded = decodeAvatar(jpeg);
    QVERIFY(decoded.isOk());
    QVERIFY(decoded->pixelColor(64, 100).green() > 200);
    QVERIFY(decoded->pixelColor(64, 20).red() > 200);
}

void AvatarCacheTest::refusesWhatIsNoPicture_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("HTML") << QByteArray("<html><img src=x></html>");
    QTest::newRow("SVG") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>");
    QTest::newRow("BMP") << encoded(stripes({8, 8}), "bmp");
    QTest::newRow("PPM") << encoded(stripes({8, 8}), "ppm");
    QTest::newRow("truncated jpeg") << encoded(stripes({64, 64}), "jpeg").left(100);
    QTest::newRow("truncated png") << encoded(stripes({640, 640})).left(60);
    QTest::newRow("claims 100,000 x 100,000") << claimingPng(100'000, 100'000);
    QTest::newRow("claims 2^31 x 1") << claimingPng(0x7fffffff, 1);
    QTest::newRow("claims nothing") << claimingPng(0, 0);
    QTest::newRow("noise") << QByteArray("\x89PNG\r\n\x1a\n") + QByteArray(5000, '\xff');
}

void AvatarCacheTest::refusesWhatIsNoPicture()
{
    QFETCH(QByteArray, bytes);
    const auto image = decodeAvatar(bytes);
    QVERIFY(!image.isOk());
    QCOMPARE(image.error().kind, ErrorKind::BadResponse);
}

void AvatarCacheTest::fetchesOnceAndRemembers()
{
    QVERIFY(m_cache->avatar(pictureUrl()).isNull());
    QVERIFY(m_cache->avatar(pictureUrl()).isNull());
    QVERIFY(m_http->waitForCount(1));
    QVERIFY(m_cache->avatar(pictureUrl()).isNull());
    QCOMPARE(m_http->request(0).url, pictureUrl());
    QVERIFY(m_http->request(0).maximumBytes <= 2 * 1024 * 1024);
    QVERIFY(m_http->request(0).deadline <= std::chrono::seconds(10));
    m_http->answer(0, 200, encoded(stripes({300, 200})));
    QTRY_COMPARE(m_changed, QList<QUrl>{pictureUrl()});
    QVERIFY(isAllGreen(m_cache->avatar(pictureUrl())));
    QTest::qWait(30);
    QCOMPARE(m_http->count(), 1);
    QCOMPARE(filesOnDisk().size(), 1);
    QVERIFY(!filesOnDisk().first().contains("media"));
}

void AvatarCacheTest::comesBackFromDisk()
{
    m_cache->avatar(pictureUrl());
    QVERIFY(m_http->waitForCount(1));
    m_http->answer(0, 200, encoded(stripes({300, 200})));
    QTRY_COMPARE(m_changed.size(), 1);
    restart();
    QVERIFY(m_cache->avatar(pictureUrl()).isNull());
    QTRY_COMPARE(m_changed, QList<QUrl>{pictureUrl()});
    QVERIFY(isAllGreen(m_cache->avatar(pictureUrl())));
    QCOMPARE(m_http->count(), 1);
}

void AvatarCacheTest::asksOnlyHostsOfTheProfile_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<bool>("isAsked");
    QTest::newRow("named") << pictureUrl() << true;
    QTest::newRow("named, loopback") << QUrl(QStringLiteral("http://127.0.0.1:8080/a.png")) << true;
    QTest::newRow("another port") << QUrl(QStringLiteral("http://127.0.0.1:8081/a.png")) << false;
    QTest::newRow("plain http") << QUrl(QStringLiteral("http://media.example/a.png")) << false;
    QTest::newRow("foreign") << QUrl(QStringLiteral("https://evil.example/a.png")) << false;
    QTest::newRow("named as user") << QUrl(QStringLiteral("https://media.example@evil.example/a.png"))
                                   << false;
    QTest::newRow("file") << QUrl(QStringLiteral("file:///etc/passwd")) << false;
    QTest::newRow("data") << QUrl(QStringLiteral("data:image/png;base64,AAAA")) << false;
    QTest::newRow("empty") << QUrl() << false;
}

void AvatarCacheTest::asksOnlyHostsOfTheProfile()
{
    QFETCH(QUrl, url);
    QFETCH(bool, isAsked);
    QVERIFY(m_cache->avatar(url).isNull());
    if (isAsked)
        QVERIFY(m_http->waitForCount(1));
    QTest::qWait(100);
    QCOMPARE(m_http->count(), isAsked ? 1 : 0);
}

void AvatarCacheTest::leavesFailuresAlone_data()
{
    QTest::addColumn<int>("status"); // 0: an error of the transport
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("missing") << 404 << QByteArray("<html>");
    QTest::newRow("HTML") << 200 << QByteArray("<html>");
    QTest::newRow("bomb") << 200 << claimingPng(60'000, 60'000);
    QTest::newRow("too large") << 0 << QByteArray();
}

void AvatarCacheTest::leavesFailuresAlone()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_cache->avatar(pictureUrl());
    QVERIFY(m_http->waitForCount(1));
    if (status == 0)
        m_http->fail(0, Error{ErrorKind::TooLarge, Retry::never(), {}, {}});
    else
        m_http->answer(0, status, body);
    QTest::qWait(100);
    QVERIFY(m_cache->avatar(pictureUrl()).isNull());
    QTest::qWait(50);
    QCOMPARE(m_http->count(), 1);
    QVERIFY(m_changed.isEmpty());
    QVERIFY(filesOnDisk().isEmpty());
}

void AvatarCacheTest::asksForFourAtATime()
{
    for (int i = 0; i < 20; ++i)
        m_cache->avatar(pictureUrl(i));
    QVERIFY(m_http->waitForCount(4));
    QTest::qWait(100);
    QCOMPARE(m_http->count(), 4);
    m_http->fail(0, Error{ErrorKind::Timeout, Retry::later(), {}, {}});
    QVERIFY(m_http->waitForCount(5));
    QTest::qWait(50);
    QCOMPARE(m_http->count(), 5);
    for (int i = 1; i < 20; ++i) {
        QVERIFY(m_http->waitForCount(i + 1));
        m_http->answer(i, 200, encoded(stripes({8, 8})));
    }
    QTRY_COMPARE(m_changed.size(), 19);
}

void AvatarCacheTest::neverBlocks()
{
    const QByteArray large = encoded(stripes({4000, 4000}), "jpeg");
    for (int i = 0; i < 4; ++i)
        m_cache->avatar(pictureUrl(i));
    QVERIFY(m_http->waitForCount(4));
    for (int i = 0; i < 4; ++i)
        m_http->answer(i, 200, large);
    const Test::CpuTimer decoding;
    QVERIFY(decodeAvatar(large).isOk());
    QVERIFY(decodeAvatar(large).isOk());
    const qint64 timeOfTwo = decoding.milliseconds();
    // What this thread spends on its events: less than half of the decoding.
    const Test::CpuTimer events;
    QTRY_COMPARE(m_changed.size(), 4);
    const qint64 spent = events.milliseconds();
    QVERIFY2(spent < timeOfTwo, qPrintable(QStringLiteral("%1 of %2 ms").arg(spent).arg(timeOfTwo)));
}

void AvatarCacheTest::closes()
{
    m_cache->avatar(pictureUrl(1));
    m_cache->avatar(pictureUrl(2));
    QVERIFY(m_http->waitForCount(2));
    m_http->answer(0, 200, encoded(stripes({8, 8})));
    QTRY_COMPARE(m_changed.size(), 1);
    m_http->answer(1, 200, encoded(stripes({8, 8})));
    QVERIFY(Test::await(m_cache->close()).isOk());
    QTest::qWait(50);
    QCOMPARE(m_changed.size(), 1);
    QCOMPARE(filesOnDisk().size(), 1);
}

void AvatarCacheTest::mayDieAtAnyTime_data()
{
    QTest::addColumn<QByteArray>("stage");
    for (const QByteArray stage : {"disk", "download", "decoder"})
        QTest::newRow(stage.constData()) << stage;
}

void AvatarCacheTest::mayDieAtAnyTime()
{
    QFETCH(QByteArray, stage);
    for (int i = 0; i < 10; ++i)
        m_cache->avatar(pictureUrl(i));
    if (stage != "disk")
        QVERIFY(m_http->waitForCount(4));
    if (stage == "decoder") {
        m_http->answer(0, 200, encoded(stripes({2000, 2000})));
        QTest::qWait(5);
    }
    m_cache.reset();
    const auto asked = m_http->count();
    for (qsizetype i = 1; i < asked; ++i)
        m_http->answer(i, 200, encoded(stripes({8, 8})));
    QTest::qWait(50);
    QVERIFY(m_changed.isEmpty());
    QCOMPARE(m_http->count(), asked);
}

void AvatarCacheTest::diskKeepsItsCap()
{
    const QString folder = m_folder->filePath(QStringLiteral("small"));
    QImage noise(AvatarSide, AvatarSide, QImage::Format_RGB32);
    for (int y = 0; y < noise.height(); ++y) {
        for (int x = 0; x < noise.width(); ++x)
            noise.setPixel(x, y, QRgb(qHash(x * 1000 + y)));
    }
    AvatarDisk disk(folder, 500'000);
    disk.store(pictureUrl(0), noise);
    for (int i = 1; i < 100; ++i) {
        disk.store(pictureUrl(i), noise);
        // The one that is looked at all the time stays.
        QVERIFY(disk.load(pictureUrl(0)).has_value());
    }
    qint64 total = 0;
    for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files))
        total += file.size();
    QVERIFY2(total < 500'000 + 32 * 60'000, qPrintable(QString::number(total)));
    QVERIFY(!disk.load(pictureUrl(1)).has_value());
    QVERIFY(disk.load(pictureUrl(99)).has_value());
}

void AvatarCacheTest::diskSurvivesDamage()
{
    const QString folder = m_folder->filePath(QStringLiteral("damaged"));
    AvatarDisk disk(folder);
    disk.store(pictureUrl(), stripes({AvatarSide, AvatarSide}));
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    QFile file(files.first().filePath());
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-8), QFileDevice::FileModificationTime));
    QVERIFY(!disk.load(pictureUrl()).has_value());
    QVERIFY(file.resize(30));
    file.close();
    QVERIFY(!disk.load(pictureUrl()).has_value());

    AvatarDisk nowhere(QStringLiteral("/proc/no/such/folder"));
    nowhere.store(pictureUrl(), stripes({AvatarSide, AvatarSide}));
    QVERIFY(!nowhere.load(pictureUrl()).has_value());
}

QTEST_GUILESS_MAIN(AvatarCacheTest)
#include "tst_core_avatarcache.moc"
