// What the files of this module share.
#pragma once

#include "Child.h"
#include "Driver.h"

#include <pthread.h>

struct CH5File {
  // NULL for a file that is read.
  Disk *disk;
  hid_t id;
  // How many groups of the prefix there are.
  int64_t groupCount;
  // Of a file that is read: who reads it, if that one is not gone.
  bool isRead;
  bool isLost;
  // Why it is lost.
  CH5Error loss;
  Child child;
  int64_t byteCount;
  pthread_mutex_t guard;
};

// Where the groups of a file are that are named by a prefix and a number from 0 on without a hole.
typedef struct {
  haddr_t *addresses;
  int64_t count;
} GroupIndex;

// HDF5 need not be built for threads: what calls it stands between these two. `enter` returns false if HDF5 cannot be
// started.
bool enter(CH5Error *error);
void leave(void);
// Forgets what HDF5 complained of before.
void begin_call(void);

// Opens a file by way of a disk; negative after a failure.
hid_t open_id(Disk *disk, const char *path, DiskMode mode);
// Finds groups; who calls frees the addresses in any case.
bool find_groups(hid_t file, const Disk *disk, const char *prefix, GroupIndex *index, CH5Error *error);
bool add_group(
  hid_t file, const char *name, const CH5Attribute *attributes, int32_t attributeCount, const CH5Array *arrays,
  int32_t arrayCount);

// Fills in an error with the system's words, if a change of the disk failed, or else HDF5's; returns false.
bool library_error(const Disk *disk, CH5Error *error);

// HDF5's type of a scalar in memory and, as Minari has it, in the file; the caller closes it.
hid_t make_type(CH5Scalar scalar);

#if H5_VERSION_GE(1, 12, 0)
typedef H5L_info1_t LinkInfo;
#define iterate_links H5Literate1
#define get_link H5Lget_info1
#else
typedef H5L_info_t LinkInfo;
#define iterate_links H5Literate
#define get_link H5Lget_info
#endif
