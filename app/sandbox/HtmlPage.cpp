// SPDX-License-Identifier: Apache-2.0
#include "HtmlPage.h"

namespace Natter::Sandbox {

Gateway::Response htmlPage(const QString& title, const QString& body)
{
    Gateway::Response response;
    response.contentType = "text/html; charset=utf-8";
    response.headers = {
        {"Content-Security-Policy", "default-src 'none'; img-src http:; style-src 'unsafe-inline'"}};
    response.body = QStringLiteral(
        "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>%1</title><style>"
        "body{font:16px sans-serif;margin:40px auto;max-width:640px;color:#1c2733}"
        "a{color:#2f6fde;text-decoration:none}li{list-style:none;margin:8px 0}"
        "img{border-radius:50%;vertical-align:middle;margin-right:12px}"
        "label{display:block;margin:8px 0}legend,h2{font-weight:bold;font-size:1em}"
        "input[type=text],input[type=password]{display:block;font:inherit;padding:6px;width:300px}"
        "input[type=number]{font:inherit;width:90px}button{font:inherit;padding:8px 20px}"
        ".note{color:#5a6773}"
        ".write{display:inline-block;margin-top:16px;padding:10px 20px;border-radius:8px;"
        "background:#2f6fde;color:#fff}</style><body>%2</body></html>\n")
                        .arg(title.toHtmlEscaped(), body)
                        .toUtf8();
    return response;
}

} // namespace Natter::Sandbox
