#include "Disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "CH5JOURN"
// No journal of ours comes near.
#define MOST_JOURNAL (256 << 20)

typedef struct {
  int64_t offset;
  int64_t count;
  DiskPart part;
  uint8_t *bytes;
  // Whether the bytes lie within the text of a journal.
  bool isBorrowed;
} Change;

// What precedes the changes in a journal, each of which is its offset, its count and its bytes.
typedef struct {
  char magic[8];
  int64_t byteCount;
  int64_t end;
  uint32_t changeCount;
  uint32_t checksum;
} JournalHeader;

struct Disk {
  int file;
  int journal;
  char *journalPath;
  bool isReadOnly;
  // Nothing is written at all: all changes are held.
  bool isRehearsal;
  // Nothing more is written.
  bool isAbandoned;
  // A test has killed the process, as it were: nothing more is done at all.
  bool isKilled;
  bool synchronizes;
  // Where the last commit ends; changes beyond are written at once.
  int64_t committedEnd;
  int64_t size;
  // What is held, by offset; no two overlap.
  Change *changes;
  size_t changeCount;
  // What was read of a journal.
  uint8_t *journalText;
  int failure;
  // For tests.
  int64_t changesMade;
  int64_t lastChange;
  int stopNumber;
};

bool system_error(CH5Error *error, int number) {
  error->code = CH5CodeSystem;
  error->number = number;
  snprintf(error->message, sizeof error->message, "%s", strerror(number));
  return false;
}

bool refusal(CH5Error *error, CH5Code code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  error->code = code;
  error->number = 0;
  vsnprintf(error->message, sizeof error->message, format, arguments);
  va_end(arguments);
  return false;
}

// Changing the disk. Everything goes through `put` and `set_size`, so that tests can stop at any of them.

// Whether a change is to be made; the last one before the stop is made by half.
static bool begins_change(Disk *disk, size_t *count) {
  if (disk->isAbandoned || disk->isRehearsal) return false;
  if (disk->lastChange >= 0 && disk->changesMade >= disk->lastChange) {
    if (disk->stopNumber == 0) disk->isAbandoned = disk->isKilled = true;
    *count /= 2;
  }
  disk->changesMade += 1;
  return true;
}

static bool ends_change(Disk *disk, bool isDone) {
  bool isStopped = disk->lastChange >= 0 && disk->changesMade > disk->lastChange && disk->stopNumber != 0;
  if (isStopped) errno = disk->stopNumber;
  if (isDone && !isStopped) return true;
  if (disk->failure == 0) disk->failure = errno;
  return false;
}

static bool put(Disk *disk, int file, int64_t offset, const void *bytes, size_t count) {
  if (!begins_change(disk, &count)) return true;
  size_t done = 0;
  while (done < count) {
    ssize_t written = pwrite(file, (const char *)bytes + done, count - done, offset + (int64_t)done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return ends_change(disk, false);
    done += (size_t)written;
  }
  return ends_change(disk, true);
}

static bool set_size(Disk *disk, int file, int64_t size) {
  size_t isWhole = 2;
  if (!begins_change(disk, &isWhole)) return true;
  return ends_change(disk, isWhole < 2 || ftruncate(file, size) == 0);
}

static bool synchronize(Disk *disk, int file) {
  if (!disk->synchronizes || disk->isAbandoned || fdatasync(file) == 0) return true;
  if (disk->failure == 0) disk->failure = errno;
  return false;
}

static bool get(int file, int64_t offset, void *into, size_t count) {
  size_t done = 0;
  while (done < count) {
    ssize_t read = pread(file, (char *)into + done, count - done, offset + (int64_t)done);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return false;
    if (read == 0) {
      // What was allocated and never written.
      memset((char *)into + done, 0, count - done);
      return true;
    }
    done += (size_t)read;
  }
  return true;
}

// The changes that are held.

static void release(const Change *change) {
  if (!change->isBorrowed) free(change->bytes);
}

static void forget_changes(Disk *disk) {
  for (size_t index = 0; index < disk->changeCount; index++) release(&disk->changes[index]);
  disk->changeCount = 0;
  free(disk->journalText);
  disk->journalText = NULL;
}

// The first change that ends behind a place, found by halving; there may be none.
static size_t first_behind(const Disk *disk, int64_t offset) {
  size_t low = 0, high = disk->changeCount;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const Change *change = &disk->changes[middle];
    if (change->offset + change->count > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

// Holds a change. Those that it overlaps become one with it, so that no two ever overlap.
static bool hold(Disk *disk, int64_t offset, const void *bytes, int64_t count, DiskPart part) {
  size_t first = first_behind(disk, offset), last = first;
  int64_t low = offset, high = offset + count;
  for (; last < disk->changeCount && disk->changes[last].offset < offset + count; last++) {
    const Change *change = &disk->changes[last];
    if (change->offset < low) low = change->offset;
    if (change->offset + change->count > high) high = change->offset + change->count;
  }
  uint8_t *merged = malloc((size_t)(high - low));
  Change *changes = realloc(disk->changes, (disk->changeCount + 1) * sizeof(Change));
  if (changes) disk->changes = changes;
  if (!merged || !changes) {
    free(merged);
    disk->failure = ENOMEM;
    return false;
  }
  for (size_t index = first; index < last; index++) {
    memcpy(merged + (changes[index].offset - low), changes[index].bytes, (size_t)changes[index].count);
    release(&changes[index]);
  }
  memcpy(merged + (offset - low), bytes, (size_t)count);
  memmove(changes + first + 1, changes + last, (disk->changeCount - last) * sizeof(Change));
  changes[first] = (Change){low, high - low, part, merged, false};
  disk->changeCount = disk->changeCount + 1 - (last - first);
  return true;
}

// Makes two changes of one, which must be held.
static bool split(Disk *disk, size_t index, int64_t count, DiskPart first, DiskPart second) {
  Change *changes = realloc(disk->changes, (disk->changeCount + 1) * sizeof(Change));
  if (changes) disk->changes = changes;
  Change *change = &disk->changes[index];
  uint8_t *bytes = changes ? malloc((size_t)(change->count - count)) : NULL;
  if (!bytes) {
    disk->failure = ENOMEM;
    return false;
  }
  memcpy(bytes, change->bytes + count, (size_t)(change->count - count));
  disk->changes[disk->changeCount++] = (Change){change->offset + count, change->count - count, second, bytes, false};
  change->count = count;
  change->part = first;
  return true;
}

// Takes a heap apart, so that what is free, where that is, and what is not free any more are changed in this order. A heap
// begins with its signature, its size, where its first free block is, and where its content is.
static bool split_heap(Disk *disk, size_t index) {
  int64_t head, content;
  memcpy(&head, disk->changes[index].bytes + 16, 8);
  memcpy(&content, disk->changes[index].bytes + 24, 8);
  if (disk->changes[index].count > 32 && !split(disk, index, 32, DiskHeapHead, DiskHeap)) return false;
  disk->changes[index].part = DiskHeapHead;
  // 1 for none.
  int64_t free = head == 1 ? INT64_MAX : content + head;
  for (size_t other = 0; other < disk->changeCount; other++) {
    Change *change = &disk->changes[other];
    if (change->part != DiskHeap || change->offset + change->count <= free) continue;
    if (change->offset >= free) change->part = DiskHeapFree;
    else if (!split(disk, other, free - change->offset, DiskHeap, DiskHeapFree)) return false;
  }
  return true;
}

static bool split_heaps(Disk *disk) {
  for (size_t index = 0; index < disk->changeCount; index++) {
    const Change *change = &disk->changes[index];
    bool isHeap = change->part == DiskHeap && change->count >= 32 && memcmp(change->bytes, "HEAP", 4) == 0;
    if (isHeap && !split_heap(disk, index)) return false;
  }
  return true;
}

// Cuts off the ends of a change that leave the file as it is.
static bool trim(Disk *disk, Change *change) {
  uint8_t *old = malloc((size_t)change->count);
  if (!old || !get(disk->file, change->offset, old, (size_t)change->count)) {
    disk->failure = old ? errno : ENOMEM;
    free(old);
    return false;
  }
  int64_t first = 0, last = change->count;
  while (first < last && old[first] == change->bytes[first]) first += 1;
  while (last > first && old[last - 1] == change->bytes[last - 1]) last -= 1;
  free(old);
  memmove(change->bytes, change->bytes + first, (size_t)(last - first));
  change->offset += first;
  change->count = last - first;
  return true;
}

// Where a change comes among others of its part: nodes of a tree before those below them, so that a node is found where
// it was or where it will be. A node begins with its signature, its type and its level.
static int rank(const Change *change) {
  bool isTree = change->part == DiskTree && change->count >= 6 && memcmp(change->bytes, "TREE", 4) == 0;
  return (int)change->part * 1000 + (isTree ? 255 - change->bytes[5] : 256);
}

static int compare(const void *left, const void *right) {
  const Change *a = left, *b = right;
  if (rank(a) != rank(b)) return rank(a) < rank(b) ? -1 : 1;
  return a->offset < b->offset ? -1 : a->offset > b->offset;
}

// The journal.

static bool write_journal(Disk *disk, int64_t end) {
  size_t byteCount = 0;
  for (size_t index = 0; index < disk->changeCount; index++) byteCount += 16 + (size_t)disk->changes[index].count;
  uint8_t *text = malloc(sizeof(JournalHeader) + byteCount);
  if (!text) {
    disk->failure = ENOMEM;
    return false;
  }
  uint8_t *cursor = text + sizeof(JournalHeader);
  for (size_t index = 0; index < disk->changeCount; index++) {
    const Change *change = &disk->changes[index];
    memcpy(cursor, &change->offset, 8);
    memcpy(cursor + 8, &change->count, 8);
    memcpy(cursor + 16, change->bytes, (size_t)change->count);
    cursor += 16 + change->count;
  }
  JournalHeader header = {MAGIC, (int64_t)byteCount, end, (uint32_t)disk->changeCount, 0};
  header.checksum = ch5_checksum(0, &header, sizeof header);
  header.checksum = ch5_checksum(header.checksum, text + sizeof header, byteCount);
  memcpy(text, &header, sizeof header);
  bool isDone = put(disk, disk->journal, 0, text, sizeof header + byteCount) && synchronize(disk, disk->journal);
  free(text);
  return isDone;
}

// Whether a file begins as HDF5's do, perhaps behind a block of the user's.
static bool has_signature(const Disk *disk) {
  for (int64_t place = 0; place < disk->size; place = place == 0 ? 512 : 2 * place) {
    char found[8];
    if (!get(disk->file, place, found, sizeof found)) return false;
    if (memcmp(found, "\211HDF\r\n\032\n", sizeof found) == 0) return true;
  }
  return false;
}

static int compare_offsets(const void *left, const void *right) {
  const Change *a = left, *b = right;
  return a->offset < b->offset ? -1 : a->offset > b->offset;
}

// Holds the changes that a journal is made of, in one pass; false if they are not such as are written here.
static bool take_changes(Disk *disk, const JournalHeader *header) {
  if (header->end <= 0 || header->end > disk->size || !has_signature(disk)) return false;
  if (header->changeCount > (uint64_t)header->byteCount / 16) return false;
  disk->changes = malloc((header->changeCount + 1) * sizeof(Change));
  if (!disk->changes) return false;
  int64_t place = 0;
  for (uint32_t index = 0; index < header->changeCount; index++) {
    Change change = {0, 0, DiskContent, disk->journalText + place + 16, true};
    if (place + 16 > header->byteCount) return false;
    memcpy(&change.offset, disk->journalText + place, 8);
    memcpy(&change.count, disk->journalText + place + 8, 8);
    place += 16;
    if (change.count <= 0 || change.count > header->byteCount - place) return false;
    if (change.offset < 0 || change.offset > header->end - change.count) return false;
    disk->changes[disk->changeCount++] = change;
    place += change.count;
  }
  qsort(disk->changes, disk->changeCount, sizeof(Change), compare_offsets);
  for (size_t index = 1; index < disk->changeCount; index++) {
    const Change *before = &disk->changes[index - 1];
    if (before->offset + before->count > disk->changes[index].offset) return false;
  }
  return place == header->byteCount;
}

// Reads a journal's bytes, if it is whole; one that is not is none, as the file was untouched then.
static bool read_whole_journal(Disk *disk, JournalHeader *header) {
  struct stat status;
  if (disk->journal < 0 || fstat(disk->journal, &status) != 0) return false;
  if (status.st_size < (int64_t)sizeof *header || !get(disk->journal, 0, header, sizeof *header)) return false;
  if (memcmp(header->magic, MAGIC, 8) != 0 || header->byteCount < 0 || header->byteCount > MOST_JOURNAL) return false;
  if (header->byteCount > status.st_size - (int64_t)sizeof *header) return false;
  disk->journalText = malloc((size_t)header->byteCount + 1);
  if (!disk->journalText || !get(disk->journal, sizeof *header, disk->journalText, (size_t)header->byteCount)) {
    return false;
  }
  uint32_t expected = header->checksum;
  header->checksum = 0;
  uint32_t sum = ch5_checksum(0, header, sizeof *header);
  return ch5_checksum(sum, disk->journalText, (size_t)header->byteCount) == expected;
}

// Holds the changes of a whole journal, so that reads see the file as if they had been carried out.
static bool read_journal(Disk *disk, CH5Error *error) {
  JournalHeader header;
  if (!read_whole_journal(disk, &header)) return true;
  if (take_changes(disk, &header)) return true;
  return refusal(error, CH5CodeDamaged, "its journal holds changes that are none of this file's");
}

static bool carry_out(Disk *disk) {
  for (size_t index = 0; index < disk->changeCount; index++) {
    const Change *change = &disk->changes[index];
    if (!put(disk, disk->file, change->offset, change->bytes, (size_t)change->count)) return false;
  }
  return synchronize(disk, disk->file);
}

// Opening and closing.

static bool lock(Disk *disk, CH5Error *error) {
  // A reader waits a little, as other readers and a writer that is just closing do not stay.
  for (int attempt = 0; attempt < 50; attempt++) {
    if (flock(disk->file, (disk->isReadOnly ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0) return true;
    // Not every file system knows locks.
    if (errno != EWOULDBLOCK) return true;
    usleep(2000);
  }
  return refusal(error, CH5CodeBusy, "it is being written by another program");
}

// Opens a file that must be the dataset's own: no link, no pipe, and, to be written, under no other name.
static int open_own(const char *path, int flags, CH5Error *error) {
  int file = open(path, flags | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0666);
  if (file < 0) {
    if (errno == ELOOP) refusal(error, CH5CodeRefused, "it is a link; put the file itself there");
    else system_error(error, errno);
    return -1;
  }
  struct stat status;
  bool isKnown = fstat(file, &status) == 0, isWritten = (flags & O_ACCMODE) != O_RDONLY;
  if (!isKnown) system_error(error, errno);
  else if (!S_ISREG(status.st_mode)) refusal(error, CH5CodeDamaged, "it is not a regular file");
  else if (isWritten && status.st_nlink > 1) {
    refusal(error, CH5CodeRefused, "it has another name elsewhere (a hard link); write to a copy");
  } else return file;
  close(file);
  return -1;
}

static bool open_journal(Disk *disk, int flags, CH5Error *error) {
  CH5Error reason;
  disk->journal = open_own(disk->journalPath, flags, &reason);
  if (disk->journal >= 0 || (reason.code == CH5CodeSystem && reason.number == ENOENT)) return true;
  *error = reason;
  if (reason.code == CH5CodeSystem) return false;
  return refusal(error, reason.code, "of its journal: %.250s", reason.message);
}

static bool open_files(Disk *disk, const char *path, DiskMode mode, CH5Error *error) {
  int access = disk->isReadOnly ? O_RDONLY : O_RDWR;
  disk->file = open_own(path, access | (mode == DiskCreates ? O_CREAT | O_EXCL : 0), error);
  if (disk->file < 0) return false;
  struct stat status;
  if (fstat(disk->file, &status) != 0) return system_error(error, errno);
  disk->size = status.st_size;
  // HDF5 would take it for a new one.
  if (status.st_size == 0 && mode != DiskCreates) return refusal(error, CH5CodeDamaged, "it is empty");
  return lock(disk, error) && open_journal(disk, access, error);
}

static Disk *make_disk(const char *path, DiskMode mode) {
  Disk *disk = calloc(1, sizeof(Disk));
  char *journalPath = malloc(strlen(path) + sizeof ".journal");
  if (!disk || !journalPath) {
    free(disk);
    free(journalPath);
    return NULL;
  }
  sprintf(journalPath, "%s.journal", path);
  disk->journalPath = journalPath;
  disk->file = disk->journal = -1;
  disk->isReadOnly = mode == DiskReads;
  disk->lastChange = -1;
  disk->committedEnd = mode == DiskCreates ? 0 : INT64_MAX;
  return disk;
}

Disk *disk_open(const char *path, DiskMode mode, CH5Error *error) {
  Disk *disk = make_disk(path, mode);
  if (!disk) {
    system_error(error, ENOMEM);
    return NULL;
  }
  if (open_files(disk, path, mode, error) && read_journal(disk, error)) return disk;
  disk->isAbandoned = true;
  disk_close(disk);
  return NULL;
}

// The order in which a journal has them.
static int compare_places(const void *left, const void *right) {
  const Change *a = left, *b = right;
  return a->bytes < b->bytes ? -1 : a->bytes > b->bytes;
}

bool disk_recover(Disk *disk, CH5Error *error) {
  if (disk->isReadOnly) return true;
  if (disk->journal < 0) {
    disk->journal = open_own(disk->journalPath, O_RDWR | O_CREAT | O_EXCL, error);
    if (disk->journal < 0) return false;
  }
  if (disk->changeCount > 0) qsort(disk->changes, disk->changeCount, sizeof(Change), compare_places);
  if (!carry_out(disk) || !set_size(disk, disk->journal, 0)) return system_error(error, disk->failure);
  forget_changes(disk);
  return true;
}

void disk_rehearse(Disk *disk) { disk->isRehearsal = true; }

int disk_files(const Disk *disk, int files[2]) {
  files[0] = disk->file;
  files[1] = disk->journal;
  return disk->journal < 0 ? 1 : 2;
}

void disk_close(Disk *disk) {
  struct stat status;
  bool isEmpty = disk->journal >= 0 && fstat(disk->journal, &status) == 0 && status.st_size == 0;
  if (!disk->isReadOnly && isEmpty && !disk->isKilled) unlink(disk->journalPath);
  if (disk->journal >= 0) close(disk->journal);
  if (disk->file >= 0) close(disk->file);
  forget_changes(disk);
  free(disk->changes);
  free(disk->journalPath);
  free(disk);
}

void disk_unlock(Disk *disk) { flock(disk->file, LOCK_UN); }

// Reading and writing.

int64_t disk_size(const Disk *disk) { return disk->size; }

bool disk_read(Disk *disk, int64_t offset, void *into, size_t count) {
  if (!get(disk->file, offset, into, count)) {
    if (disk->failure == 0) disk->failure = errno;
    return false;
  }
  int64_t end = offset + (int64_t)count;
  for (size_t index = first_behind(disk, offset); index < disk->changeCount; index++) {
    const Change *change = &disk->changes[index];
    if (change->offset >= end) break;
    int64_t low = change->offset > offset ? change->offset : offset;
    int64_t changeEnd = change->offset + change->count;
    int64_t high = changeEnd < end ? changeEnd : end;
    memcpy((char *)into + (low - offset), change->bytes + (low - change->offset), (size_t)(high - low));
  }
  return true;
}

bool disk_write(Disk *disk, int64_t offset, const void *bytes, size_t count, DiskPart part) {
  if (disk->isAbandoned || count == 0) return true;
  int64_t end = offset + (int64_t)count;
  int64_t held = offset >= disk->committedEnd ? 0 : (end < disk->committedEnd ? end : disk->committedEnd) - offset;
  if (held > 0 && !hold(disk, offset, bytes, held, part)) return false;
  if (end > disk->size) disk->size = end;
  if (held == (int64_t)count) return true;
  return put(disk, disk->file, offset + held, (const char *)bytes + held, count - (size_t)held);
}

bool disk_set_committed_end(Disk *disk, int64_t end) {
  disk->committedEnd = end;
  if (disk->isReadOnly) return true;
  struct stat status;
  if (fstat(disk->file, &status) != 0) return false;
  disk->size = end;
  return status.st_size <= end || set_size(disk, disk->file, end);
}

static bool make_permanent(Disk *disk, int64_t end) {
  struct stat status;
  if (fstat(disk->file, &status) != 0) {
    disk->failure = errno;
    return false;
  }
  if (status.st_size < end && !set_size(disk, disk->file, end)) return false;
  if (!split_heaps(disk)) return false;
  qsort(disk->changes, disk->changeCount, sizeof(Change), compare);
  size_t kept = 0;
  bool isTrimmed = true;
  for (size_t index = 0; index < disk->changeCount; index++) {
    Change change = disk->changes[index];
    isTrimmed = isTrimmed && trim(disk, &change);
    if (change.count > 0) disk->changes[kept++] = change;
    else release(&change);
  }
  disk->changeCount = kept;
  if (!isTrimmed || !synchronize(disk, disk->file)) return false;
  if (kept == 0) return true;
  if (!write_journal(disk, end)) {
    // The file is untouched; what there is of a journal must not be taken for one.
    if (!disk->isAbandoned) (void)!ftruncate(disk->journal, 0);
    return false;
  }
  // From here on the journal is to be carried out, now or on the next opening.
  if (carry_out(disk) && set_size(disk, disk->journal, 0)) return true;
  disk->isAbandoned = true;
  return false;
}

bool disk_commit(Disk *disk, int64_t end) {
  if (disk->isAbandoned) return true;
  if (!make_permanent(disk, end)) return false;
  forget_changes(disk);
  disk->committedEnd = end;
  return true;
}

void disk_abandon(Disk *disk) {
  bool wasAbandoned = disk->isAbandoned;
  forget_changes(disk);
  disk->isAbandoned = true;
  // Whether this works or not, nothing refers to what lies beyond.
  if (!wasAbandoned && !disk->isReadOnly && disk->committedEnd > 0 && disk->committedEnd < INT64_MAX) {
    (void)!ftruncate(disk->file, disk->committedEnd);
  }
}

int disk_failure(const Disk *disk) { return disk->failure; }

void disk_set_synchronizes(Disk *disk, bool synchronizes) { disk->synchronizes = synchronizes; }

void disk_stop_after(Disk *disk, int64_t changes, int number) {
  disk->changesMade = 0;
  disk->lastChange = changes;
  disk->stopNumber = number;
}

int64_t disk_change_count(const Disk *disk) { return disk->changesMade; }
