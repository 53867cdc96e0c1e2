# SPDX-License-Identifier: Apache-2.0
# Lays out APPDIR: what the component `app` installs, the executable that finds its libraries beside itself, Qt's plugins and
# translations, every library that these need and excluded-libraries.txt does not name, and their licences.
set(lib ${APPDIR}/usr/lib)
set(plugins ${lib}/qt6/plugins)
set(translations ${APPDIR}/usr/share/qt6/translations)

function(query_qt variable property)
    execute_process(COMMAND ${QMAKE} -query ${property} OUTPUT_VARIABLE value OUTPUT_STRIP_TRAILING_WHITESPACE
        COMMAND_ERROR_IS_FATAL ANY)
    set(${variable} ${value} PARENT_SCOPE)
endfunction()
query_qt(qt_plugins QT_INSTALL_PLUGINS)
query_qt(qt_translations QT_INSTALL_TRANSLATIONS)
query_qt(qt_libraries QT_INSTALL_LIBS)

file(REMOVE_RECURSE ${APPDIR})
set(ENV{DESTDIR} ${APPDIR})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${TREE} --component app OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
unset(ENV{DESTDIR})

# Nobody registers the bundle's D-Bus service, and nobody reads its manual by `man`.
file(REMOVE_RECURSE ${APPDIR}/usr/share/dbus-1 ${APPDIR}/usr/share/man)
set(desktop ${APPDIR}/usr/share/applications/${BRAND_ID}.desktop)
file(READ ${desktop} text)
string(REGEX REPLACE "DBusActivatable=[a-z]+\n" "" text "${text}")
file(WRITE ${desktop} "${text}")
file(COPY ${desktop} ${BRAND_ICON} DESTINATION ${APPDIR})
file(RENAME ${APPDIR}/icon.svg ${APPDIR}/${BRAND_PACKAGE}.svg)
file(CREATE_LINK ${BRAND_PACKAGE}.svg ${APPDIR}/.DirIcon SYMBOLIC)
file(CREATE_LINK usr/bin/${BRAND_PACKAGE} ${APPDIR}/AppRun SYMBOLIC)

file(COPY ${EXECUTABLE} DESTINATION ${APPDIR}/usr/bin)
file(WRITE ${APPDIR}/usr/bin/qt.conf
    "[Paths]\nPrefix=..\nPlugins=lib/qt6/plugins\nTranslations=share/qt6/translations\n")

# No GTK theme: it would bring GTK. No OpenGL: widgets do without.
set(modules
    iconengines/libqsvgicon.so
    imageformats/libqgif.so
    imageformats/libqico.so
    imageformats/libqjpeg.so
    imageformats/libqsvg.so
    imageformats/libqwebp.so
    networkinformation/libqnetworkmanager.so
    platforminputcontexts/libcomposeplatforminputcontextplugin.so
    platforminputcontexts/libibusplatforminputcontextplugin.so
    platforms/libqoffscreen.so
    platforms/libqwayland-generic.so
    platforms/libqxcb.so
    platformthemes/libqxdgdesktopportal.so
    sqldrivers/libqsqlite.so
    tls/libqcertonlybackend.so
    tls/libqopensslbackend.so
    wayland-decoration-client/libbradient.so
    wayland-shell-integration/libxdg-shell.so)
foreach(module IN LISTS modules)
    get_filename_component(folder ${module} DIRECTORY)
    file(COPY ${qt_plugins}/${module} DESTINATION ${plugins}/${folder})
endforeach()
list(TRANSFORM modules PREPEND ${qt_plugins}/)
file(GLOB texts ${qt_translations}/qtbase_*.qm)
if(NOT texts)
    message(FATAL_ERROR "Qt's translations are not in ${qt_translations}; Debian has them in qt6-translations-l10n.")
endif()
file(COPY ${texts} DESTINATION ${translations})

# Loaded at run time, so that no file names them as needed: by Qt's TLS plugin and by QtKeychain.
set(loaded ${qt_libraries}/libssl.so.3 ${qt_libraries}/libcrypto.so.3 ${qt_libraries}/libsecret-1.so.0)

file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/excluded-libraries.txt excluded REGEX "^[^#]")
list(TRANSFORM excluded REPLACE "([.+])" "\\\\\\1")
list(TRANSFORM excluded REPLACE "(.+)" "^\\1$")
set(CMAKE_GET_RUNTIME_DEPENDENCIES_PLATFORM linux+elf)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${EXECUTABLE} LIBRARIES ${loaded} MODULES ${modules}
    PRE_EXCLUDE_REGEXES ${excluded} RESOLVED_DEPENDENCIES_VAR libraries)
list(APPEND libraries ${loaded})
list(REMOVE_DUPLICATES libraries)
foreach(library IN LISTS libraries)
    get_filename_component(name ${library} NAME)
    file(REAL_PATH ${library} file)
    file(COPY_FILE ${file} ${lib}/${name})
    list(APPEND files ${file})
endforeach()

# The licences of what is not ours, as Debian's packages state them.
foreach(module IN LISTS modules)
    file(REAL_PATH ${module} file)
    list(APPEND files ${file})
endforeach()
# The runtime's static libraries, too: its linker's map names them.
file(STRINGS ${RUNTIME}.map members REGEX "\\.a\\(")
foreach(member IN LISTS members)
    string(REGEX MATCH "/[^ :()]+\\.a" archive "${member}")
    file(REAL_PATH "${archive}" file)
    list(APPEND files ${file})
endforeach()
list(REMOVE_DUPLICATES files)
foreach(file IN LISTS files)
    # Packages may name a file by the folder that /usr/lib was merged from.
    string(REGEX REPLACE "^/usr/lib/" "/lib/" short ${file})
    execute_process(COMMAND dpkg-query --search ${file} ${short} OUTPUT_VARIABLE owners ERROR_QUIET)
    if(NOT owners MATCHES "^([a-z0-9.+-]+)")
        message(FATAL_ERROR "No package owns ${file}: its licence is not known.")
    endif()
    set(package ${CMAKE_MATCH_1})
    file(REAL_PATH /usr/share/doc/${package}/copyright licence)
    file(MAKE_DIRECTORY ${APPDIR}/usr/share/doc/${package})
    file(COPY_FILE ${licence} ${APPDIR}/usr/share/doc/${package}/copyright)
endforeach()
