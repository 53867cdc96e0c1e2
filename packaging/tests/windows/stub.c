/* SPDX-License-Identifier: Apache-2.0 */
/* Stands for the app in packages that are only tried: appends its command line to the file that STUB_LOG names. */
#include <windows.h>

#include <stdio.h>

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR arguments, int show)
{
    (void)instance;
    (void)before;
    (void)arguments;
    (void)show;
    char line[8192];
    if (WideCharToMultiByte(CP_UTF8, 0, GetCommandLineW(), -1, line, sizeof line, NULL, NULL) == 0)
        return 1;
    FILE *log = _wfopen(_wgetenv(L"STUB_LOG"), L"ab");
    if (log == NULL)
        return 1;
    fprintf(log, "%s\n", line);
    return fclose(log) == 0 ? 0 : 1;
}
