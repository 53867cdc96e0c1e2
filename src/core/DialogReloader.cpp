// SPDX-License-Identifier: Apache-2.0
#include "core/DialogReloader.h"

#include "base/Log.h"

#include <utility>

namespace Natter::Core {

namespace {

/// From here on one query for all dialogs is cheaper than one for each.
constexpr int FewDialogs = 8;

} // namespace

DialogReloader::DialogReloader(Store::DialogRepository& repository, QObject* parent)
    : QObject(parent)
    , m_repository(repository)
{}

void DialogReloader::reload(const QList<PeerId>& peers)
{
    for (const PeerId& peer : peers)
        m_changed.insert(peer);
    if (m_inFlight == 0)
        readNext();
}

void DialogReloader::noteChanged(const PeerId& peer)
{
    if (m_inFlight > 0)
        m_changed.insert(peer);
}

void DialogReloader::readNext()
{
    m_reading = std::exchange(m_changed, {});
    if (m_reading.size() > FewDialogs) {
        readAll();
        return;
    }
    for (const PeerId& peer : std::as_const(m_reading))
        readOne(peer);
}

void DialogReloader::readOne(const PeerId& peer)
{
    ++m_inFlight;
    onDone(m_repository.find(peer), this, [this](const Result<Dialog>& dialog) {
        if (dialog)
            take(*dialog);
        else if (dialog.error().kind != ErrorKind::NotFound)
            qCWarning(lcCore) << "a dialog cannot be read" << dialog.error();
        finishOne();
    });
}

void DialogReloader::readAll()
{
    ++m_inFlight;
    onDone(m_repository.all(), this, [this](const Result<QList<Dialog>>& dialogs) {
        if (!dialogs) {
            qCWarning(lcCore) << "the dialogs cannot be read" << dialogs.error();
        } else {
            for (const Dialog& dialog : *dialogs) {
                if (m_reading.contains(dialog.peer))
                    take(dialog);
            }
        }
        finishOne();
    });
}

void DialogReloader::take(const Dialog& dialog)
{
    if (!m_changed.contains(dialog.peer))
        Q_EMIT loaded(dialog);
}

void DialogReloader::finishOne()
{
    if (--m_inFlight == 0 && !m_changed.isEmpty())
        readNext();
}

} // namespace Natter::Core
