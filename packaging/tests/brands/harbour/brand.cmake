# SPDX-License-Identifier: Apache-2.0
# A second brand, that shares nothing with the first.
set(BRAND_NAME "Harbour Chat")
set(BRAND_PACKAGE "harbour-chat")
set(BRAND_ID "com.example.harbour.Chat")
set(BRAND_SCHEME "harbour")
set(BRAND_PROFILE "https://harbour.example")
set(BRAND_SUMMARY "The messenger of Harbour's customers")
set(BRAND_VENDOR "Harbour Ltd")
set(BRAND_HOMEPAGE "https://harbour.example/chat")
set(BRAND_CONTACT "Harbour Packages <packages@harbour.example>")
set(BRAND_UPDATE_KEY "")
