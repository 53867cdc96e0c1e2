// SPDX-License-Identifier: Apache-2.0
#include "core/AvatarCache.h"

#include "base/Log.h"
#include "base/Question.h"
#include "core/AvatarDecoder.h"
#include "core/AvatarDisk.h"

#include <QCache>
#include <QDeadlineTimer>
#include <QSet>
#include <QThreadPool>

#include <map>

namespace Natter::Core {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype MostBytesInMemory = qsizetype(12) * 1024 * 1024;
constexpr qint64 LargestPicture = qint64(2) * 1024 * 1024;
constexpr qsizetype MostDownloads = 4;
constexpr qsizetype MostQueued = 1000;
constexpr std::chrono::milliseconds DownloadDeadline = 10s;
constexpr std::chrono::milliseconds PauseAfterFailure = 10min;
constexpr std::chrono::milliseconds PauseAfterLostNetwork = 30s;

Error notCached()
{
    return {ErrorKind::NotFound, Retry::never(), QStringLiteral("not on disk"), {}};
}

} // namespace

class AvatarCache::Private
{
public:
    void lookOnDisk(const QUrl& url);
    void downloadNext();
    void download(const QUrl& url);
    void decode(const QUrl& url, const Result<Net::HttpResponse>& response);
    void take(const QUrl& url, const QImage& image);
    void fail(const QUrl& url, const Error& error);

    /// Disk and decoder work in one thread, one after the other.
    template <typename Function>
    Answer<QImage> runInPool(Function work)
    {
        const Promise<QImage> promise;
        pool.start([promise, work = std::move(work)] {
            if (!promise.isCancelled())
                promise.resolve(work());
        });
        return promise.answer();
    }

    AvatarCache* q;
    Profile profile;
    Net::HttpClient& http;
    std::shared_ptr<AvatarDisk> disk;
    QCache<QUrl, QImage> memory;
    QHash<QUrl, QDeadlineTimer> failed;
    QList<QUrl> queued;
    QSet<QUrl> downloading;
    /// What is known to be under way for each URL, from the disk to the decoder.
    std::map<QUrl, Question> open;
    QThreadPool pool;
};

void AvatarCache::Private::lookOnDisk(const QUrl& url)
{
    const auto answer = runInPool([disk = disk, url]() -> Result<QImage> {
        const auto image = disk->load(url);
        return image ? Result<QImage>(*image) : notCached();
    });
    open[url] = Question(answer, [this, url](const Result<QImage>& image) {
        if (image)
            return take(url, *image);
        if (queued.size() >= MostQueued)
            open.erase(queued.takeFirst());
        queued += url;
        downloadNext();
    });
}

void AvatarCache::Private::downloadNext()
{
    // The last one asked for is the one that is looked at now.
    while (!queued.isEmpty() && downloading.size() < MostDownloads)
        download(queued.takeLast());
}

void AvatarCache::Private::download(const QUrl& url)
{
    downloading.insert(url);
    Net::HttpRequest request;
    request.url = url;
    request.headers = {{"Accept", "image/webp,image/png,image/jpeg,image/gif"}};
    request.deadline = DownloadDeadline;
    request.maximumBytes = LargestPicture;
    open[url] = Question(http.send(request), [this, url](const Result<Net::HttpResponse>& response) {
        downloading.remove(url);
        decode(url, response);
        downloadNext();
    });
}

void AvatarCache::Private::decode(const QUrl& url, const Result<Net::HttpResponse>& response)
{
    if (!response)
        return fail(url, response.error());
    if (response->status != 200)
        return fail(url,
            {ErrorKind::BadResponse, Retry::never(), QStringLiteral("status %1").arg(response->status), {}});
    const auto answer = runInPool([disk = disk, url, body = response->body]() -> Result<QImage> {
        auto image = decodeAvatar(body);
        if (image)
            disk->store(url, *image);
        return image;
    });
    open[url] = Question(answer, [this, url](const Result<QImage>& image) {
        if (image)
            take(url, *image);
        else
            fail(url, image.error());
    });
}

void AvatarCache::Private::take(const QUrl& url, const QImage& image)
{
    memory.insert(url, new QImage(image), image.sizeInBytes());
    open.erase(url);
    Q_EMIT q->avatarChanged(url);
}

void AvatarCache::Private::fail(const QUrl& url, const Error& error)
{
    qCDebug(lcCore) << "no avatar from" << url.host() << error;
    const bool isNetworkLost = error.kind == ErrorKind::Network;
    failed.insert(url, QDeadlineTimer(isNetworkLost ? PauseAfterLostNetwork : PauseAfterFailure));
    open.erase(url);
}

AvatarCache::AvatarCache(Profile profile, Net::HttpClient& http, const QString& folder, QObject* parent)
    : QObject(parent)
    , d(new Private{this, std::move(profile), http, std::make_shared<AvatarDisk>(folder),
          QCache<QUrl, QImage>(MostBytesInMemory), {}, {}, {}, {}, {}})
{
    d->pool.setMaxThreadCount(1);
}

AvatarCache::~AvatarCache()
{
    d->pool.clear();
}

QImage AvatarCache::avatar(const QUrl& url)
{
    if (const QImage* image = d->memory.object(url))
        return *image;
    if (d->open.contains(url) || !d->profile.allowsMedia(url))
        return {};
    const auto failure = d->failed.constFind(url);
    if (failure == d->failed.constEnd() || failure->hasExpired())
        d->lookOnDisk(url);
    return {};
}

Answer<void> AvatarCache::close()
{
    d->open.clear();
    d->queued.clear();
    d->downloading.clear();
    d->pool.clear();
    const Promise<void> promise;
    d->pool.start([promise] { promise.resolve({}); });
    return promise.answer();
}

} // namespace Natter::Core
