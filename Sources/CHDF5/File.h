// What the files of this module share.
#pragma once

#include "Driver.h"

struct CH5File {
  Disk *disk;
  hid_t id;
  bool isReadOnly;
  // For files that were opened for reading: where each group is, and what it is called.
  haddr_t *addresses;
  int64_t groupCount;
};

struct CH5Group {
  CH5File *file;
  hid_t id;
};

// Every function of the header works between these two: HDF5 need not be built for threads. `enter` returns false if
// HDF5 cannot be started.
bool enter(CH5Error *error);
void leave(void);

// Fills in an error with the system's words, if a change of the disk failed, or else HDF5's; returns false.
bool library_error(const Disk *disk, CH5Error *error);
// Fills in an error in words of our own and returns false.
bool damage_error(CH5Error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

// HDF5's type of a scalar in memory and, as Minari has it, in the file; the caller closes it.
hid_t make_type(CH5Scalar scalar);
