// SPDX-License-Identifier: Apache-2.0
#include "ui/dialogs/AboutDialog.h"

#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/style/StyleSheet.h"

#include <QGuiApplication>
#include <QPushButton>

namespace Natter::Ui {

AboutDialog::AboutDialog(const Product& product, QWidget* parent)
    : QMessageBox(QMessageBox::NoIcon, {}, {}, QMessageBox::Close, parent)
{
    const QString name = QGuiApplication::applicationDisplayName();
    setAttribute(Qt::WA_DeleteOnClose);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setWindowTitle(tr("About %1", "the app's name").arg(name));
    setText(tr("%1 %2", "the app's name and version").arg(name, QStringLiteral(NATTER_VERSION)));
    setIconPixmap(logoPixmap(Metrics::LogoSize, devicePixelRatioF()));
    QStringList texts{tr("A desktop messenger for any site with its own login."), product.homepage(),
        tr("Licences: Natter, Apache License 2.0; Qt, LGPL 3; QtKeychain, BSD 2-Clause; OpenSSL, Apache "
           "License 2.0; SQLite, public domain.")};
    if (product.release())
        texts.prepend(tr("Version %1 is available: %2", "then its address")
                          .arg(product.release()->version, product.release()->url.toDisplayString()));
    setInformativeText(texts.join(QStringLiteral("\n\n")));
    setButtonKind(button(QMessageBox::Close), ButtonKind::Plain);
}

} // namespace Natter::Ui
