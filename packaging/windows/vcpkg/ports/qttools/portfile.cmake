# SPDX-License-Identifier: Apache-2.0
# Qt comes from its installer; the triplet tells where it is.
set(VCPKG_POLICY_EMPTY_PACKAGE enabled)
