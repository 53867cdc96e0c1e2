# SPDX-License-Identifier: Apache-2.0
# The few build rules that every layer shares.

add_library(natter_options INTERFACE)
target_include_directories(natter_options INTERFACE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
target_compile_definitions(natter_options INTERFACE
    QT_NO_CAST_FROM_BYTEARRAY QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_URL_CAST_FROM_STRING
    QT_STRICT_ITERATORS NATTER_VERSION="${PROJECT_VERSION}")
if(WIN32)
    # Sources that are compiled together share what windows.h leaves behind.
    target_compile_definitions(natter_options INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN)
endif()
if(MSVC)
    target_compile_options(natter_options INTERFACE /W4 /permissive- /utf-8 /bigobj $<$<BOOL:${NATTER_WERROR}>:/WX>)
else()
    target_compile_options(natter_options INTERFACE -Wall -Wextra -Wpedantic -Wnon-virtual-dtor
        -Woverloaded-virtual -Wcast-align $<$<BOOL:${NATTER_WERROR}>:-Werror>)
endif()
if(NATTER_SANITIZE)
    list(JOIN NATTER_SANITIZE "," sanitizers)
    target_compile_options(natter_options INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(natter_options INTERFACE -fsanitize=${sanitizers})
endif()

if(NATTER_FUZZ)
    target_compile_options(natter_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What clang-tidy needs beside the sources: the moc output of every layer, without compiling anything.
add_custom_target(natter_generated)

# natter_precompile(target LIBS...): takes Qt's and the standard library's headers from a header compiled once for all
# targets with the same modules of Qt, as told by LIBS ("not used because `QT_GUI_LIB' is defined" says that LIBS misled).
# Sources include what they use all the same: the preset `tidy` goes without.
function(natter_precompile target)
    set(headers QObject QTimer QDateTime QHash QSet QUrl QFutureWatcher QPromise QJsonArray QJsonDocument QJsonObject
        algorithm array chrono functional memory optional variant)
    if("${ARGN}" MATCHES "Natter::Ui|natter_app|Qt6::Widgets")
        set(qt Widgets)
        list(APPEND headers QApplication QPainter QVBoxLayout QLabel QLineEdit QPushButton)
    elseif("${ARGN}" MATCHES "Natter::(Core|Models)|natter_sandbox_lib|Qt6::Gui")
        set(qt Gui)
    else()
        set(qt Core)
    endif()
    string(TOLOWER natter_headers_${qt} common)
    if("Qt6::Test" IN_LIST ARGN)
        set(common ${common}_test)
        list(APPEND headers QTest QSignalSpy QTemporaryDir ${PROJECT_SOURCE_DIR}/tests/support/Patience.h)
        set(test Qt6::Test Qt6::Network) # QTest differs by it, too
        set(same -UQT_TESTCASE_BUILDDIR -UQT_TESTCASE_SOURCEDIR) # they differ by folder
    endif()
    if(NOT TARGET ${common})
        file(CONFIGURE OUTPUT ${common}.cpp CONTENT "")
        add_library(${common} STATIC ${CMAKE_CURRENT_BINARY_DIR}/${common}.cpp)
        set_target_properties(${common} PROPERTIES AUTOMOC OFF AUTORCC OFF)
        target_link_libraries(${common} PRIVATE natter_options Qt6::${qt} ${test})
        target_compile_options(${common} PRIVATE ${same})
        list(TRANSFORM headers REPLACE "(.+)" "<\\1>")
        target_precompile_headers(${common} PRIVATE ${headers})
    endif()
    target_compile_options(${target} PRIVATE ${same})
    target_precompile_headers(${target} REUSE_FROM ${common})
endfunction()

# natter_add_layer(Name SOURCES ... HEADERS ... DEPENDS ...): one layer, one static library, `Natter::Name`.
# DEPENDS is the layer's law: what is not linked cannot be used, and tests/arch checks the includes.
function(natter_add_layer name)
    cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "SOURCES;HEADERS;DEPENDS")
    string(TOLOWER ${name} lower)
    set(target natter_${lower})
    if(layer_SOURCES)
        add_library(${target} STATIC ${layer_SOURCES} ${layer_HEADERS})
        target_link_libraries(${target} PUBLIC natter_options ${layer_DEPENDS})
        natter_precompile(${target} ${layer_DEPENDS})
        add_dependencies(natter_generated ${target}_autogen)
    else()
        add_library(${target} INTERFACE ${layer_HEADERS})
        target_link_libraries(${target} INTERFACE natter_options ${layer_DEPENDS})
    endif()
    add_library(Natter::${name} ALIAS ${target})
endfunction()

# natter_add_test(name SOURCES ... LIBS ... [LABELS ...] [TIMEOUT s] [WRAPPER ...]): one Qt Test executable.
function(natter_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 test "" "TIMEOUT" "SOURCES;LIBS;LABELS;WRAPPER;ENVIRONMENT")
    if(NOT test_TIMEOUT)
        set(test_TIMEOUT 300)
    endif()
    add_executable(${name} ${test_SOURCES})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests UNITY_BUILD OFF)
    target_link_libraries(${name} PRIVATE natter_options Qt6::Test Qt6::Network ${test_LIBS})
    natter_precompile(${name} Qt6::Test ${test_LIBS})
    # Empty in nearly all tests: reading the precompiled header would cost more than it saves.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp PROPERTIES
        SKIP_PRECOMPILE_HEADERS ON)
    target_compile_definitions(${name} PRIVATE NATTER_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
    add_test(NAME ${name} COMMAND ${test_WRAPPER} $<TARGET_FILE:${name}>)
    set(environment
        "QT_LOGGING_RULES=natter.*=true" "UBSAN_OPTIONS=print_stacktrace=1")
    if(NOT test_WRAPPER)
        list(APPEND environment "QT_QPA_PLATFORM=offscreen")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${test_TIMEOUT} LABELS "${test_LABELS}"
        ENVIRONMENT "${environment};${test_ENVIRONMENT}")
    if("integration" IN_LIST test_LABELS AND NOT "${test_WRAPPER}" MATCHES keyring)
        # One engine at a time: several starting at once wait for each other on a small machine. This is the longest chain
        # of tests; so it starts first.
        set_tests_properties(${name} PROPERTIES RESOURCE_LOCK engine COST 100)
    endif()
    if(DEFINED ENV{CI})
        # In CI a test that cannot run is a failure.
        set_tests_properties(${name} PROPERTIES FAIL_REGULAR_EXPRESSION "SKIP   : ")
    endif()
endfunction()

# natter_let_skip(name): exit code 77 says that a tool is missing on this computer. In CI none may be.
function(natter_let_skip name)
    if(NOT DEFINED ENV{CI})
        set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)
    endif()
endfunction()

set(NATTER_FUZZ_SECONDS 20 CACHE STRING "How long CTest runs each fuzzer")

# natter_add_fuzzer(name SOURCES ... LIBS ...): a libFuzzer target that CTest runs for a bounded time, from the corpus in
# tests/fuzz/corpus/<name without fuzz_>; `natter_fuzz` builds all of them. The seed is fixed so that a run judges the
# change; what it has found is kept in build/fuzz/corpus, and NATTER_FUZZ_SECONDS lets it look further.
function(natter_add_fuzzer name)
    cmake_parse_arguments(PARSE_ARGV 1 fuzzer "" "" "SOURCES;LIBS")
    string(REPLACE "fuzz_" "" corpus ${name})
    add_executable(${name} ${fuzzer_SOURCES})
    set_target_properties(${name} PROPERTIES UNITY_BUILD OFF)
    target_link_libraries(${name} PRIVATE natter_options ${fuzzer_LIBS})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/${corpus})
    add_test(NAME ${name} COMMAND ${name} -seed=1 -max_total_time=${NATTER_FUZZ_SECONDS} -timeout=10 -rss_limit_mb=1024 -max_len=65536
        ${CMAKE_BINARY_DIR}/corpus/${corpus} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${corpus})
    math(EXPR limit "${NATTER_FUZZ_SECONDS} + 100")
    set_tests_properties(${name} PROPERTIES TIMEOUT ${limit} LABELS fuzz)
    add_dependencies(natter_fuzz ${name})
endfunction()
