// SPDX-License-Identifier: Apache-2.0
#include "store/Database.h"

#include "store/DatabaseWorker.h"

namespace Natter::Store {

Database::Database(const QString& path, QObject* parent)
    : QObject(parent)
    , m_worker(new Worker(path))
{
    m_thread.setObjectName(QStringLiteral("natter-store"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Database::~Database()
{
    // Queued behind everything that was asked.
    QMetaObject::invokeMethod(m_worker, &Worker::close, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

Answer<void> Database::open()
{
    const Promise<void> promise;
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, promise] { promise.resolve(worker->open()); }, Qt::QueuedConnection);
    return promise.answer();
}

Answer<void> Database::close()
{
    const Promise<void> promise;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, promise] {
            worker->closeForGood();
            promise.resolve({});
        },
        Qt::QueuedConnection);
    return promise.answer();
}

void Database::post(Work work, std::function<void(const Result<void>&)> done)
{
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, work = std::move(work), done = std::move(done)] {
            done(worker->runInTransaction(work));
        },
        Qt::QueuedConnection);
}

} // namespace Natter::Store
