#include "File.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
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

bool enter(CH5Error *error) {
  pthread_mutex_lock(&guard);
  // Files that are open when the process ends are left as they are at their last commit.
  H5dont_atexit();
  bool isReady = H5open() >= 0 && driver_id() >= 0;
  *complaint = 0;
  // Of the calling thread, so on every entry.
  H5Eset_auto2(H5E_DEFAULT, note_failure, NULL);
  if (isReady) return true;
  error->code = CH5CodeLibrary;
  snprintf(error->message, sizeof error->message, "the library cannot be started");
  pthread_mutex_unlock(&guard);
  return false;
}

void leave(void) { pthread_mutex_unlock(&guard); }

bool library_error(const Disk *disk, CH5Error *error) {
  if (disk && disk_failure(disk) != 0) return system_error(error, disk_failure(disk));
  error->code = CH5CodeLibrary;
  error->number = 0;
  snprintf(error->message, sizeof error->message, "%s", *complaint ? complaint : "no reason is given");
  return false;
}

bool damage_error(CH5Error *error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  error->code = CH5CodeDamaged;
  error->number = 0;
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return false;
}

hid_t make_type(CH5Scalar scalar) {
  switch (scalar) {
    case CH5ScalarFloat32: return H5Tcopy(H5T_NATIVE_FLOAT);
    case CH5ScalarFloat64: return H5Tcopy(H5T_NATIVE_DOUBLE);
    case CH5ScalarInt64: return H5Tcopy(H5T_NATIVE_INT64);
    case CH5ScalarUInt64: return H5Tcopy(H5T_NATIVE_UINT64);
    case CH5ScalarUInt8: return H5Tcopy(H5T_NATIVE_UINT8);
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

static hid_t open_id(Disk *disk, const char *path, DiskMode mode) {
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

// Where the root's groups are.
typedef struct {
  const char *prefix;
  haddr_t *addresses;
  int64_t capacity;
  int64_t count;
  bool isOutOfMemory;
} Index;

#if H5_VERSION_GE(1, 12, 0)
#define iterate H5Literate1
typedef H5L_info1_t LinkInfo;
#else
#define iterate H5Literate
typedef H5L_info_t LinkInfo;
#endif

// Takes note of a link, if it is called as it should be.
static herr_t note_link(hid_t group, const char *name, const LinkInfo *info, void *into) {
  (void)group;
  Index *index = into;
  size_t length = strlen(index->prefix);
  char *end;
  if (strncmp(name, index->prefix, length) != 0 || name[length] < '0' || name[length] > '9') return 0;
  long long number = strtoll(name + length, &end, 10);
  if (*end || number > (1LL << 40) || info->type != H5L_TYPE_HARD) return 0;
  if (number >= index->capacity) {
    int64_t capacity = number < 512 ? 1024 : 2 * number;
    haddr_t *addresses = capacity > (1LL << 32) ? NULL : realloc(index->addresses, (size_t)capacity * sizeof(haddr_t));
    if (!addresses) {
      index->isOutOfMemory = true;
      return -1;
    }
    for (int64_t place = index->capacity; place < capacity; place++) addresses[place] = HADDR_UNDEF;
    index->addresses = addresses;
    index->capacity = capacity;
  }
  index->count += index->addresses[number] == HADDR_UNDEF;
  index->addresses[number] = info->u.address;
  return 0;
}

static bool find_groups(CH5File *file, const char *prefix, CH5Error *error) {
  Index index = {.prefix = prefix};
  hsize_t place = 0;
  herr_t outcome = iterate(file->id, H5_INDEX_NAME, H5_ITER_NATIVE, &place, note_link, &index);
  free(file->addresses);
  file->addresses = index.addresses;
  file->groupCount = index.count;
  if (index.isOutOfMemory) return system_error(error, ENOMEM);
  if (outcome < 0) return library_error(file->disk, error);
  for (int64_t number = 0; number < index.count; number++) {
    if (index.addresses[number] == HADDR_UNDEF) {
      return damage_error(error, "it has no %s%lld, but %lld that are numbered on", prefix, (long long)number,
        (long long)(index.count - number));
    }
  }
  return true;
}

static void free_file(CH5File *file) {
  if (file->id >= 0) H5Fclose(file->id);
  disk_close(file->disk);
  free(file->addresses);
  free(file);
}

static bool prepare(CH5File *file, DiskMode mode, const char *prefix, CH5Error *error) {
  if (mode == DiskCreates) return commit(file, error);
  if (!disk_set_committed_end(file->disk, driver_end(file->id))) return system_error(error, errno);
  if (mode == DiskAdds) return true;
  bool isDone = find_groups(file, prefix, error);
  disk_unlock(file->disk);
  return isDone;
}

static CH5File *open_file(const char *path, DiskMode mode, const char *prefix, CH5Error *error) {
  if (!enter(error)) return NULL;
  Disk *disk = disk_open(path, mode, error);
  CH5File *file = disk ? calloc(1, sizeof(CH5File)) : NULL;
  if (file) {
    file->disk = disk;
    file->isReadOnly = mode == DiskReads;
    file->id = open_id(disk, path, mode);
    if (file->id < 0) library_error(disk, error);
    if (file->id < 0 || !prepare(file, mode, prefix, error)) {
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

CH5File *ch5_open_for_adding(const char *path, CH5Error *error) { return open_file(path, DiskAdds, NULL, error); }

CH5File *ch5_open_for_reading(const char *path, const char *prefix, CH5Error *error) {
  return open_file(path, DiskReads, prefix, error);
}

bool ch5_close(CH5File *file, CH5Error *error) {
  if (!enter(error)) return false;
  disk_abandon(file->disk);
  free_file(file);
  leave();
  return true;
}

bool ch5_commit(CH5File *file, CH5Error *error) {
  if (!enter(error)) return false;
  bool isDone = commit(file, error);
  if (!isDone) disk_abandon(file->disk);
  leave();
  return isDone;
}

bool ch5_count_groups(CH5File *file, const char *prefix, int64_t *count, CH5Error *error) {
  if (!enter(error)) return false;
  bool isDone = find_groups(file, prefix, error);
  *count = file->groupCount;
  leave();
  return isDone;
}

int64_t ch5_byte_count(const CH5File *file) { return disk_size(file->disk); }

void ch5_set_synchronizes(CH5File *file, bool synchronizes) { disk_set_synchronizes(file->disk, synchronizes); }

void ch5_stop_after(CH5File *file, int64_t changes, int32_t number) { disk_stop_after(file->disk, changes, number); }

int64_t ch5_change_count(const CH5File *file) { return disk_change_count(file->disk); }
