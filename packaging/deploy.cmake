# SPDX-License-Identifier: Apache-2.0
# natter_install_qt(): has Qt's own tool, macdeployqt or windeployqt, bring in what the app needs of Qt when it is installed.
function(natter_install_qt)
    # Qt 6.5 renamed the keyword.
    if(Qt6_VERSION VERSION_LESS 6.5)
        set(keyword FILENAME_VARIABLE)
    else()
        set(keyword OUTPUT_SCRIPT)
    endif()
    qt_generate_deploy_app_script(TARGET natter ${keyword} script NO_UNSUPPORTED_PLATFORM_ERROR)
    install(SCRIPT ${script} COMPONENT app)
endfunction()
