// SPDX-License-Identifier: Apache-2.0
// libsquashfuse refers to LZO, whose library is GPL. Our images are compressed by zstd, so the runtime
// answers for it and stays free of it.
#include <lzo/lzo1x.h>

int lzo1x_decompress_safe(
    const lzo_bytep source, lzo_uint sourceSize, lzo_bytep target, lzo_uintp targetSize, lzo_voidp memory)
{
    (void)source;
    (void)sourceSize;
    (void)target;
    (void)targetSize;
    (void)memory;
    return LZO_E_ERROR;
}
