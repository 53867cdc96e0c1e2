# SPDX-License-Identifier: Apache-2.0
# Sets `identity`. Without NATTER_CODESIGN_IDENTITY the signature is ad hoc: it runs on the computer that made it, and Apple
# Silicon runs nothing unsigned.
set(identity "$ENV{NATTER_CODESIGN_IDENTITY}")
if(identity STREQUAL "")
    set(identity "-")
endif()
