#include "File.h"

#include <stdlib.h>
#include <string.h>

// Smaller arrays stand within their header.
#define SMALL 512
// About how much of an array is compressed at a time.
#define CHUNK (4 << 20)
// zlib's: higher ones take longer and gain little on numbers.
#define LEVEL 4

// How an array is stored: within its header if it is small, else compressed, byte by byte of its numbers.
static hid_t make_storage(const CH5Array *array, size_t byteCount) {
  hid_t storage = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_obj_track_times(storage, false);
  H5Pset_fill_time(storage, H5D_FILL_TIME_NEVER);
  // The newer form of header, which is smaller, and no room in it for attributes.
  H5Pset_attr_creation_order(storage, H5P_CRT_ORDER_TRACKED);
  H5Pset_dset_no_attrs_hint(storage, true);
  if (byteCount < SMALL) {
    H5Pset_layout(storage, H5D_COMPACT);
    return storage;
  }
  hsize_t extents[CH5_MOST_AXES];
  for (int axis = 0; axis < array->axisCount; axis++) extents[axis] = (hsize_t)array->extents[axis];
  hsize_t rowSize = byteCount / extents[0];
  hsize_t rows = rowSize < CHUNK ? CHUNK / rowSize : 1;
  if (rows < extents[0]) extents[0] = rows;
  H5Pset_chunk(storage, array->axisCount, extents);
  if (ch5_scalar_size(array->scalar) > 1) H5Pset_shuffle(storage);
  H5Pset_deflate(storage, LEVEL);
  return storage;
}

// Makes an array that is in no group yet.
static hid_t make_array(hid_t file, const CH5Array *array) {
  hsize_t extents[CH5_MOST_AXES];
  size_t byteCount = (size_t)ch5_scalar_size(array->scalar);
  for (int axis = 0; axis < array->axisCount; axis++) {
    extents[axis] = (hsize_t)array->extents[axis];
    byteCount *= (size_t)array->extents[axis];
  }
  hid_t space = H5Screate_simple(array->axisCount, extents, NULL);
  hid_t type = make_type(array->scalar), storage = make_storage(array, byteCount);
  hid_t id = H5Dcreate_anon(file, type, space, storage, H5P_DEFAULT);
  if (id >= 0 && H5Dwrite(id, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, array->bytes) < 0) {
    H5Oclose(id);
    id = H5I_INVALID_HID;
  }
  H5Pclose(storage);
  H5Tclose(type);
  H5Sclose(space);
  return id;
}

static bool add_attribute(hid_t group, const CH5Attribute *attribute) {
  hid_t space = H5Screate(H5S_SCALAR), type = make_type(attribute->scalar);
  hid_t id = H5Acreate2(group, attribute->name, type, space, H5P_DEFAULT, H5P_DEFAULT);
  bool isReal = attribute->scalar == CH5ScalarFloat64;
  bool isDone = id >= 0 && H5Awrite(id, type, isReal ? (const void *)&attribute->real : &attribute->whole) >= 0;
  if (id >= 0) H5Aclose(id);
  H5Tclose(type);
  H5Sclose(space);
  return isDone;
}

// A group of the newer form, which keeps a few links within its header.
static hid_t make_empty_group(hid_t file) {
  hid_t creation = H5Pcreate(H5P_GROUP_CREATE);
  H5Pset_obj_track_times(creation, false);
  H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED);
  H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED);
  H5Pset_est_link_info(creation, 0, 0);
  hid_t id = H5Gcreate_anon(file, creation, H5P_DEFAULT);
  H5Pclose(creation);
  return id;
}

// How many of the arrays go into the same group as the first one; `name` becomes its name.
static int32_t sibling_count(const CH5Array *arrays, int32_t count, size_t prefix, char name[CH5_LONGEST_NAME + 1]) {
  const char *path = arrays[0].path + prefix;
  size_t length = (size_t)(strchr(path, '/') - path);
  if (length > CH5_LONGEST_NAME) length = CH5_LONGEST_NAME;
  memcpy(name, path, length);
  name[length] = 0;
  int32_t siblings = 1;
  while (siblings < count && strncmp(arrays[siblings].path + prefix, path, length + 1) == 0) siblings += 1;
  return siblings;
}

// Makes a group that is in no other yet. What it holds is made before it, so that its header, the last piece of the
// file by then, can grow where it is. `prefix` letters of the paths are done with.
static hid_t make_group(hid_t file, const CH5Array *arrays, int32_t count, size_t prefix) {
  hid_t *members = calloc((size_t)count, sizeof(hid_t));
  char (*names)[CH5_LONGEST_NAME + 1] = calloc((size_t)count, CH5_LONGEST_NAME + 1);
  int32_t memberCount = 0;
  bool isDone = members && names;
  for (int32_t index = 0; isDone && index < count; memberCount++) {
    const char *path = arrays[index].path + prefix;
    char *name = names[memberCount];
    if (strchr(path, '/')) {
      int32_t siblings = sibling_count(arrays + index, count - index, prefix, name);
      members[memberCount] = make_group(file, arrays + index, siblings, prefix + strlen(name) + 1);
      index += siblings;
    } else {
      strncpy(name, path, CH5_LONGEST_NAME);
      members[memberCount] = make_array(file, &arrays[index++]);
    }
    isDone = members[memberCount] >= 0;
  }
  hid_t group = isDone ? make_empty_group(file) : H5I_INVALID_HID;
  for (int32_t index = 0; index < memberCount; index++) {
    isDone = isDone && H5Olink(members[index], group, names[index], H5P_DEFAULT, H5P_DEFAULT) >= 0;
    if (members[index] >= 0) H5Oclose(members[index]);
  }
  free(members);
  free(names);
  if (!isDone && group >= 0) H5Oclose(group);
  return isDone ? group : H5I_INVALID_HID;
}

bool add_group(
  hid_t file, const char *name, const CH5Attribute *attributes, int32_t attributeCount, const CH5Array *arrays,
  int32_t arrayCount
) {
  hid_t group = make_group(file, arrays, arrayCount, 0);
  if (group < 0) return false;
  bool isDone = true;
  for (int32_t index = 0; isDone && index < attributeCount; index++) {
    isDone = add_attribute(group, &attributes[index]);
  }
  isDone = isDone && H5Olink(group, file, name, H5P_DEFAULT, H5P_DEFAULT) >= 0;
  return H5Oclose(group) >= 0 && isDone;
}
