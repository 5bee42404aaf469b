#include "Server.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool answer(const Source *source, const void *bytes, size_t count) {
  int64_t size = (int64_t)count;
  return count == 0 || (send_all(source->socket, &size, sizeof size) && send_all(source->socket, bytes, count));
}

static bool finish(const Source *source, bool isDone, const CH5Error *error) {
  const int64_t end = 0;
  Outcome outcome;
  memset(&outcome, 0, sizeof outcome);
  outcome.isDone = isDone;
  if (!isDone) outcome.error = *error;
  return send_all(source->socket, &end, sizeof end) && send_all(source->socket, &outcome, sizeof outcome);
}

static bool open_source(Source *source, const ServerTask *task, CH5Error *error) {
  source->disk = disk_open(task->path, DiskReads, error);
  if (!source->disk) return false;
  // What is from elsewhere has no say in which code is run.
  H5PLset_loading_state(0);
  child_seal();
  source->id = open_id(source->disk, task->path, DiskReads);
  if (source->id < 0) return library_error(source->disk, error);
  bool isDone = find_groups(source->id, source->disk, task->prefix, &source->index, error);
  // Later changes do no harm to what is there.
  disk_unlock(source->disk);
  Greeting greeting = {source->index.count, disk_size(source->disk)};
  return isDone && answer(source, &greeting, sizeof greeting);
}

// Makes a group the one that is asked.
static bool select_group(Source *source, int64_t number, CH5Error *error) {
  if (source->groupID >= 0 && source->group == number) return true;
  if (source->groupID >= 0 && source->group != CH5_ROOT) H5Oclose(source->groupID);
  source->groupID = H5I_INVALID_HID;
  source->group = number;
  if (number == CH5_ROOT) {
    source->groupID = source->id;
    return true;
  }
  if (number < 0 || number >= source->index.count) return refusal(error, CH5CodeDamaged, "there is none");
  hid_t id = H5Oopen_by_addr(source->id, source->index.addresses[number]);
  if (id < 0) return library_error(source->disk, error);
  if (H5Iget_type(id) != H5I_GROUP) {
    H5Oclose(id);
    return refusal(error, CH5CodeDamaged, "it is no group");
  }
  source->groupID = id;
  return true;
}

static bool answer_request(Source *source, const Request *request, CH5Error *error) {
  if (request->kind == RequestRow) return answer_row(source, request, error);
  if (!select_group(source, request->group, error)) return false;
  switch (request->kind) {
    case RequestDescription: return answer_description(source, request, error);
    case RequestArray: return answer_array(source, request, error);
    case RequestRowPlaces: return answer_row_places(source, request, error);
    case RequestNumber: return answer_number(source, request, error);
    case RequestText: return answer_text(source, request, error);
    default: return true;
  }
}

void serve(int socket, void *data) {
  Source source = {.socket = socket, .id = H5I_INVALID_HID, .group = CH5_ROOT, .groupID = H5I_INVALID_HID};
  CH5Error error;
  // Enough for every file that makes sense; what is damaged may lead HDF5 in circles.
  child_allow(10);
  bool isOpen = open_source(&source, data, &error);
  if (!finish(&source, isOpen, &error) || !isOpen) return;
  Request request;
  while (receive_all(socket, &request, sizeof request)) {
    child_allow(10 + request.count / (1 << 20));
    begin_call();
    bool isDone = answer_request(&source, &request, &error);
    if (!finish(&source, isDone, &error)) return;
  }
}
