# SPDX-License-Identifier: Apache-2.0
# Run by CPack between installation and image: signs the bundle below CPACK_TEMPORARY_INSTALL_DIRECTORY from the inside
# outwards, as a signature seals what lies deeper. NATTER_CODESIGN_IDENTITY in the environment names the certificate.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../run.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/identity.cmake)

set(options --force --sign "${identity}")
if(NOT identity STREQUAL "-")
    # Ad hoc has no team: the hardened runtime would refuse the bundle's own libraries.
    list(APPEND options --timestamp --options runtime)
endif()

file(GLOB bundle "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*.app")
list(LENGTH bundle count)
if(NOT count EQUAL 1)
    message(FATAL_ERROR "There should be one bundle to sign in ${CPACK_TEMPORARY_INSTALL_DIRECTORY}; there are ${count}.")
endif()
file(GLOB_RECURSE code LIST_DIRECTORIES true "${bundle}/Contents/*")
list(FILTER code INCLUDE REGEX "\\.(dylib|framework)$")
# In descending order a folder's content comes before the folder.
list(SORT code ORDER DESCENDING)
foreach(file IN LISTS code)
    if(NOT IS_SYMLINK "${file}")
        natter_run(codesign ${options} "${file}")
    endif()
endforeach()
natter_run(codesign ${options} --entitlements "${CMAKE_CURRENT_LIST_DIR}/entitlements.plist" "${bundle}")
natter_run(codesign --verify --deep --strict "${bundle}")
