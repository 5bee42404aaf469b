// The bytes of a file that HDF5 works on, changed only by whole commits.
//
// HDF5 itself changes a file in place and in any order, so that a process that is killed leaves ruins. Here bytes beyond
// the end of the last commit, which nothing refers to yet, are written at once. Changes of older bytes are held in
// memory, over which reads look, until the commit, which
//
//   1. writes them to a journal beside the file, with a checksum,
//   2. writes them to the file,
//   3. empties the journal.
//
// A whole journal that is found on opening is carried out again by who writes, once all of it lies within the file, and
// for who reads it looks carried out; one that is not whole is forgotten, as the file was not touched then. Between 1 and 3 a program that knows nothing of the journal reads the file as it is. The order of the
// changes is such that it finds a file that can be read at every moment, if its root group is of the old style, as those
// that are made here: the nodes of such a group have no checksums.
#pragma once

#include "include/CHDF5.h"

typedef struct Disk Disk;

typedef enum { DiskCreates, DiskAdds, DiskReads } DiskMode;

// What a change is of: changes are carried out in this order.
typedef enum {
  // Where the file ends: it is as long already.
  DiskSuperblock,
  DiskContent,
  // Of the heap of names: the free block behind a new name, then where the first free block is, then the name itself.
  DiskHeapFree,
  DiskHeapHead,
  DiskHeap,
  // The nodes that lead to the names.
  DiskTree,
} DiskPart;

// Opens a file and holds what a journal beside it says, so that it is read as if that were done. Nothing is written, and
// links are not followed.
Disk *disk_open(const char *path, DiskMode mode, CH5Error *error);
// Does what the journal says, in a file that is to be written.
bool disk_recover(Disk *disk, CH5Error *error);
// Lets nothing be written any more, but held as if it were.
void disk_rehearse(Disk *disk);
// Tells the descriptors of the file and, if there is one, of its journal; returns how many there are.
int disk_files(const Disk *disk, int files[2]);
// Frees the disk in any case.
void disk_close(Disk *disk);

bool disk_read(Disk *disk, int64_t offset, void *into, size_t count);
bool disk_write(Disk *disk, int64_t offset, const void *bytes, size_t count, DiskPart part);
// How many bytes can be read.
int64_t disk_size(const Disk *disk);
// Says where the file ends as it was opened; cuts off what lies beyond.
bool disk_set_committed_end(Disk *disk, int64_t end);
// Makes all changes part of the file, which then ends at `end`.
bool disk_commit(Disk *disk, int64_t end);
// Forgets the changes since the last commit, and takes no more: later ones are dropped without a word.
void disk_abandon(Disk *disk);
// Lets others open the file.
void disk_unlock(Disk *disk);

// errno of the first change that failed; 0 if none did.
int disk_failure(const Disk *disk);
void disk_set_synchronizes(Disk *disk, bool synchronizes);
void disk_stop_after(Disk *disk, int64_t changes, int number);
int64_t disk_change_count(const Disk *disk);

// Fills in an error with the system's words and returns false.
bool system_error(CH5Error *error, int number);
// Fills in an error in words of our own and returns false.
bool refusal(CH5Error *error, CH5Code code, const char *format, ...) __attribute__((format(printf, 3, 4)));
