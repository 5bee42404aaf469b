#include "Server.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// HDF5 keeps its state for itself, one for the whole process; so there is one lock.
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;

// What HDF5 said when a call failed for the first time since `enter`; empty if none has. Guarded by the lock.
static char complaint[sizeof((CH5Error *)0)->message];

// The innermost message: what went wrong first.
static herr_t note_message(unsigned index, const H5E_error2_t *entry, void *data) {
  (void)index, (void)data;
  if (entry->desc && *entry->desc) snprintf(complaint, sizeof complaint, "%s", entry->desc);
  return 1;
}

// HDF5 calls this where it would otherwise print its errors.
static herr_t note_failure(hid_t stack, void *data) {
  if (!*complaint) H5Ewalk2(stack, H5E_WALK_UPWARD, note_message, data);
  return 0;
}

void begin_call(void) { *complaint = 0; }

bool enter(CH5Error *error) {
  pthread_mutex_lock(&guard);
  // Files that are open when the process ends are left as they are at their last commit.
  H5dont_atexit();
  bool isReady = H5open() >= 0 && driver_id() >= 0;
  if (isReady && H5Zfilter_avail(32000) == 0) register_lzf();
  begin_call();
  // Of the calling thread, so on every entry.
  H5Eset_auto2(H5E_DEFAULT, note_failure, NULL);
  if (isReady) return true;
  pthread_mutex_unlock(&guard);
  return refusal(error, CH5CodeLibrary, "the library cannot be started");
}

void leave(void) { pthread_mutex_unlock(&guard); }

// Whether HDF5 says that a part of a file is of a release that it does not know yet.
static bool is_too_new(const char *text) {
  return strstr(text, "version") && !strstr(text, "conversion");
}

bool library_error(const Disk *disk, CH5Error *error) {
  if (disk && disk_failure(disk) != 0) return system_error(error, disk_failure(disk));
  if (is_too_new(complaint)) {
    unsigned major = 0, minor = 0, release = 0;
    H5get_libversion(&major, &minor, &release);
    return refusal(
      error, CH5CodeRefused, "HDF5 %u.%u.%u says '%.120s', as of newer formats; convert it with the h5repack of a newer HDF5, --low=0 --high=1",
      major, minor, release, complaint);
  }
  return refusal(error, CH5CodeLibrary, "%s", *complaint ? complaint : "no reason is given");
}

int64_t ch5_scalar_size(CH5Scalar scalar) {
  switch (scalar) {
    case CH5ScalarUInt8:
    case CH5ScalarInt8:
    case CH5ScalarBool: return 1;
    case CH5ScalarUInt16:
    case CH5ScalarInt16: return 2;
    case CH5ScalarFloat32:
    case CH5ScalarUInt32:
    case CH5ScalarInt32: return 4;
    default: return 8;
  }
}

hid_t make_type(CH5Scalar scalar) {
  switch (scalar) {
    case CH5ScalarFloat32: return H5Tcopy(H5T_NATIVE_FLOAT);
    case CH5ScalarFloat64: return H5Tcopy(H5T_NATIVE_DOUBLE);
    case CH5ScalarInt64: return H5Tcopy(H5T_NATIVE_INT64);
    case CH5ScalarUInt64: return H5Tcopy(H5T_NATIVE_UINT64);
    case CH5ScalarUInt8: return H5Tcopy(H5T_NATIVE_UINT8);
    case CH5ScalarInt8: return H5Tcopy(H5T_NATIVE_INT8);
    case CH5ScalarUInt16: return H5Tcopy(H5T_NATIVE_UINT16);
    case CH5ScalarInt16: return H5Tcopy(H5T_NATIVE_INT16);
    case CH5ScalarUInt32: return H5Tcopy(H5T_NATIVE_UINT32);
    case CH5ScalarInt32: return H5Tcopy(H5T_NATIVE_INT32);
    case CH5ScalarBool: break;
  }
  // What h5py makes of NumPy's bool.
  hid_t type = H5Tenum_create(H5T_NATIVE_INT8);
  int8_t no = 0, yes = 1;
  H5Tenum_insert(type, "FALSE", &no);
  H5Tenum_insert(type, "TRUE", &yes);
  return type;
}

// Opening and closing.

// Properties of a file of ours. Nodes for many chunks would take more room than most episodes.
static hid_t make_creation(void) {
  hid_t creation = H5Pcreate(H5P_FILE_CREATE);
  H5Pset_istore_k(creation, 2);
  H5Pset_obj_track_times(creation, false);
  return creation;
}

// HDF5 looks at all it remembers on every commit, and so is made to remember little: half a megabyte.
static void keep_cache_small(hid_t access) {
  H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
  if (H5Pget_mdc_config(access, &cache) < 0) return;
  cache.set_initial_size = true;
  cache.initial_size = cache.min_size = cache.max_size = 1 << 19;
  cache.incr_mode = H5C_incr__off;
  cache.flash_incr_mode = H5C_flash_incr__off;
  cache.decr_mode = H5C_decr__off;
  H5Pset_mdc_config(access, &cache);
}

hid_t open_id(Disk *disk, const char *path, DiskMode mode) {
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_driver(access, driver_id(), &disk);
  H5Pset_fclose_degree(access, H5F_CLOSE_STRONG);
  keep_cache_small(access);
  hid_t id;
  if (mode == DiskCreates) {
    hid_t creation = make_creation();
    id = H5Fcreate(path, H5F_ACC_TRUNC, creation, access);
    H5Pclose(creation);
  } else {
    id = H5Fopen(path, mode == DiskReads ? H5F_ACC_RDONLY : H5F_ACC_RDWR, access);
  }
  H5Pclose(access);
  return id;
}

static bool commit(CH5File *file, CH5Error *error) {
  if (H5Fflush(file->id, H5F_SCOPE_LOCAL) < 0) return library_error(file->disk, error);
  if (disk_commit(file->disk, driver_end(file->id))) return true;
  return system_error(error, disk_failure(file->disk));
}

static void free_file(CH5File *file) {
  if (file->id >= 0) H5Fclose(file->id);
  disk_close(file->disk);
  free(file);
}

static bool count_groups(CH5File *file, const char *prefix, CH5Error *error) {
  GroupIndex index;
  bool isDone = find_groups(file->id, file->disk, prefix, &index, error);
  free(index.addresses);
  file->groupCount = index.count;
  return isDone;
}

// What is tried in a process of its own.
typedef struct {
  Disk *disk;
  const char *path;
  const char *prefix;
} Rehearsal;

static bool rehearse_group(const CH5File *file, const char *prefix, int64_t number) {
  char name[128];
  snprintf(name, sizeof name, "%.100s%lld", prefix, (long long)number);
  static const float numbers[400];
  const CH5Attribute attribute = {"id", CH5ScalarInt64, 0, 0};
  const CH5Array arrays[] = {
    {"observations", CH5ScalarFloat32, 2, {200, 2}, numbers}, {"rewards", CH5ScalarFloat32, 1, {1}, numbers},
  };
  return add_group(file->id, name, &attribute, 1, arrays, 2) && H5Fflush(file->id, H5F_SCOPE_LOCAL) >= 0;
}

// In the child: does all that is done to a file in which a group is added, but in memory.
static bool rehearse(const Rehearsal *task, CH5Error *error) {
  disk_rehearse(task->disk);
  H5PLset_loading_state(0);
  child_seal();
  child_allow(20);
  CH5File file = {.disk = task->disk, .id = open_id(task->disk, task->path, DiskAdds)};
  if (file.id < 0) return library_error(file.disk, error);
  if (!count_groups(&file, task->prefix, error)) return false;
  begin_call();
  // More than one node of the root's tree holds.
  for (int64_t number = 0; number < 20; number++) {
    if (!rehearse_group(&file, task->prefix, file.groupCount + number)) return library_error(file.disk, error);
  }
  return H5Fclose(file.id) >= 0 || library_error(file.disk, error);
}

static void serve_rehearsal(int socket, void *data) {
  struct {
    bool isDone;
    CH5Error error;
  } outcome;
  memset(&outcome, 0, sizeof outcome);
  outcome.isDone = rehearse(data, &outcome.error);
  send_all(socket, &outcome, sizeof outcome);
}

// Tries to add to a file without changing it.
static bool try_adding(Disk *disk, const char *path, const char *prefix, CH5Error *error) {
  Rehearsal task = {disk, path, prefix};
  Child child;
  int files[2], count = disk_files(disk, files);
  if (!child_start(&child, files, count, serve_rehearsal, &task, error)) return false;
  struct {
    bool isDone;
    CH5Error error;
  } outcome;
  if (!receive_all(child.socket, &outcome, sizeof outcome)) return child_lost(&child, error);
  child_end(&child);
  if (!outcome.isDone) *error = outcome.error;
  return outcome.isDone;
}

static bool prepare(CH5File *file, const char *path, DiskMode mode, const char *prefix, CH5Error *error) {
  if (mode == DiskAdds && !try_adding(file->disk, path, prefix, error)) return false;
  if (!disk_recover(file->disk, error)) return false;
  file->id = open_id(file->disk, path, mode);
  if (file->id < 0) return library_error(file->disk, error);
  if (mode == DiskCreates) return commit(file, error);
  if (!disk_set_committed_end(file->disk, driver_end(file->id))) return system_error(error, errno);
  return count_groups(file, prefix, error);
}

static CH5File *open_file(const char *path, DiskMode mode, const char *prefix, CH5Error *error) {
  if (!enter(error)) return NULL;
  Disk *disk = disk_open(path, mode, error);
  CH5File *file = disk ? calloc(1, sizeof(CH5File)) : NULL;
  if (file) {
    file->disk = disk;
    file->id = H5I_INVALID_HID;
    if (!prepare(file, path, mode, prefix, error)) {
      disk_abandon(disk);
      free_file(file);
      file = NULL;
    }
  } else if (disk) {
    disk_close(disk);
    system_error(error, ENOMEM);
  }
  leave();
  return file;
}

CH5File *ch5_create(const char *path, CH5Error *error) { return open_file(path, DiskCreates, NULL, error); }

CH5File *ch5_open_for_adding(const char *path, const char *prefix, CH5Error *error) {
  return open_file(path, DiskAdds, prefix, error);
}

bool ch5_close(CH5File *file, CH5Error *error) {
  if (file->isRead) {
    close_reading(file);
    return true;
  }
  if (!enter(error)) return false;
  disk_abandon(file->disk);
  free_file(file);
  leave();
  return true;
}

bool ch5_add_group(
  CH5File *file, const char *name, const CH5Attribute *attributes, int32_t attributeCount, const CH5Array *arrays,
  int32_t arrayCount, CH5Error *error
) {
  if (!enter(error)) return false;
  bool isDone = add_group(file->id, name, attributes, attributeCount, arrays, arrayCount);
  if (!isDone) {
    library_error(file->disk, error);
    disk_abandon(file->disk);
  }
  leave();
  return isDone;
}

bool ch5_commit(CH5File *file, CH5Error *error) {
  if (!enter(error)) return false;
  bool isDone = commit(file, error);
  if (!isDone) disk_abandon(file->disk);
  leave();
  return isDone;
}

bool ch5_count_groups(CH5File *file, const char *prefix, int64_t *count, CH5Error *error) {
  bool isDone = true;
  if (!file->isRead) {
    if (!enter(error)) return false;
    isDone = count_groups(file, prefix, error);
    leave();
  }
  *count = file->groupCount;
  return isDone;
}

int64_t ch5_byte_count(const CH5File *file) { return file->isRead ? file->byteCount : disk_size(file->disk); }

void ch5_set_synchronizes(CH5File *file, bool synchronizes) { disk_set_synchronizes(file->disk, synchronizes); }

void ch5_stop_after(CH5File *file, int64_t changes, int32_t number) { disk_stop_after(file->disk, changes, number); }

int64_t ch5_change_count(const CH5File *file) { return disk_change_count(file->disk); }
