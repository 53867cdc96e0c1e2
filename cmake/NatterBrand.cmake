# SPDX-License-Identifier: Apache-2.0
# Reads the brand, one folder with brand.cmake and icon.svg, that gives the app and its packages their name, identity,
# icon, link scheme and site. packaging/README.md is the reference. Everything else reads the BRAND_ variables.
set(NATTER_BRAND "${PROJECT_SOURCE_DIR}/packaging/brands/natter" CACHE PATH "Brand folder of the app and its packages")
get_filename_component(BRAND_FOLDER "${NATTER_BRAND}" ABSOLUTE BASE_DIR "${PROJECT_SOURCE_DIR}")
foreach(file IN ITEMS brand.cmake icon.svg)
    if(NOT EXISTS "${BRAND_FOLDER}/${file}")
        message(FATAL_ERROR "The brand folder ${BRAND_FOLDER} has no ${file}.")
    endif()
endforeach()
set(BRAND_ICON "${BRAND_FOLDER}/icon.svg")
include("${BRAND_FOLDER}/brand.cmake")

function(natter_check_brand name pattern expected)
    if(NOT "${BRAND_${name}}" MATCHES "${pattern}")
        message(FATAL_ERROR "BRAND_${name} in ${BRAND_FOLDER}/brand.cmake is '${BRAND_${name}}'; it should be ${expected}.")
    endif()
endfunction()
natter_check_brand(NAME "^[^\"\\<>&%\n]+$" "the name that people see, without quotes, backslashes, <, >, & and %")
natter_check_brand(PACKAGE "^[a-z0-9][a-z0-9+.-]+$" "a package's name: lower-case letters, digits, + - .")
natter_check_brand(ID "^[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+$" "a reverse domain name such as org.natter.Natter")
natter_check_brand(SCHEME "^[a-z][a-z0-9+.-]*$" "the scheme of a URL: lower-case letters, digits, + - .")
natter_check_brand(PROFILE "^(https://[^ \"\\]+)?$" "empty or the https:// address of the site")
natter_check_brand(SUMMARY "^[^\"\\<>&%\n]+$" "one line, without quotes, backslashes, <, >, & and %")
natter_check_brand(VENDOR "^[^\"\\<>&%\n]+$" "a name, without quotes, backslashes, <, >, & and %")
natter_check_brand(HOMEPAGE "^https://[^ \"\\<>&]+$" "an https:// address")
natter_check_brand(CONTACT "^[^\"\\<>&%\n]+ <[^ @<>]+@[^ @<>]+>$" "of the form Name <name@host>")
natter_check_brand(UPDATE_KEY "^[A-Za-z0-9+/=]*$" "empty or an Ed25519 public key in Base64")

# The folders for data, settings and cache. Those of Natter itself were there before there were brands.
set(BRAND_DATA_NAME "${BRAND_ID}")
if(BRAND_ID STREQUAL "org.natter.Natter")
    set(BRAND_DATA_NAME "Natter")
endif()

# What Windows Installer knows one brand's releases by (RFC 9562, version 5, name: the brand's id).
string(UUID BRAND_UPGRADE_CODE NAMESPACE 6ba7b811-9dad-11d1-80b4-00c04fd430c8 NAME "${BRAND_ID}" TYPE SHA1 UPPER)
