# SPDX-License-Identifier: Apache-2.0
include(${CMAKE_CURRENT_LIST_DIR}/../run.cmake)

# natter_sign(FILE): with the certificate whose thumbprint is in NATTER_SIGN_THUMBPRINT, out of the person's store (which may
# stand for a token or a service), time-stamped by NATTER_SIGN_TIMESTAMP_URL. Without a thumbprint nothing is signed.
function(natter_sign file)
    if("$ENV{NATTER_SIGN_THUMBPRINT}" STREQUAL "")
        message(STATUS "${file} is not signed: NATTER_SIGN_THUMBPRINT names no certificate")
        return()
    endif()
    if("$ENV{NATTER_SIGN_TIMESTAMP_URL}" STREQUAL "")
        message(FATAL_ERROR "NATTER_SIGN_TIMESTAMP_URL names no service: without a time stamp the signature ends with its certificate.")
    endif()
    natter_run(signtool sign /sha1 $ENV{NATTER_SIGN_THUMBPRINT} /fd sha256 /tr $ENV{NATTER_SIGN_TIMESTAMP_URL} /td sha256 ${file})
    natter_run(signtool verify /pa ${file})
endfunction()
