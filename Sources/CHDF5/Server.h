// What a child process is asked of the file that it has open, and what it answers.
//
// A request goes to the child; the answer is any number of pieces, each a count of bytes and the bytes, then a count of 0
// and an outcome.
#pragma once

#include "File.h"

typedef enum {
  RequestGroup,
  RequestDescription,
  RequestArray,
  RequestRowPlaces,
  RequestRow,
  RequestNumber,
  RequestText,
} RequestKind;

typedef struct {
  RequestKind kind;
  CH5Scalar scalar;
  int64_t group;
  int64_t count;
  CH5Row row;
  char path[CH5_LONGEST_PATH];
} Request;

typedef struct {
  bool isDone;
  CH5Error error;
} Outcome;

// The first answer, before any request.
typedef struct {
  int64_t groupCount;
  int64_t byteCount;
} Greeting;

// What the child begins with.
typedef struct {
  const char *path;
  const char *prefix;
} ServerTask;

// In the child: opens the file and answers until the other side is gone.
void serve(int socket, void *task);

// Ends a file that is read, and the process that reads it.
void close_reading(CH5File *file);

// A file in the child.
typedef struct {
  Disk *disk;
  hid_t id;
  GroupIndex index;
  int socket;
  // The group that was asked for last; CH5_ROOT for the file itself.
  int64_t group;
  hid_t groupID;
} Source;

// Sends a piece of an answer.
bool answer(const Source *source, const void *bytes, size_t count);

// Each answers a request by pieces, or says why not.
bool answer_description(Source *source, const Request *request, CH5Error *error);
bool answer_array(Source *source, const Request *request, CH5Error *error);
bool answer_row_places(Source *source, const Request *request, CH5Error *error);
bool answer_row(Source *source, const Request *request, CH5Error *error);
bool answer_number(Source *source, const Request *request, CH5Error *error);
bool answer_text(Source *source, const Request *request, CH5Error *error);

// Opens what a path leads to by hard links alone; sets `id` to -1 if there is nothing.
bool open_object(const Source *source, const char *path, hid_t *id, CH5Error *error);
// Refuses arrays that are not stored in this file, or in a way that cannot be read.
bool check_storage(const Source *source, hid_t id, CH5Error *error);

// Makes HDF5 understand what h5py's fast compression wrote.
void register_lzf(void);
