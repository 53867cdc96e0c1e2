# SPDX-License-Identifier: Apache-2.0
# cmake -DNPM=.. -DNODE=.. -DSOURCE=.. -DFOLDER=.. -DGATEWAY=.. -DTEST=NAME.mjs -P run.cmake
# Installs the pinned packages once into FOLDER (in the build folder) and runs one test against the gateway.
file(MAKE_DIRECTORY "${FOLDER}")
file(READ "${SOURCE}/package.json" wanted)
set(stamp "${FOLDER}/installed.json")
set(installed "")
if(EXISTS "${stamp}")
    file(READ "${stamp}" installed)
endif()
if(NOT installed STREQUAL wanted)
    file(WRITE "${FOLDER}/package.json" "${wanted}")
    execute_process(COMMAND "${NPM}" install --no-audit --no-fund --ignore-scripts
        WORKING_DIRECTORY "${FOLDER}" RESULT_VARIABLE result TIMEOUT 300)
    if(NOT result EQUAL 0)
        message("SKIP: npm cannot install the packages (is the network there?)")
        return()
    endif()
    file(WRITE "${stamp}" "${wanted}")
endif()
execute_process(COMMAND "${NODE}" "${SOURCE}/${TEST}" "${GATEWAY}" "${FOLDER}/node_modules" RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "${TEST} failed")
endif()
