# SPDX-License-Identifier: Apache-2.0
# cmake -DNATTER_BRAND=FOLDER -DPROJECT_SOURCE_DIR=SOURCES -DOUT=FILE -P: writes the bundle's Info.plist of a brand.
cmake_minimum_required(VERSION 3.25)
include(${PROJECT_SOURCE_DIR}/cmake/NatterBrand.cmake)
set(PROJECT_VERSION 1.2.3)
set(CMAKE_OSX_DEPLOYMENT_TARGET 11.0)
configure_file(${PROJECT_SOURCE_DIR}/packaging/macos/Info.plist.in ${OUT} @ONLY)
