// In the child: what is asked of groups, arrays and attributes.
#include "Server.h"

#include <stdlib.h>
#include <string.h>

// About how much of an array is read at a time.
#define SLAB (16 << 20)

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

// Whether a link is there; other than hard ones are refused, as they lead out of the file.
static bool find_link(hid_t group, const char *path, bool *isThere, CH5Error *error) {
  LinkInfo info;
  htri_t exists = H5Lexists(group, path, H5P_DEFAULT);
  *isThere = exists > 0;
  if (exists == 0) return true;
  if (exists < 0 || get_link(group, path, &info, H5P_DEFAULT) < 0) return library_error(NULL, error);
  return info.type == H5L_TYPE_HARD || refusal(error, CH5CodeRefused, "it is a link that leads elsewhere");
}

bool open_object(const Source *source, const char *path, hid_t *id, CH5Error *error) {
  *id = H5I_INVALID_HID;
  char part[CH5_LONGEST_PATH];
  bool isThere = true;
  // Every part must be there for HDF5 to be asked about the next.
  for (const char *end = path; isThere && end; ) {
    end = strchr(end, '/');
    size_t length = end ? (size_t)(end - path) : strlen(path);
    memcpy(part, path, length);
    part[length] = 0;
    if (!find_link(source->groupID, part, &isThere, error)) return false;
    if (end) end += 1;
  }
  if (!isThere) return true;
  *id = H5Oopen(source->groupID, path, H5P_DEFAULT);
  return *id >= 0 || library_error(source->disk, error);
}

bool answer_description(Source *source, const Request *request, CH5Error *error) {
  CH5Description description;
  memset(&description, 0, sizeof description);
  hid_t id;
  if (!open_object(source, request->path, &id, error)) return false;
  bool isDone = true;
  if (id >= 0) {
    H5I_type_t type = H5Iget_type(id);
    description.kind = type == H5I_GROUP ? CH5KindGroup : CH5KindOther;
    if (type == H5I_DATASET) {
      isDone = check_storage(source, id, error) &&
        (describe_array(id, &description) || library_error(source->disk, error));
    }
    H5Oclose(id);
  }
  return isDone && answer(source, &description, sizeof description);
}

// An array that is read piece by piece along its first axis.
typedef struct {
  hid_t id;
  hid_t space;
  hid_t type;
  size_t size;
  int axisCount;
  hsize_t extents[H5S_MAX_RANK];
} OpenArray;

// How many rows are read at once: whole rows of chunks, so that none is unpacked twice.
static hsize_t slab_rows(const OpenArray *array, size_t rowSize) {
  hsize_t chunk[H5S_MAX_RANK] = {1}, rows = rowSize < SLAB ? SLAB / rowSize : 1;
  hid_t creation = H5Dget_create_plist(array->id);
  bool isChunked = creation >= 0 && H5Pget_layout(creation) == H5D_CHUNKED;
  if (isChunked && H5Pget_chunk(creation, H5S_MAX_RANK, chunk) < 1) chunk[0] = 1;
  if (creation >= 0) H5Pclose(creation);
  return rows > chunk[0] ? rows / chunk[0] * chunk[0] : chunk[0];
}

static bool send_slab(Source *source, const OpenArray *array, hsize_t first, hsize_t rows, void *into, CH5Error *error) {
  hsize_t start[H5S_MAX_RANK] = {first}, count[H5S_MAX_RANK];
  memcpy(count, array->extents, sizeof count);
  count[0] = rows;
  hsize_t numberCount = 1;
  for (int axis = 0; axis < array->axisCount; axis++) numberCount *= count[axis];
  hid_t memory = H5Screate_simple(1, &numberCount, NULL);
  bool isDone = memory >= 0 &&
    H5Sselect_hyperslab(array->space, H5S_SELECT_SET, start, NULL, count, NULL) >= 0 &&
    H5Dread(array->id, array->type, memory, array->space, H5P_DEFAULT, into) >= 0;
  if (memory >= 0) H5Sclose(memory);
  if (!isDone) return library_error(source->disk, error);
  return answer(source, into, (size_t)numberCount * array->size);
}

static bool send_rows(Source *source, const OpenArray *array, int64_t count, CH5Error *error) {
  hsize_t rowCount = array->axisCount > 0 ? array->extents[0] : 1;
  size_t rowSize = (size_t)count / (size_t)rowCount * array->size;
  hsize_t together = slab_rows(array, rowSize);
  if (together > rowCount) together = rowCount;
  void *slab = malloc((size_t)together * rowSize);
  if (!slab) return refusal(error, CH5CodeRefused, "there is no memory to read it");
  bool isDone = true;
  for (hsize_t first = 0; isDone && first < rowCount; first += together) {
    hsize_t rows = rowCount - first < together ? rowCount - first : together;
    isDone = send_slab(source, array, first, rows, slab, error);
  }
  free(slab);
  return isDone;
}

// Opens an array that is to have so many numbers.
static bool open_array(Source *source, const Request *request, OpenArray *array, CH5Error *error) {
  if (!open_object(source, request->path, &array->id, error)) return false;
  if (array->id < 0 || H5Iget_type(array->id) != H5I_DATASET) {
    return refusal(error, CH5CodeDamaged, "there is no array");
  }
  if (!check_storage(source, array->id, error)) return false;
  array->space = H5Dget_space(array->id);
  hid_t stored = H5Dget_type(array->id);
  if (array->space < 0 || stored < 0) {
    if (stored >= 0) H5Tclose(stored);
    return library_error(source->disk, error);
  }
  // Flags are read as they are: an enumeration of one byte.
  bool isFlag = H5Tget_class(stored) == H5T_ENUM;
  array->type = isFlag ? H5Tcopy(stored) : make_type(request->scalar);
  H5Tclose(stored);
  array->size = (size_t)ch5_scalar_size(request->scalar);
  array->axisCount = H5Sget_simple_extent_dims(array->space, array->extents, NULL);
  if (array->type < 0 || array->axisCount < 0 || array->size != H5Tget_size(array->type)) {
    return refusal(error, CH5CodeDamaged, "it is of another type");
  }
  hssize_t count = H5Sget_simple_extent_npoints(array->space);
  return count == request->count || refusal(error, CH5CodeDamaged, "%s has %lld numbers instead of %lld", request->path,
    (long long)count, (long long)request->count);
}

bool answer_array(Source *source, const Request *request, CH5Error *error) {
  OpenArray array = {.id = H5I_INVALID_HID, .space = H5I_INVALID_HID, .type = H5I_INVALID_HID};
  bool isDone = open_array(source, request, &array, error);
  if (isDone && array.axisCount == 0) array.extents[0] = 1;
  isDone = isDone && send_rows(source, &array, request->count, error);
  if (array.type >= 0) H5Tclose(array.type);
  if (array.space >= 0) H5Sclose(array.space);
  if (array.id >= 0) H5Oclose(array.id);
  return isDone;
}
