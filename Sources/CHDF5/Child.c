#define _GNU_SOURCE
#include "Child.h"
#include "Disk.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

// How much memory a child may take beside what it was born with.
#define MOST_MEMORY ((rlim_t)1280 << 20)

bool send_all(int socket, const void *bytes, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t sent = send(socket, (const char *)bytes + done, count - done, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    done += (size_t)sent;
  }
  return true;
}

bool receive_all(int socket, void *into, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t received = recv(socket, (char *)into + done, count - done, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    done += (size_t)received;
  }
  return true;
}

// In the child.

static void limit(int resource, rlim_t soft) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) return;
  if (limit.rlim_max != RLIM_INFINITY && soft > limit.rlim_max) soft = limit.rlim_max;
  if (limit.rlim_cur != RLIM_INFINITY && soft > limit.rlim_cur && resource != RLIMIT_CPU) return;
  limit.rlim_cur = soft;
  setrlimit(resource, &limit);
}

// How many bytes of addresses the process takes; 0 if that cannot be known.
static rlim_t taken_memory(void) {
  char text[64] = {0};
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  return count > 0 ? (rlim_t)strtoull(text, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE) : 0;
}

static void close_between(int low, int high) {
  if (low > high) return;
#ifdef __linux__
  if (close_range((unsigned)low, (unsigned)high, 0) == 0) return;
#endif
  int most = (int)sysconf(_SC_OPEN_MAX);
  for (int file = low; file <= high && file < most; file++) close(file);
}

// Closes all files but some, of which there are few.
static void close_others(const int *kept, int count) {
  int low = 0;
  while (true) {
    int next = INT32_MAX;
    for (int index = 0; index < count; index++) {
      if (kept[index] >= low && kept[index] < next) next = kept[index];
    }
    close_between(low, next - 1);
    if (next == INT32_MAX) return;
    low = next + 1;
  }
}

// A crash here is nobody else's business; what is meant for the whole program, such as Ctrl-C, is for the parent, with which
// the child ends.
static void settle_signals(void) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS, SIGXCPU, SIGXFSZ, SIGALRM, SIGCHLD};
  for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++) sigaction(crashes[index], &action, NULL);
  action.sa_handler = SIG_IGN;
  const int others[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2};
  for (size_t index = 0; index < sizeof others / sizeof *others; index++) sigaction(others[index], &action, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void settle(int socket, const int *kept, int keptCount) {
  settle_signals();
  int files[4] = {socket};
  for (int index = 0; index < keptCount; index++) files[index + 1] = kept[index];
  close_others(files, keptCount + 1);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  rlim_t taken = taken_memory();
  if (taken > 0) limit(RLIMIT_AS, taken + MOST_MEMORY);
}

void child_seal(void) { limit(RLIMIT_NOFILE, 0); }

void child_allow(int64_t seconds) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return;
  limit(RLIMIT_CPU, (rlim_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1 + seconds));
}

// In the parent.

bool child_start(
  Child *child, const int *kept, int keptCount, void (*body)(int socket, void *data), void *data, CH5Error *error
) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) return system_error(error, errno);
  // No handler of the program's may run in the child.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    settle(ends[1], kept, keptCount);
    body(ends[1], data);
    _exit(0);
  }
  int number = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  close(ends[1]);
  *child = (Child){process, ends[0]};
  if (process > 0) return true;
  close(ends[0]);
  return system_error(error, number);
}

static bool wait_for(const Child *child, int *status) {
  pid_t ended;
  do ended = waitpid(child->process, status, 0);
  while (ended < 0 && errno == EINTR);
  return ended > 0;
}

void child_end(Child *child) {
  int status;
  kill(child->process, SIGKILL);
  close(child->socket);
  wait_for(child, &status);
}

bool child_lost(Child *child, CH5Error *error) {
  int status = 0;
  close(child->socket);
  if (!wait_for(child, &status) || !WIFSIGNALED(status)) {
    return refusal(error, CH5CodeDamaged, "HDF5 ends the process that reads it");
  }
  switch (WTERMSIG(status)) {
    case SIGXCPU: return refusal(error, CH5CodeDamaged, "HDF5 does not come to an end with it");
    case SIGKILL: return refusal(error, CH5CodeRefused, "the process that was to read it was killed");
    default: return refusal(error, CH5CodeDamaged, "HDF5 crashes on it (signal %d)", WTERMSIG(status));
  }
}
