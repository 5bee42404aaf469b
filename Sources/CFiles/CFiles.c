#define _GNU_SOURCE
#include "CFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int replace(const char *place, const char *temporary, const char *final) {
  if (linkat(AT_FDCWD, place, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) != 0) return errno;
  if (rename(temporary, final) == 0) return 0;
  int error = errno;
  unlink(temporary);
  return error;
}

int palaestra_replace_file(const char *place, const char *temporary, const char *final) {
  // Nothing that is meant for the caller may run or end the other process: its handlers would run twice.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  volatile int result = 0;
  pid_t process = vfork();
  if (process == 0) {
    result = replace(place, temporary, final);
    _exit(0);
  }
  if (process < 0) {
    result = replace(place, temporary, final);
  } else {
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) continue;
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return result;
}
