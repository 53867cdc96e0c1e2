# SPDX-License-Identifier: Apache-2.0
# CPack's side of the Debian and RPM packages: names, texts and what is not found by looking at the executables' libraries.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ${BRAND_PACKAGE})
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package has its own
set(CPACK_PACKAGE_VENDOR "${BRAND_VENDOR}")
set(CPACK_PACKAGE_CONTACT "${BRAND_CONTACT}")
set(CPACK_PACKAGE_HOMEPAGE_URL "${BRAND_HOMEPAGE}")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_SOURCE_DIR}/build/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS ${CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${PACKAGED_COMPONENTS})
set(CPACK_COMPONENTS_GROUPING IGNORE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SOURCE ${BRAND_PACKAGE})
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)

set(CPACK_RPM_COMPONENT_INSTALL ON)
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
set(CPACK_PACKAGE_RELOCATABLE OFF) # paths of units, services and settings are fixed
set(CPACK_RPM_PACKAGE_URL "${BRAND_HOMEPAGE}")

# natter_describe_package(component name summary text)
macro(natter_describe_package component name summary text)
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${name})
    set(CPACK_DEBIAN_${upper}_DESCRIPTION "${summary}\n${text}")
    set(CPACK_RPM_${upper}_PACKAGE_NAME ${name})
    set(CPACK_RPM_${upper}_PACKAGE_SUMMARY "${summary}")
    set(CPACK_RPM_${upper}_PACKAGE_DESCRIPTION "${text}")
endmacro()

# Debian's synopses begin without an article.
string(REGEX REPLACE "^(The|An?) " "" synopsis "${BRAND_SUMMARY}")
natter_describe_package(app ${BRAND_PACKAGE} "${synopsis}"
"${BRAND_NAME} is a native messenger for the users of a site: people sign in with
the account that they have there, see the names and pictures from there, and
chat. Sessions are kept in the desktop's keychain, messages in a local store
that is there at once and without a connection.
.
Links of the form ${BRAND_SCHEME}://dialog/ID open the dialog with a person.")
# What is loaded at run time: the store, the window system and, recommended, the keychain, Wayland and the desktop's dialogs.
# libssl3 and libqt6svg6 are linked as well, and found by that.
set(CPACK_DEBIAN_APP_PACKAGE_DEPENDS "libqt6sql6-sqlite, qt6-qpa-plugins")
set(CPACK_DEBIAN_APP_PACKAGE_RECOMMENDS "fonts-noto-color-emoji, gnome-keyring | kwalletmanager, libsecret-1-0, qt6-image-formats-plugins, qt6-translations-l10n, qt6-wayland, qt6-xdgdesktopportal-platformtheme")

natter_describe_package(gateway natter-gateway "Identity gateway between a site's own login and its Natter chat"
"The gateway verifies the identity tokens that a site's backend signs, gives
tokens for the chat engine (ejabberd) in return, asks the site for its users'
names and pictures, and serves the deployment profile that the Natter app
begins with. It keeps its state in SQLite or PostgreSQL.
.
The service is not started before somebody configures it: /etc/natter and
natter-gateway(8) tell how.")
set(CPACK_DEBIAN_GATEWAY_PACKAGE_DEPENDS "libqt6sql6-sqlite")
set(CPACK_DEBIAN_GATEWAY_PACKAGE_SUGGESTS "ejabberd, libqt6sql6-psql, natter-doctor, nginx, postgresql")
set(scripts ${CMAKE_CURRENT_SOURCE_DIR}/debian)
set(CPACK_DEBIAN_GATEWAY_PACKAGE_CONTROL_EXTRA
    ${scripts}/conffiles ${scripts}/postinst ${scripts}/prerm ${scripts}/postrm)
set(CPACK_RPM_GATEWAY_USER_FILELIST "%config(noreplace) /etc/natter/gateway.conf")

natter_describe_package(doctor natter-doctor "check of a site's Natter deployment, step by step"
"The doctor walks through a deployment as the Natter app does: profile,
gateway, the site's backend and users-info, chat engine. For each step it
says what was asked, what came back, why it matters and how to mend it, as
text or as JSON.")

natter_describe_package(sandbox natter-sandbox "whole Natter site on one machine, to try and to test"
"The sandbox starts a demo site, the gateway, a private ejabberd, people with
days of history and two bots. Everything listens on 127.0.0.1, needs no root
and ends with the process. Faults can be switched on to see what apps make of
them.")
set(CPACK_DEBIAN_SANDBOX_PACKAGE_DEPENDS "ejabberd, erlang-p1-sqlite3, libqt6sql6-sqlite")
set(CPACK_DEBIAN_SANDBOX_PACKAGE_SUGGESTS "natter")

include(CPack)
