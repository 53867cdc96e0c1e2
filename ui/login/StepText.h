// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/LoginFlow.h"

#include <QCoreApplication>

namespace Natter::Ui {

/// What the login flow is doing, in words.
class StepText
{
    Q_DECLARE_TR_FUNCTIONS(StepText)

public:
    static QString sentence(Core::LoginFlow::Step step)
    {
        using Step = Core::LoginFlow::Step;
        switch (step) {
        case Step::Nonce:
            return tr("Step 1 of 4: asking the chat service…");
        case Step::Browser:
            return tr("Step 2 of 4: waiting for your browser…");
        case Step::Backend:
            return tr("Step 2 of 4: signing in at the site…");
        case Step::Verify:
            return tr("Step 3 of 4: checking your identity…");
        case Step::Keychain:
            return tr("Step 4 of 4: storing it in your keychain…");
        case Step::Done:
            return tr("Signed in. Opening your dialogs…");
        case Step::Idle:
            break;
        }
        return {};
    }
};

} // namespace Natter::Ui
