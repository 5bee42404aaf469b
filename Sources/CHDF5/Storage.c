// In the child: how an array is stored, and whether that is read here.
#include "Server.h"

#include <string.h>

// A piece that is larger is never of any use, and a damaged or hostile file may claim any size.
#define MOST_CHUNK ((hsize_t)256 << 20)

// What a filter is called, of those that HDF5's registry lists and datasets are packed with.
static const char *filter_name(H5Z_filter_t filter) {
  switch (filter) {
    case H5Z_FILTER_SZIP: return "szip";
    case 305: return "lzo";
    case 307: return "bzip2";
    case 32000: return "lzf";
    case 32001: return "blosc";
    case 32004: return "lz4";
    case 32008: return "bitshuffle";
    case 32013: return "zfp";
    case 32015: return "zstd";
    case 32017: return "sz";
    case 32024: return "sz3";
    case 32026: return "blosc2";
    default: return "unknown";
  }
}

static bool check_filters(hid_t creation, CH5Error *error) {
  int count = H5Pget_nfilters(creation);
  for (int index = 0; index < count; index++) {
    unsigned flags, settings, values[1];
    size_t valueCount = 0;
    H5Z_filter_t filter = H5Pget_filter2(creation, (unsigned)index, &flags, &valueCount, values, 0, NULL, &settings);
    unsigned abilities = 0;
    bool isKnown = filter >= 0 && H5Zfilter_avail(filter) > 0 && H5Zget_filter_info(filter, &abilities) >= 0;
    if (!isKnown || !(abilities & H5Z_FILTER_CONFIG_DECODE_ENABLED)) {
      return refusal(error, CH5CodeRefused, "it is packed by the filter %s (%d), which is not known here; repack it, as by "
        "h5repack --filter=GZIP=4", filter_name(filter), (int)filter);
    }
  }
  return true;
}

// How many bytes each piece of an array has unpacked, or MOST_CHUNK if that is less.
static hsize_t chunk_size(hid_t creation, hid_t type) {
  hsize_t extents[H5S_MAX_RANK], size = H5Tget_size(type);
  int axisCount = H5Pget_chunk(creation, H5S_MAX_RANK, extents);
  if (axisCount < 1 || size == 0) return MOST_CHUNK;
  for (int axis = 0; axis < axisCount; axis++) {
    if (extents[axis] == 0 || extents[axis] >= MOST_CHUNK / size) return MOST_CHUNK;
    size *= extents[axis];
  }
  return size;
}

// Whether pieces that are not packed are as large in the file as the array has them. HDF5 does not look, and reads beyond
// those that are not (1.10.8, H5D__chunk_lock).
static bool has_whole_chunks(const Disk *disk, hid_t id, hid_t space, hsize_t size) {
  hsize_t count = 0;
  if (H5Dget_num_chunks(id, space, &count) < 0 || count > (hsize_t)disk_size(disk)) return false;
  for (hsize_t index = 0; index < count; index++) {
    hsize_t offset[H5S_MAX_RANK], found;
    unsigned mask;
    haddr_t address;
    if (H5Dget_chunk_info(id, space, index, offset, &mask, &address, &found) < 0 || found != size) return false;
  }
  return true;
}

static bool check_chunks(const Source *source, hid_t id, hid_t creation, CH5Error *error) {
  hid_t type = H5Dget_type(id), space = H5Dget_space(id);
  bool isDone = type >= 0 && space >= 0;
  hsize_t size = isDone ? chunk_size(creation, type) : 0;
  if (!isDone) library_error(source->disk, error);
  else if (size >= MOST_CHUNK) {
    isDone = refusal(error, CH5CodeRefused, "it is in pieces of more than %d MB", (int)(MOST_CHUNK >> 20));
  } else if (H5Pget_nfilters(creation) == 0 && !has_whole_chunks(source->disk, id, space, size)) {
    isDone = refusal(error, CH5CodeDamaged, "it is in pieces of the wrong size");
  }
  if (type >= 0) H5Tclose(type);
  if (space >= 0) H5Sclose(space);
  return isDone;
}

bool check_storage(const Source *source, hid_t id, CH5Error *error) {
  hid_t creation = H5Dget_create_plist(id);
  if (creation < 0) return library_error(source->disk, error);
  H5D_layout_t layout = H5Pget_layout(creation);
  bool isDone;
  if (layout == H5D_VIRTUAL) isDone = refusal(error, CH5CodeRefused, "it is a virtual dataset, made of other files");
  else if (H5Pget_external_count(creation) != 0) {
    isDone = refusal(error, CH5CodeRefused, "its numbers are in another file (external storage)");
  } else if (layout != H5D_COMPACT && layout != H5D_CONTIGUOUS && layout != H5D_CHUNKED) {
    isDone = library_error(source->disk, error);
  } else {
    isDone = check_filters(creation, error) &&
      (layout != H5D_CHUNKED || check_chunks(source, id, creation, error));
  }
  H5Pclose(creation);
  return isDone;
}
