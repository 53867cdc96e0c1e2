# SPDX-License-Identifier: Apache-2.0
# natter_run(COMMAND...): shows and runs it; whatever fails stops the packaging.
function(natter_run)
    list(JOIN ARGV " " shown)
    message(STATUS "${shown}")
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
