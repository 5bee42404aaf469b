// A process of its own for what is done with files from elsewhere, in which HDF5 may crash or not come to an end.
//
// The process is a copy of this one that runs nothing but code of this module and HDF5's. It has no files but those it is
// lent, opens no others once it has begun to serve, writes none, and gets so much memory and time.
#pragma once

#include "include/CHDF5.h"

#include <sys/types.h>

typedef struct {
  pid_t process;
  // Both speak through it.
  int socket;
} Child;

// Starts a process that runs `body` with its end of the socket and then ends; `kept` are the files that it is lent.
// HDF5 must be idle: call it between `enter` and `leave`.
bool child_start(
  Child *child, const int *kept, int keptCount, void (*body)(int socket, void *data), void *data, CH5Error *error);
// Ends a process that is not needed any more.
void child_end(Child *child);
// Says what became of a process that is gone and should not be; returns false.
bool child_lost(Child *child, CH5Error *error);

// Sends or receives exactly so many bytes; false if the other side is gone.
bool send_all(int socket, const void *bytes, size_t count);
bool receive_all(int socket, void *into, size_t count);

// In the child: no file is opened from here on.
void child_seal(void);
// In the child: what comes next may take so many seconds of processor time.
void child_allow(int64_t seconds);
