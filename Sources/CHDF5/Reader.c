// Files that are read: the side that asks.
#include "Server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool lose(CH5File *file, CH5Error *error) {
  if (!file->isLost) child_lost(&file->child, &file->loss);
  file->isLost = true;
  *error = file->loss;
  return false;
}

// Takes an answer in, of at most `capacity` bytes.
static bool receive_answer(CH5File *file, void *into, int64_t capacity, int64_t *count, CH5Error *error) {
  *count = 0;
  while (true) {
    int64_t size;
    if (!receive_all(file->child.socket, &size, sizeof size) || size < 0 || size > capacity - *count) {
      return lose(file, error);
    }
    if (size == 0) break;
    if (!receive_all(file->child.socket, (char *)into + *count, (size_t)size)) return lose(file, error);
    *count += size;
  }
  Outcome outcome;
  if (!receive_all(file->child.socket, &outcome, sizeof outcome)) return lose(file, error);
  if (!outcome.isDone) *error = outcome.error;
  return outcome.isDone;
}

// Asks, and takes in as many bytes as are expected, or, with `count`, up to so many.
static bool ask(
  CH5File *file, Request request, const char *path, void *into, int64_t size, int64_t *count, CH5Error *error
) {
  if (strlen(path) >= sizeof request.path) return refusal(error, CH5CodeRefused, "its name is too long");
  strcpy(request.path, path);
  pthread_mutex_lock(&file->guard);
  int64_t received = 0;
  bool isDone;
  if (file->isLost || !send_all(file->child.socket, &request, sizeof request)) isDone = lose(file, error);
  else isDone = receive_answer(file, into, size, &received, error);
  if (isDone && !count && received != size) isDone = lose(file, error);
  pthread_mutex_unlock(&file->guard);
  if (count) *count = received;
  return isDone;
}

static CH5File *make_reading(void) {
  CH5File *file = calloc(1, sizeof(CH5File));
  if (!file) return NULL;
  file->id = H5I_INVALID_HID;
  file->isRead = true;
  pthread_mutex_init(&file->guard, NULL);
  return file;
}

CH5File *ch5_open_for_reading(const char *path, const char *prefix, CH5Error *error) {
  CH5File *file = make_reading();
  if (!file) {
    system_error(error, ENOMEM);
    return NULL;
  }
  ServerTask task = {path, prefix};
  bool isOpen = enter(error);
  if (isOpen) {
    isOpen = child_start(&file->child, NULL, 0, serve, &task, error);
    leave();
  }
  if (!isOpen) {
    free(file);
    return NULL;
  }
  Greeting greeting = {0};
  int64_t count;
  isOpen = receive_answer(file, &greeting, sizeof greeting, &count, error);
  file->groupCount = greeting.groupCount;
  file->byteCount = greeting.byteCount;
  if (isOpen && count == sizeof greeting && greeting.groupCount >= 0 && greeting.byteCount >= 0) return file;
  if (isOpen) lose(file, error);
  close_reading(file);
  return NULL;
}

void close_reading(CH5File *file) {
  if (!file->isLost) child_end(&file->child);
  pthread_mutex_destroy(&file->guard);
  free(file);
}

bool ch5_check_group(CH5File *file, int64_t group, CH5Error *error) {
  return ask(file, (Request){.kind = RequestGroup, .group = group}, "", NULL, 0, NULL, error);
}

bool ch5_describe(CH5File *file, int64_t group, const char *path, CH5Description *description, CH5Error *error) {
  Request request = {.kind = RequestDescription, .group = group};
  if (!ask(file, request, path, description, sizeof *description, NULL, error)) return false;
  bool isSound = description->axisCount >= 0 && description->axisCount <= CH5_MOST_AXES;
  for (int axis = 0; isSound && axis < description->axisCount; axis++) isSound = description->extents[axis] >= 0;
  return isSound || refusal(error, CH5CodeDamaged, "it has no sizes");
}

bool ch5_read_array(
  CH5File *file, int64_t group, const char *path, CH5Scalar scalar, void *into, int64_t count, CH5Error *error
) {
  Request request = {.kind = RequestArray, .scalar = scalar, .group = group, .count = count};
  return count == 0 || ask(file, request, path, into, count * ch5_scalar_size(scalar), NULL, error);
}

bool ch5_find_rows(CH5File *file, int64_t group, const char *path, CH5Row *rows, int64_t count, CH5Error *error) {
  Request request = {.kind = RequestRowPlaces, .group = group, .count = count};
  return ask(file, request, path, rows, count * (int64_t)sizeof(CH5Row), NULL, error);
}

bool ch5_read_row(CH5File *file, CH5Row row, void *into, CH5Error *error) {
  return ask(file, (Request){.kind = RequestRow, .row = row}, "", into, row.count, NULL, error);
}

bool ch5_read_attribute(
  CH5File *file, int64_t group, const char *name, CH5Scalar scalar, void *into, bool *isThere, CH5Error *error
) {
  Request request = {.kind = RequestNumber, .scalar = scalar, .group = group};
  int64_t count;
  if (!ask(file, request, name, into, ch5_scalar_size(scalar), &count, error)) return false;
  *isThere = count == ch5_scalar_size(scalar);
  return true;
}

bool ch5_read_text(
  CH5File *file, int64_t group, const char *name, char *into, int64_t capacity, int64_t *count, CH5Error *error
) {
  // The zero at its end says that there is one, however short.
  Request request = {.kind = RequestText, .group = group, .count = capacity};
  if (!ask(file, request, name, into, capacity, count, error)) return false;
  *count -= 1;
  return true;
}
