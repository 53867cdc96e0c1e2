# SPDX-License-Identifier: Apache-2.0
foreach(step IN ITEMS "--preset" "--build;--preset")
    execute_process(COMMAND ${CMAKE_COMMAND} ${step} package COMMAND_ERROR_IS_FATAL ANY)
endforeach()
