// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/ReleaseWidget.h"

#include "base/PlainText.h"

#include <QGuiApplication>
#include <QPushButton>

namespace Natter::Ui {

ReleaseWidget::ReleaseWidget(const Theme& theme, Product& product, QWidget* parent)
    : ReleaseWidget(theme, product, new QPushButton(tr("Show me")), new QPushButton(tr("Not now")), parent)
{}

ReleaseWidget::ReleaseWidget(
    const Theme& theme, Product& product, QPushButton* open, QPushButton* dismiss, QWidget* parent)
    : NoticeWidget(theme, {open, dismiss}, parent)
    , m_product(product)
{
    connect(open, &QPushButton::clicked, this, [this] {
        if (m_product.release())
            Q_EMIT m_product.releaseWanted(m_product.release()->url);
    });
    connect(dismiss, &QPushButton::clicked, &product, &Product::dismissRelease);
    connect(&product, &Product::releaseChanged, this, &ReleaseWidget::refresh);
    refresh();
}

void ReleaseWidget::refresh()
{
    if (!m_product.isReleaseNews()) {
        showText({});
        return;
    }
    const Release& release = *m_product.release();
    QString text = tr("%1 %2 is available.", "the app's name and version")
                       .arg(QGuiApplication::applicationDisplayName(), release.version);
    if (!release.notes.isEmpty())
        text += u' ' + isolated(release.notes);
    showText(text);
}

} // namespace Natter::Ui
