#include "File.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

CH5Group *ch5_open_group(CH5File *file, int64_t number, CH5Error *error) {
  if (!enter(error)) return NULL;
  CH5Group *group = calloc(1, sizeof(CH5Group));
  if (!group) {
    system_error(error, ENOMEM);
  } else {
    group->file = file;
    bool isKnown = number >= 0 && number < file->groupCount;
    group->id = isKnown ? H5Oopen_by_addr(file->id, file->addresses[number]) : H5I_INVALID_HID;
    if (group->id < 0 || H5Iget_type(group->id) != H5I_GROUP) {
      if (group->id < 0) library_error(file->disk, error);
      else damage_error(error, "it is no group");
      if (group->id >= 0) H5Oclose(group->id);
      free(group);
      group = NULL;
    }
  }
  leave();
  return group;
}

void ch5_close_group(CH5Group *group) {
  CH5Error error;
  if (!enter(&error)) return;
  H5Oclose(group->id);
  free(group);
  leave();
}

static bool holds_bytes(hid_t rows) {
  hid_t type = H5Tget_super(rows);
  bool isBytes = type >= 0 && H5Tget_class(type) == H5T_INTEGER && H5Tget_size(type) == 1;
  if (type >= 0) H5Tclose(type);
  return isBytes;
}

static CH5Kind kind(hid_t type) {
  switch (H5Tget_class(type)) {
    case H5T_FLOAT: return CH5KindFloat;
    case H5T_INTEGER: return CH5KindInteger;
    case H5T_ENUM: return H5Tget_size(type) == 1 ? CH5KindBool : CH5KindOther;
    case H5T_VLEN: return holds_bytes(type) ? CH5KindRows : CH5KindOther;
    default: return CH5KindOther;
  }
}

// Describes an array; `false` if it cannot be read.
static bool describe_array(hid_t id, CH5Description *description) {
  hid_t type = H5Dget_type(id), space = H5Dget_space(id);
  int axisCount = space >= 0 ? H5Sget_simple_extent_ndims(space) : -1;
  hsize_t extents[H5S_MAX_RANK] = {0};
  bool isDone = type >= 0 && axisCount >= 0 && H5Sget_simple_extent_dims(space, extents, NULL) >= 0;
  if (isDone) {
    description->kind = axisCount > CH5_MOST_AXES ? CH5KindOther : kind(type);
    description->byteCount = (int32_t)H5Tget_size(type);
    description->isSigned = description->kind == CH5KindInteger && H5Tget_sign(type) == H5T_SGN_2;
    description->axisCount = axisCount > CH5_MOST_AXES ? CH5_MOST_AXES : axisCount;
    for (int axis = 0; axis < description->axisCount; axis++) {
      description->extents[axis] = extents[axis] > INT64_MAX ? INT64_MAX : (int64_t)extents[axis];
    }
  }
  if (type >= 0) H5Tclose(type);
  if (space >= 0) H5Sclose(space);
  return isDone;
}

// Whether something stands under a path, every part of which must be there for HDF5 to be asked about the next.
static htri_t exists(hid_t group, const char *path) {
  char part[256];
  for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
    size_t length = (size_t)(slash - path);
    if (length >= sizeof part) return 0;
    memcpy(part, path, length);
    part[length] = 0;
    htri_t isThere = H5Lexists(group, part, H5P_DEFAULT);
    if (isThere <= 0) return isThere;
  }
  return H5Lexists(group, path, H5P_DEFAULT);
}

static bool describe(CH5Group *group, const char *path, CH5Description *description) {
  memset(description, 0, sizeof *description);
  htri_t isThere = exists(group->id, path);
  if (isThere <= 0) return isThere == 0;
  hid_t id = H5Oopen(group->id, path, H5P_DEFAULT);
  if (id < 0) return false;
  H5I_type_t type = H5Iget_type(id);
  description->kind = type == H5I_GROUP ? CH5KindGroup : CH5KindOther;
  bool isDone = type != H5I_DATASET || describe_array(id, description);
  H5Oclose(id);
  return isDone;
}

bool ch5_describe(CH5Group *group, const char *path, CH5Description *description, CH5Error *error) {
  if (!enter(error)) return false;
  bool isDone = describe(group, path, description) || library_error(group->file->disk, error);
  leave();
  return isDone;
}

// How many bytes each chunk has of an array that is stored in chunks and not packed, or `limit` if that is less; 0 for
// other arrays.
static hsize_t plain_chunk_size(hid_t id, hid_t type, hsize_t limit) {
  hid_t creation = H5Dget_create_plist(id);
  hsize_t extents[H5S_MAX_RANK], size = H5Tget_size(type);
  bool isPlain = creation >= 0 && H5Pget_layout(creation) == H5D_CHUNKED && H5Pget_nfilters(creation) == 0;
  int axisCount = isPlain ? H5Pget_chunk(creation, H5S_MAX_RANK, extents) : 0;
  if (creation >= 0) H5Pclose(creation);
  for (int axis = 0; axis < axisCount; axis++) {
    bool isSmall = size > 0 && extents[axis] > 0 && extents[axis] < limit / size;
    size = isSmall ? size * extents[axis] : limit;
  }
  return axisCount > 0 ? size : 0;
}

// Whether the chunks are as large in the file as the array has them. HDF5 does not look, and reads beyond those that are
// not (1.10.8, H5D__chunk_lock).
static bool has_whole_chunks(const Disk *disk, hid_t id, hid_t type, hid_t space) {
  hsize_t limit = (hsize_t)disk_size(disk), size = plain_chunk_size(id, type, limit), count = 0;
  if (size == 0) return true;
  bool isDone = size < limit && H5Dget_num_chunks(id, space, &count) >= 0 && count > 0;
  for (hsize_t index = 0; isDone && index < count; index++) {
    hsize_t offset[H5S_MAX_RANK], found;
    unsigned mask;
    haddr_t address;
    isDone = H5Dget_chunk_info(id, space, index, offset, &mask, &address, &found) >= 0 && found == size;
  }
  return isDone;
}

static bool read_array(
  CH5Group *group, const char *path, CH5Scalar scalar, void *into, int64_t count, CH5Error *error
) {
  hid_t id = H5Dopen2(group->id, path, H5P_DEFAULT);
  if (id < 0) return library_error(group->file->disk, error);
  hid_t space = H5Dget_space(id);
  hid_t stored = H5Dget_type(id);
  // Flags are read as they are: an enumeration of one byte.
  hid_t type = stored >= 0 && H5Tget_class(stored) == H5T_ENUM ? H5Tcopy(stored) : make_type(scalar);
  bool isDone = space >= 0 && stored >= 0;
  if (isDone && H5Sget_simple_extent_npoints(space) != count) {
    isDone = damage_error(error, "%s has %lld numbers instead of %lld", path,
      (long long)H5Sget_simple_extent_npoints(space), (long long)count);
  } else if (isDone && !has_whole_chunks(group->file->disk, id, stored, space)) {
    isDone = damage_error(error, "%s is in pieces of the wrong size", path);
  } else if (!isDone || H5Dread(id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, into) < 0) {
    isDone = library_error(group->file->disk, error);
  }
  if (stored >= 0) H5Tclose(stored);
  if (space >= 0) H5Sclose(space);
  H5Tclose(type);
  H5Dclose(id);
  return isDone;
}

bool ch5_read_array(
  CH5Group *group, const char *path, CH5Scalar scalar, void *into, int64_t count, CH5Error *error
) {
  if (!enter(error)) return false;
  bool isDone = count == 0 || read_array(group, path, scalar, into, count, error);
  leave();
  return isDone;
}

static bool read_attribute(CH5Group *group, const char *name, CH5Scalar scalar, void *into, bool *isThere) {
  htri_t exists = H5Aexists(group->id, name);
  *isThere = exists > 0;
  if (exists <= 0) return exists == 0;
  hid_t id = H5Aopen(group->id, name, H5P_DEFAULT);
  if (id < 0) return false;
  hid_t space = H5Aget_space(id), stored = H5Aget_type(id), type = make_type(scalar);
  H5T_class_t class = stored >= 0 ? H5Tget_class(stored) : H5T_NO_CLASS;
  bool isNumber = (class == H5T_INTEGER || class == H5T_FLOAT) && H5Sget_simple_extent_npoints(space) == 1;
  *isThere = isNumber;
  bool isDone = !isNumber || H5Aread(id, type, into) >= 0;
  if (space >= 0) H5Sclose(space);
  if (stored >= 0) H5Tclose(stored);
  H5Tclose(type);
  H5Aclose(id);
  return isDone;
}

bool ch5_read_attribute(
  CH5Group *group, const char *name, CH5Scalar scalar, void *into, bool *isThere, CH5Error *error
) {
  if (!enter(error)) return false;
  bool isDone = read_attribute(group, name, scalar, into, isThere) || library_error(group->file->disk, error);
  leave();
  return isDone;
}
