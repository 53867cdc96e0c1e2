# SPDX-License-Identifier: Apache-2.0
# Builds the same AppImage twice, as two people would: at other times, in other folders, with other permissions. zstd's level
# is what a release has not, for the time that it takes.
set(ENV{SOURCE_DATE_EPOCH} 1700000000)
set(images $ENV{NATTER_PACKAGE_TREE}/appimage-tests)
file(REMOVE_RECURSE ${images})
foreach(mask IN ITEMS 022 077)
    file(MAKE_DIRECTORY ${images}/${mask})
    execute_process(COMMAND sh -c "umask ${mask}; exec \"$@\"" sh ${CMAKE_COMMAND} -DOUTPUT=${images}/${mask} -DLEVEL=15
        -P $ENV{NATTER_PACKAGE_TREE}/packaging/appimage/appimage.cmake COMMAND_ERROR_IS_FATAL ANY)
endforeach()
