// In the child: numbers and texts beside a group's arrays.
#include "Server.h"

#include <stdlib.h>
#include <string.h>

// Opens an attribute; -1 if there is none of the name.
static bool open_attribute(const Source *source, const char *name, hid_t *id, CH5Error *error) {
  *id = H5I_INVALID_HID;
  htri_t exists = H5Aexists(source->groupID, name);
  if (exists == 0) return true;
  if (exists > 0) *id = H5Aopen(source->groupID, name, H5P_DEFAULT);
  return *id >= 0 || library_error(source->disk, error);
}

static bool holds_one(hid_t attribute) {
  hid_t space = H5Aget_space(attribute);
  bool isOne = space >= 0 && H5Sget_simple_extent_npoints(space) == 1;
  if (space >= 0) H5Sclose(space);
  return isOne;
}

bool answer_number(Source *source, const Request *request, CH5Error *error) {
  hid_t id;
  if (!open_attribute(source, request->path, &id, error)) return false;
  if (id < 0) return true;
  uint64_t number = 0;
  hid_t stored = H5Aget_type(id), type = make_type(request->scalar);
  H5T_class_t class = stored >= 0 ? H5Tget_class(stored) : H5T_NO_CLASS;
  bool isNumber = (class == H5T_INTEGER || class == H5T_FLOAT) && holds_one(id);
  bool isDone = !isNumber || H5Aread(id, type, &number) >= 0 || library_error(source->disk, error);
  if (stored >= 0) H5Tclose(stored);
  H5Tclose(type);
  H5Aclose(id);
  return isDone && (!isNumber || answer(source, &number, (size_t)ch5_scalar_size(request->scalar)));
}

// Reads a text of any length; NULL after a failure.
static char *read_text(hid_t attribute, hid_t stored, size_t limit) {
  hid_t type = H5Tcopy(H5T_C_S1);
  bool isVariable = H5Tis_variable_str(stored) > 0;
  size_t size = isVariable ? H5T_VARIABLE : H5Tget_size(stored) + 1;
  char *text = NULL;
  bool isFit = isVariable || (size > 1 && size <= limit);
  if (type >= 0 && isFit && H5Tset_size(type, size) >= 0 && H5Tset_cset(type, H5Tget_cset(stored)) >= 0) {
    if (isVariable) {
      if (H5Aread(attribute, type, &text) < 0) text = NULL;
    } else {
      text = calloc(size, 1);
      if (text && H5Aread(attribute, type, text) < 0) {
        free(text);
        text = NULL;
      }
    }
  }
  if (type >= 0) H5Tclose(type);
  return text;
}

bool answer_text(Source *source, const Request *request, CH5Error *error) {
  hid_t id;
  if (!open_attribute(source, request->path, &id, error)) return false;
  if (id < 0) return true;
  hid_t stored = H5Aget_type(id);
  bool isText = stored >= 0 && H5Tget_class(stored) == H5T_STRING && holds_one(id), isDone = true;
  if (isText) {
    char *text = read_text(id, stored, (size_t)request->count);
    size_t size = text ? strlen(text) + 1 : 0;
    if (!text) isDone = library_error(source->disk, error);
    else if (size > (size_t)request->count) isDone = refusal(error, CH5CodeRefused, "it is longer than any such text");
    else isDone = answer(source, text, size);
    free(text);
  }
  if (stored >= 0) H5Tclose(stored);
  H5Aclose(id);
  return isDone;
}
