# SPDX-License-Identifier: Apache-2.0
# Run by CPack on the finished image (CPACK_PACKAGE_FILES): signs it, has Apple notarise it and staples the ticket to it, so that
# it opens offline, too. NATTER_NOTARY_PROFILE names what `xcrun notarytool store-credentials` keeps in the keychain.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../run.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/identity.cmake)

if(identity STREQUAL "-")
    message(STATUS "Signed ad hoc: this image is for this computer. Set NATTER_CODESIGN_IDENTITY to release one.")
    return()
endif()
set(profile "$ENV{NATTER_NOTARY_PROFILE}")

foreach(image IN LISTS CPACK_PACKAGE_FILES)
    natter_run(codesign --force --sign "${identity}" --timestamp "${image}")
    natter_run(codesign --verify --strict "${image}")
    if(profile STREQUAL "")
        message(STATUS "Not notarised: set NATTER_NOTARY_PROFILE to release ${image}.")
        continue()
    endif()

    message(STATUS "xcrun notarytool submit ${image}")
    execute_process(COMMAND xcrun notarytool submit "${image}" --keychain-profile "${profile}" --wait --output-format json
        OUTPUT_VARIABLE answer RESULT_VARIABLE result)
    string(JSON status ERROR_VARIABLE malformed GET "${answer}" status)
    string(JSON id ERROR_VARIABLE malformed GET "${answer}" id)
    if(NOT result EQUAL 0 OR NOT status STREQUAL "Accepted")
        if(NOT id MATCHES "NOTFOUND$")
            execute_process(COMMAND xcrun notarytool log "${id}" --keychain-profile "${profile}")
        endif()
        message(FATAL_ERROR "Apple did not notarise ${image} (${status}): ${answer}")
    endif()
    natter_run(xcrun stapler staple "${image}")
    natter_run(xcrun stapler validate "${image}")
    natter_run(spctl --assess --type open --context context:primary-signature --verbose "${image}")
endforeach()
