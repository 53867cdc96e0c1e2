# SPDX-License-Identifier: Apache-2.0
# vcpkg's x64-windows, release only, with QtKeychain built against the Qt that the app is built against.
set(VCPKG_TARGET_ARCHITECTURE x64)
set(VCPKG_CRT_LINKAGE dynamic)
set(VCPKG_LIBRARY_LINKAGE dynamic)
set(VCPKG_BUILD_TYPE release)
set(VCPKG_ENV_PASSTHROUGH QT_ROOT_DIR)
file(TO_CMAKE_PATH "$ENV{QT_ROOT_DIR}" qt)
set(VCPKG_CMAKE_CONFIGURE_OPTIONS "-DCMAKE_PREFIX_PATH=${qt}")
