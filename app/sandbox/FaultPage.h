// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gateway/Request.h"
#include "gateway/Response.h"

#include "FaultSwitches.h"

namespace Natter::Sandbox {

/// The page with a switch for each fault.
class FaultPage
{
public:
    static constexpr char Path[] = "/faults";

    /// `site` is the page's origin: no other may press the switches.
    FaultPage(FaultSwitches& faults, const QByteArray& site);

    Gateway::Response page() const;
    /// The form: `fault=NAME` for each that is to be on, and `NAME=SECONDS` for those that take some. All
    /// others are off from then on.
    Gateway::Response submit(const Gateway::Request& request);

private:
    FaultSwitches& m_faults;
    QByteArray m_origin;
};

} // namespace Natter::Sandbox
