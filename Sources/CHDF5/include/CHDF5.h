// HDF5 for Swift: one function per intent, plain values in and out, nothing of HDF5's ids.
//
// A file holds groups in its root, each with attributes and arrays; groups are added whole and never changed. What was
// added is in the file once it is committed, and until then a crash leaves the file as it was: see Disk.h.
//
// Files that are read may be from anywhere, and HDF5 crashes on many a damaged one: each is read in a process of its own
// (Child.h), which has no other files. Links, external storage and virtual arrays are refused.
//
// Functions may be called from any thread; one works on a file at a time.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct CH5File CH5File;

typedef enum {
  // HDF5 refused, in the words of the message.
  CH5CodeLibrary,
  // The system refused; the message is strerror's.
  CH5CodeSystem,
  // Another program writes the file, or reads it just now.
  CH5CodeBusy,
  // The file is not what it should be, in the words of the message.
  CH5CodeDamaged,
  // The file may be sound, but what is in it is not read here, in the words of the message.
  CH5CodeRefused,
} CH5Code;

typedef struct {
  CH5Code code;
  // errno of a CH5CodeSystem.
  int32_t number;
  char message[300];
} CH5Error;

typedef enum {
  CH5ScalarFloat32,
  CH5ScalarFloat64,
  CH5ScalarInt64,
  CH5ScalarUInt64,
  CH5ScalarUInt8,
  CH5ScalarInt8,
  CH5ScalarUInt16,
  CH5ScalarInt16,
  CH5ScalarUInt32,
  CH5ScalarInt32,
  CH5ScalarBool,
} CH5Scalar;

#define CH5_MOST_AXES 8
// Of a group or an array, without the groups that it is in.
#define CH5_LONGEST_NAME 200

// Of a path from a group to an array, with the zero that ends it.
#define CH5_LONGEST_PATH 256

// An array to be added; a path `a/b` puts it into a group of its own, as do all that follow with the same `a`.
typedef struct {
  const char *path;
  CH5Scalar scalar;
  int32_t axisCount;
  int64_t extents[CH5_MOST_AXES];
  const void *bytes;
} CH5Array;

// A number to be added beside the arrays.
typedef struct {
  const char *name;
  CH5Scalar scalar;
  double real;
  uint64_t whole;
} CH5Attribute;

typedef enum {
  CH5KindMissing,
  CH5KindFloat,
  CH5KindInteger,
  CH5KindBool,
  // Rows of bytes, of different lengths.
  CH5KindRows,
  CH5KindGroup,
  CH5KindOther,
} CH5Kind;

// What stands under a path.
typedef struct {
  CH5Kind kind;
  int32_t byteCount;
  bool isSigned;
  int32_t axisCount;
  int64_t extents[CH5_MOST_AXES];
} CH5Description;

// Where a row of bytes lies in the file.
typedef struct {
  int64_t offset;
  int64_t count;
} CH5Row;

// Makes a file, which must not exist, and commits it empty.
CH5File *ch5_create(const char *path, CH5Error *error);
// Opens a file to add groups that are named by the prefix and a number; what a crash left half done is finished or undone
// first. No other program may use it. All of it is tried in a process of its own before the first byte is written.
CH5File *ch5_open_for_adding(const char *path, const char *prefix, CH5Error *error);
// Opens a file for reading, and finds the groups that are named by the prefix and a number from 0 on. What a crash left
// half done is read as if it were finished or undone. Later changes of the file do no harm.
CH5File *ch5_open_for_reading(const char *path, const char *prefix, CH5Error *error);
// Closes a file. What was added and not committed is lost. Frees the handle in any case.
bool ch5_close(CH5File *file, CH5Error *error);

// Whether commits wait until the disk has everything, so that they outlive a loss of power; false at first.
void ch5_set_synchronizes(CH5File *file, bool synchronizes);
// How many groups of the prefix there are, numbered without a hole.
bool ch5_count_groups(CH5File *file, const char *prefix, int64_t *count, CH5Error *error);
// Adds a group. After a failure the file takes nothing more and is as it was at its last commit.
bool ch5_add_group(
  CH5File *file, const char *name, const CH5Attribute *attributes, int32_t attributeCount, const CH5Array *arrays,
  int32_t arrayCount, CH5Error *error);
// Makes everything that was added part of the file, all of it or nothing.
bool ch5_commit(CH5File *file, CH5Error *error);
// How many bytes the file has.
int64_t ch5_byte_count(const CH5File *file);
// How many bytes a number of a type takes.
int64_t ch5_scalar_size(CH5Scalar scalar);

// The functions that follow are for files that were opened for reading; groups go by their numbers, and CH5_ROOT is the
// group that holds them.
#define CH5_ROOT (-1)

// Whether a group is there and is one.
bool ch5_check_group(CH5File *file, int64_t group, CH5Error *error);
bool ch5_describe(CH5File *file, int64_t group, const char *path, CH5Description *description, CH5Error *error);
// Reads a whole array of `count` numbers, converted to the scalar type.
bool ch5_read_array(
  CH5File *file, int64_t group, const char *path, CH5Scalar scalar, void *into, int64_t count, CH5Error *error);
// Finds the rows of an array of CH5KindRows with one axis of `count`.
bool ch5_find_rows(CH5File *file, int64_t group, const char *path, CH5Row *rows, int64_t count, CH5Error *error);
// Reads the bytes of a row.
bool ch5_read_row(CH5File *file, CH5Row row, void *into, CH5Error *error);
// Reads one number; sets `isThere` to false if there is none of the name.
bool ch5_read_attribute(
  CH5File *file, int64_t group, const char *name, CH5Scalar scalar, void *into, bool *isThere, CH5Error *error);
// Reads one text of `capacity` bytes at most, without a zero at its end; sets `count` to -1 if there is none of the name.
bool ch5_read_text(
  CH5File *file, int64_t group, const char *name, char *into, int64_t capacity, int64_t *count, CH5Error *error);

// The CRC-32 of zlib and PNG, continued from that of what came before; 0 to begin.
uint32_t ch5_checksum(uint32_t before, const void *bytes, size_t count);

// For tests: lets the given number of changes of the disk through, and half of the next one. If `number` is not 0, that
// one fails with this errno; else nothing reaches the disk from then on, as if the process had been killed.
void ch5_stop_after(CH5File *file, int64_t changes, int32_t number);
// For tests: how many changes of the disk there were.
int64_t ch5_change_count(const CH5File *file);
