# SPDX-License-Identifier: Apache-2.0
# natter_run(COMMAND...): shows and runs it; whatever fails stops the packaging.
function(natter_run)
    list(JOIN ARGV " " shown)
    message(STATUS "${shown}")
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Without an identity the signature is ad hoc: it runs on the computer that made it, and Apple Silicon runs nothing unsigned.
set(identity "$ENV{NATTER_CODESIGN_IDENTITY}")
if(identity STREQUAL "")
    set(identity "-")
endif()
