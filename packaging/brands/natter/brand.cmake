# SPDX-License-Identifier: Apache-2.0
# The brand that the sources carry. packaging/README.md explains each name; icon.svg lies beside this file.
set(BRAND_NAME "Natter")
set(BRAND_PACKAGE "natter")
set(BRAND_ID "org.natter.Natter")
set(BRAND_SCHEME "natter")
set(BRAND_PROFILE "")
set(BRAND_SUMMARY "Desktop messenger for any site with its own login")
set(BRAND_VENDOR "The Natter contributors")
set(BRAND_HOMEPAGE "https://natter.org/")
set(BRAND_CONTACT "The Natter contributors <packages@natter.org>")
set(BRAND_UPDATE_KEY "")
