// SPDX-License-Identifier: Apache-2.0
#include "FaultPage.h"

#include "HtmlPage.h"

#include <QJsonArray>

namespace Natter::Sandbox {

namespace {

using Gateway::Response;

QString switchFor(const FaultEntry& entry, const FaultSwitches& faults)
{
    const QString name = QLatin1String(entry.name);
    const bool isOn = faults.has(entry.fault);
    const QString words = QStringLiteral(" <b>%1</b> <span class=\"note\">%2</span></label>")
                              .arg(name, QString::fromLatin1(entry.summary).toHtmlEscaped());
    if (entry.takesSeconds)
        return QStringLiteral("<label><input type=\"number\" name=\"%1\" value=\"%2\">")
                   .arg(name, isOn ? QString::number(faults.seconds(entry.fault).count()) : QString()) +
               words;
    return QStringLiteral("<label><input type=\"checkbox\" name=\"fault\" value=\"%1\"%2>")
               .arg(name, isOn ? QStringLiteral(" checked") : QString()) +
           words;
}

Response refusal(int status, const QString& message)
{
    Response response;
    response.status = status;
    response.contentType = "text/plain; charset=utf-8";
    response.body = message.toUtf8() + '\n';
    return response;
}

} // namespace

FaultPage::FaultPage(FaultSwitches& faults, const QByteArray& site)
    : m_faults(faults)
    , m_origin(site)
{}

Response FaultPage::page() const
{
    QString body = QStringLiteral("<p><a href=\"/\">Natter Demo</a></p><h1>What goes wrong</h1>"
                                  "<form method=\"post\" action=\"%1\">")
                       .arg(QLatin1String(Path));
    for (const FaultEntry& entry : faultCatalog())
        body += switchFor(entry, m_faults);
    body += QStringLiteral("<p><button>Make it so</button></p></form>"
                           "<form method=\"post\" action=\"%1\"><button>All is well</button></form>")
                .arg(QLatin1String(Path));
    return htmlPage(QStringLiteral("What goes wrong"), body);
}

Response FaultPage::submit(const Gateway::Request& request)
{
    const QByteArray origin = request.header("origin");
    if (!origin.isEmpty() && origin != m_origin)
        return refusal(403, QStringLiteral("The switches belong to this site."));
    const auto fields = request.parameters();
    if (!fields)
        return refusal(400, fields.error().detail);
    const QJsonValue named = fields->value(u"fault");
    QStringList wanted = named.isArray() ? named.toVariant().toStringList() : QStringList{named.toString()};
    for (auto it = fields->begin(); it != fields->end(); ++it) {
        if (it.key() != u"fault" && !it.value().toString().isEmpty())
            wanted += it.key() + u'=' + it.value().toString();
    }
    Faults faults;
    for (const QString& fault : std::as_const(wanted)) {
        if (fault.isEmpty())
            continue;
        if (auto added = addFault(faults, fault); !added)
            return refusal(400, added.error().detail);
    }
    m_faults.set(faults);
    Response response;
    response.status = 303;
    response.contentType = "text/plain";
    response.headers = {{"Location", Path}};
    return response;
}

} // namespace Natter::Sandbox
