#ifndef PALAESTRA_CFILES_H
#define PALAESTRA_CFILES_H

/// Gives a file that has only a `place`, such as `/proc/self/fd/3`, the name `final`, by way of the name `temporary`: the
/// system cannot give it one that is taken.
///
/// Both steps are made even if the calling process is killed between them: a process of their own makes them, which shares
/// the caller's memory and lives for these two calls.
///
/// Returns 0, or the error's number; `EEXIST` says that `temporary` is taken. Nothing is left behind then.
int palaestra_replace_file(const char *place, const char *temporary, const char *final);

#endif
