# SPDX-License-Identifier: Apache-2.0
# Run by CPack after installing into CPACK_TEMPORARY_DIRECTORY: signs the program, and makes and signs the packages in
# CPACK_NATTER_PACKAGES. The WiX source comes from wxs.py everywhere; WiX compiles it on Windows, and wixl where packages are
# only tried.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/sign.cmake)

set(stage ${CPACK_TEMPORARY_DIRECTORY})
set(work ${CPACK_TOPLEVEL_DIRECTORY})
# The one would load an OpenSSL from anywhere on PATH (the app's TLS is Windows' own), the other is an installer of its own
# (the compiler's libraries lie beside the program).
file(REMOVE ${stage}/plugins/tls/qopensslbackend.dll ${stage}/bin/vc_redist.x64.exe)
natter_sign(${stage}/bin/${CPACK_PACKAGE_NAME}.exe)

file(MAKE_DIRECTORY ${CPACK_NATTER_PACKAGES})
foreach(scope IN ITEMS machine user)
    set(source ${work}/${scope}.wxs)
    natter_run(${CPACK_NATTER_PYTHON} -B ${CMAKE_CURRENT_LIST_DIR}/wxs.py ${scope} ${stage} ${CPACK_NATTER_PRODUCT} ${source})
    set(package ${CPACK_NATTER_PACKAGES}/${CPACK_PACKAGE_FILE_NAME}.msi)
    set(checks "")
    if(scope STREQUAL "user")
        set(package ${CPACK_NATTER_PACKAGES}/${CPACK_PACKAGE_FILE_NAME}-user.msi)
        # They want a key in the registry beside each file of a person's own, for profiles that roam without their files.
        set(checks -sice:ICE38 -sice:ICE64 -sice:ICE91)
    endif()
    cmake_path(GET CPACK_NATTER_PRODUCT PARENT_PATH icon_folder)
    if(CMAKE_HOST_WIN32)
        natter_run($ENV{WIX}/bin/candle.exe -nologo -arch x64 -out ${work}/${scope}.wixobj ${source})
        natter_run($ENV{WIX}/bin/light.exe -nologo -spdb ${checks} -b ${stage} -b ${icon_folder} -out ${package} ${work}/${scope}.wixobj)
    else()
        natter_run(${CPACK_NATTER_PYTHON} -B ${CMAKE_CURRENT_LIST_DIR}/wixl.py ${source} ${package} ${stage} ${icon_folder})
    endif()
    natter_sign(${package})
endforeach()
