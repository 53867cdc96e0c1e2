// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/HtmlText.h"
#include "identity/Browser.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QUrlQuery>

#include <functional>

namespace Natter::Test {

/// A browser with a person before it: loads the site's page, fills in its form and follows where it leads.
class ScriptedBrowser final : public Identity::Browser
{
public:
    QString login;
    QString password;
    bool isCancelled = false; ///< presses the other button
    QList<QUrl> visited;      ///< every address, in order
    QByteArray lastPage;

    bool open(const QUrl& page) override
    {
        get(page);
        return true;
    }
    QString linkScheme() const override { return QStringLiteral("natter"); }
    QString doneText() const override { return QStringLiteral("Back to Natter"); }
    QString strangerText() const override { return QStringLiteral("Nobody waits for this"); }

private:
    void get(const QUrl& url) { watch(m_network.get(request(url))); }

    QNetworkRequest request(const QUrl& url)
    {
        visited += url;
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        return request;
    }

    void watch(QNetworkReply* reply)
    {
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply] {
            reply->deleteLater();
            const QUrl next = reply->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl();
            lastPage = reply->readAll();
            if (!next.isEmpty())
                get(reply->url().resolved(next));
            else if (lastPage.contains("<form") && reply->operation() == QNetworkAccessManager::GetOperation)
                fillIn(reply->url());
        });
    }

    void fillIn(const QUrl& page)
    {
        static const QRegularExpression hidden(
            QStringLiteral("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">"));
        static const QRegularExpression action(QStringLiteral("action=\"([^\"]*)\""));
        const QString html = QString::fromUtf8(lastPage);
        QUrlQuery form;
        for (auto it = hidden.globalMatch(html); it.hasNext();) {
            const auto field = it.next();
            form.addQueryItem(field.captured(1), decodeEntities(field.captured(2)));
        }
        form.addQueryItem(QStringLiteral("login"), login);
        form.addQueryItem(QStringLiteral("password"), password);
        form.addQueryItem(
            QStringLiteral("answer"), isCancelled ? QStringLiteral("no") : QStringLiteral("yes"));
        QNetworkRequest post = request(page.resolved(QUrl(action.match(html).captured(1))));
        post.setHeader(
            QNetworkRequest::ContentTypeHeader, QStringLiteral("application/x-www-form-urlencoded"));
        watch(m_network.post(
            post, form.query(QUrl::FullyEncoded).replace(u'+', QLatin1String("%2B")).toLatin1()));
    }

    QNetworkAccessManager m_network;
};

} // namespace Natter::Test
