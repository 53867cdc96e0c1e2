# SPDX-License-Identifier: Apache-2.0
# cmake -DOUTPUT=FOLDER -DLEVEL=ZSTD_LEVEL -P appimage.cmake (which a package tree has, and which includes this): lays the app's
# folder out in FOLDER/AppDir, packs it, and removes it. -DUPDATES=INFORMATION replaces NATTER_APPIMAGE_UPDATES.
cmake_minimum_required(VERSION 3.25)
set(APPDIR ${OUTPUT}/AppDir)
include(${CMAKE_CURRENT_LIST_DIR}/AppDir.cmake)

if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
    message(FATAL_ERROR "SOURCE_DATE_EPOCH, the time that the files shall have, is not set. packaging/package sets it.")
endif()
string(REPLACE " " "-" name "${BRAND_NAME}-${VERSION}-${MACHINE}.AppImage")
execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/assemble ${RUNTIME} ${APPDIR} ${OUTPUT}/${name} ${LEVEL} "${UPDATES}"
    COMMAND_ERROR_IS_FATAL ANY)
file(REMOVE_RECURSE ${APPDIR})
