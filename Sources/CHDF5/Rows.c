// In the child: rows of bytes of different lengths, found without HDF5's help: its own reader believes what a damaged file says of
// them, and writes beyond its buffers (1.10.8, H5HG_read).
//
// The array holds a reference for each row: how many bytes, the address of a collection, the number of an object in it.
// Source: HDF5 File Format Specification 3.0, III.E, "Global Heap", with addresses of 8 bytes, as h5py writes them.
#include "Server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { referenceSize = 16, headerSize = 16 };

static uint64_t whole(const uint8_t *bytes, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | bytes[count];
  return value;
}

static bool read_bytes(Disk *disk, uint64_t offset, void *into, uint64_t count) {
  uint64_t size = (uint64_t)disk_size(disk);
  return offset <= size && count <= size - offset && disk_read(disk, (int64_t)offset, into, count);
}

// Finds the bytes that a reference leads to.
static bool follow(Disk *disk, const uint8_t *reference, CH5Row *row) {
  uint64_t count = whole(reference, 4), collection = whole(reference + 4, 8), number = whole(reference + 12, 4);
  *row = (CH5Row){0};
  if (count == 0) return true;
  uint8_t header[headerSize];
  if (!read_bytes(disk, collection, header, headerSize) || memcmp(header, "GCOL\1", 5) != 0) return false;
  uint64_t end = whole(header + 8, 8), size = (uint64_t)disk_size(disk);
  if (end > size - collection) return false;
  for (uint64_t place = headerSize; place + headerSize <= end;) {
    if (!read_bytes(disk, collection + place, header, headerSize)) return false;
    uint64_t found = whole(header, 2), length = whole(header + 8, 8);
    place += headerSize;
    // What follows object 0 is free.
    if (found == 0 || length > end - place) return false;
    if (found == number) {
      *row = (CH5Row){.offset = (int64_t)(collection + place), .count = (int64_t)count};
      return count <= length;
    }
    place += (length + 7) / 8 * 8;
  }
  return false;
}

// How many rows stand together in the file; 0 if they are not stored as h5py does it.
static hsize_t rows_of_chunk(hid_t id) {
  hid_t creation = H5Dget_create_plist(id);
  hsize_t count = 0;
  if (creation < 0) return 0;
  if (H5Pget_layout(creation) != H5D_CHUNKED || H5Pget_chunk(creation, 1, &count) != 1) count = 0;
  if (H5Pget_nfilters(creation) != 0) count = 0;
  H5Pclose(creation);
  return count;
}

static bool find_rows(Disk *disk, hid_t id, CH5Row *rows, hsize_t count, CH5Error *error) {
  hsize_t together = rows_of_chunk(id);
  if (together == 0) return refusal(error, CH5CodeDamaged, "its rows are stored in another way than h5py's");
  haddr_t chunk = HADDR_UNDEF;
  for (hsize_t row = 0; row < count; row++) {
    hsize_t size;
    unsigned mask;
    bool isFirst = row % together == 0;
    if (isFirst && H5Dget_chunk_info_by_coord(id, &row, &mask, &chunk, &size) < 0) return library_error(disk, error);
    uint8_t reference[referenceSize];
    haddr_t place = chunk + row % together * referenceSize;
    // What was never written is as many rows of nothing.
    if (chunk == HADDR_UNDEF) {
      rows[row] = (CH5Row){0};
      continue;
    }
    bool isThere = read_bytes(disk, place, reference, referenceSize);
    if (!isThere || !follow(disk, reference, &rows[row])) {
      return refusal(error, CH5CodeDamaged, "row %llu is not where it should be", (unsigned long long)row);
    }
  }
  return true;
}

// Whether there is one axis of so many rows, which the file has room for unless they were never written.
static bool has_rows(const Source *source, hid_t id, int64_t count) {
  hid_t space = H5Dget_space(id);
  hsize_t extent = 0;
  bool isFit = space >= 0 && H5Sget_simple_extent_ndims(space) == 1 &&
    H5Sget_simple_extent_dims(space, &extent, NULL) == 1 && (int64_t)extent == count &&
    count <= disk_size(source->disk) / referenceSize;
  if (space >= 0) H5Sclose(space);
  return isFit;
}

bool answer_row_places(Source *source, const Request *request, CH5Error *error) {
  hid_t id;
  if (!open_object(source, request->path, &id, error)) return false;
  bool isFit = id >= 0 && H5Iget_type(id) == H5I_DATASET && has_rows(source, id, request->count);
  size_t size = isFit ? (size_t)request->count * sizeof(CH5Row) : 0;
  CH5Row *rows = malloc(size > 0 ? size : 1);
  bool isDone;
  if (!rows) isDone = system_error(error, ENOMEM);
  else if (!isFit) isDone = refusal(error, CH5CodeDamaged, "there are no such rows");
  else isDone = find_rows(source->disk, id, rows, (hsize_t)request->count, error) && answer(source, rows, size);
  free(rows);
  if (id >= 0) H5Oclose(id);
  return isDone;
}

bool answer_row(Source *source, const Request *request, CH5Error *error) {
  uint64_t count = (uint64_t)request->row.count;
  void *bytes = count <= (uint64_t)disk_size(source->disk) ? malloc(count > 0 ? (size_t)count : 1) : NULL;
  bool isDone = bytes && read_bytes(source->disk, (uint64_t)request->row.offset, bytes, count);
  if (isDone) isDone = answer(source, bytes, (size_t)count);
  else library_error(source->disk, error);
  free(bytes);
  return isDone;
}
