#include "File.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

// A link takes more bytes of a file than this.
#define LEAST_LINK 8

typedef struct {
  int64_t number;
  haddr_t address;
} NumberedLink;

typedef struct {
  const char *prefix;
  NumberedLink *links;
  int64_t count;
  int64_t capacity;
  // How many there can be.
  int64_t limit;
  CH5Error *error;
  bool isRefused;
} Search;

// The number behind the prefix, as it is written without need; -1 if it is none.
static int64_t number_of(const char *name, const char *prefix) {
  size_t length = strlen(prefix);
  if (strncmp(name, prefix, length) != 0) return -1;
  const char *digits = name + length;
  size_t count = strspn(digits, "0123456789");
  if (count == 0 || count > 18 || digits[count] || (count > 1 && digits[0] == '0')) return -1;
  return strtoll(digits, NULL, 10);
}

static herr_t refuse(Search *search) {
  search->isRefused = true;
  return -1;
}

// Takes note of a link, if it is called as it should be.
static herr_t note_link(hid_t group, const char *name, const LinkInfo *info, void *into) {
  (void)group;
  Search *search = into;
  int64_t number = number_of(name, search->prefix);
  if (number < 0) return 0;
  if (info->type != H5L_TYPE_HARD) {
    refusal(search->error, CH5CodeRefused, "its %.100s is a link that leads elsewhere", name);
    return refuse(search);
  }
  if (search->count == search->limit) {
    refusal(search->error, CH5CodeDamaged, "it has more links than there is room for");
    return refuse(search);
  }
  if (search->count == search->capacity) {
    int64_t capacity = 2 * search->capacity + 64;
    NumberedLink *links = realloc(search->links, (size_t)capacity * sizeof(NumberedLink));
    if (!links) {
      system_error(search->error, ENOMEM);
      return refuse(search);
    }
    search->links = links;
    search->capacity = capacity;
  }
  search->links[search->count++] = (NumberedLink){number, info->u.address};
  return 0;
}

static int compare(const void *left, const void *right) {
  const NumberedLink *a = left, *b = right;
  return a->number < b->number ? -1 : a->number > b->number;
}

static bool number_groups(Search *search, GroupIndex *index) {
  if (search->count > 1) qsort(search->links, (size_t)search->count, sizeof(NumberedLink), compare);
  for (int64_t place = 0; place < search->count; place++) {
    if (search->links[place].number == place) continue;
    return refusal(search->error, CH5CodeDamaged, "it has no %s%lld, but %lld that are numbered on", search->prefix,
      (long long)place, (long long)(search->count - place));
  }
  index->addresses = malloc(((size_t)search->count + 1) * sizeof(haddr_t));
  if (!index->addresses) return system_error(search->error, ENOMEM);
  for (int64_t place = 0; place < search->count; place++) index->addresses[place] = search->links[place].address;
  index->count = search->count;
  return true;
}

bool find_groups(hid_t file, const Disk *disk, const char *prefix, GroupIndex *index, CH5Error *error) {
  *index = (GroupIndex){0};
  Search search = {.prefix = prefix, .limit = disk_size(disk) / LEAST_LINK, .error = error};
  hsize_t place = 0;
  herr_t outcome = iterate_links(file, H5_INDEX_NAME, H5_ITER_NATIVE, &place, note_link, &search);
  bool isDone = false;
  if (outcome >= 0) isDone = number_groups(&search, index);
  else if (!search.isRefused) library_error(disk, error);
  free(search.links);
  return isDone;
}
