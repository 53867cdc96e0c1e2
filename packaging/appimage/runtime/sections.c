// SPDX-License-Identifier: Apache-2.0
// What tools for AppImages look for by name: where newer releases are to be had, and room for a signature and
// its key. `retain` keeps them through --gc-sections, which drops what nothing refers to.
#define KEPT(name) __attribute__((used, retain, section(name)))

KEPT(".upd_info") const char updateInformation[1024] = "";
KEPT(".sha256_sig") const char signature[1024] = "";
KEPT(".sig_key") const char signatureKey[8192] = "";
