/* Stands between SQLite and the disk: writes down each write, cut and sync of a database file, in their order, so
 * that a test can tell what a disk without power would still hold. Loaded into the house by LD_PRELOAD; SYNCED_LOG
 * names the file. A sync takes as long as on a disk that turns (TAKES). A record: what (1 byte), length of the path, offset, length of the data (8 bytes each), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define TAKES 5000 /* microseconds */

static int log_file(void) {
    static int file = -1;
    const char *name = getenv("SYNCED_LOG");
    if (file < 0 && name) file = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return file;
}

static int is_database(int file, char *path, size_t room) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, room - 1);
    if (length < 4) return 0;
    path[length] = 0;
    return !strcmp(path + length - 3, ".db") || !strcmp(path + length - 4, "-wal");
}

static void note(char what, int file, const void *data, uint64_t size, uint64_t offset) {
    char path[4096];
    if (log_file() < 0 || !is_database(file, path, sizeof path)) return;
    uint64_t head[3] = {strlen(path), offset, size};
    struct iovec parts[4] = {{&what, 1}, {head, sizeof head}, {path, head[0]}, {(void *)data, data ? size : 0}};
    if (writev(log_file(), parts, 4) < 0) abort();
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(real))dlsym(RTLD_NEXT, #name)

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
    REAL(pwrite64);
    ssize_t done = real(file, data, size, offset);
    if (done > 0) note('w', file, data, done, offset);
    return done;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset) { return pwrite64(file, data, size, offset); }

int ftruncate64(int file, off64_t length) {
    REAL(ftruncate64);
    int done = real(file, length);
    if (!done) note('t', file, NULL, 0, length);
    return done;
}

int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static void slowly(int file) {
    char path[4096];
    if (is_database(file, path, sizeof path)) usleep(TAKES);
}

int fdatasync(int file) {
    REAL(fdatasync);
    slowly(file);
    int done = real(file);
    if (!done) note('s', file, NULL, 0, 0);
    return done;
}

int fsync(int file) {
    REAL(fsync);
    slowly(file);
    int done = real(file);
    if (!done) note('s', file, NULL, 0, 0);
    return done;
}
