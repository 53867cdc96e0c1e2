# SPDX-License-Identifier: Apache-2.0
foreach(step IN ITEMS "--preset;package" "--build;--preset;package"
    "--build;--preset;package;--target;natter_appimage;natter_appimage_runtime")
    execute_process(COMMAND ${CMAKE_COMMAND} ${step} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
