/* A disk that kills, tears or refuses at its k-th change, for everything that Python, Arrow and
 * matplotlib do to the files under one folder. Loaded before the C library (LD_PRELOAD); children
 * that are forked share the count, so that the k-th change may be that of any of them.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { OFF, COUNT, KILL, TEAR, REFUSE, FULL, SHORT };

static int how = OFF, number = ENOSPC, each = 1, written = -1;
static long last = 0;
static char under[PATH_MAX] = "";
static long *count = NULL;

__attribute__((constructor)) static void begin(void)
{
    count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* Where not each write counts, those that follow each other to one file are one change. */
void disk_set(const char *folder, long mode, long k, long error, long each_write)
{
    snprintf(under, sizeof under, "%s", folder);
    last = k;
    number = error;
    each = each_write;
    written = -1;
    *count = 0;
    how = mode;
}

long disk_count(void) { return *count; }

static void die(void)
{
    kill(0, SIGKILL); /* the whole process group */
    for (;;) pause();
}

static int is_under(const char *path)
{
    size_t length = strlen(under);
    return how != OFF && length && !strncmp(path, under, length);
}

static int path_is(int folder, const char *path)
{
    char link[64], base[PATH_MAX], whole[2 * PATH_MAX];
    ssize_t length;
    if (how == OFF || !path) return 0;
    if (path[0] == '/') return is_under(path);
    if (folder == AT_FDCWD) {
        if (!getcwd(base, sizeof base)) return 0;
    } else {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        length = readlink(link, base, sizeof base - 1);
        if (length < 0) return 0;
        base[length] = 0;
    }
    snprintf(whole, sizeof whole, "%s/%s", base, path);
    return is_under(whole);
}

static int file_is(int file)
{
    char link[64], base[PATH_MAX];
    ssize_t length;
    if (how == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    return is_under(base);
}

/* Whose turn it is: 0 to go on, -1 to refuse, 1 to die afterwards; file: of a write, else -1. */
static int turn(int needs_room, int file)
{
    int again = !each && file >= 0 && file == written;
    long now = __sync_add_and_fetch(count, again ? 0 : 1);
    written = file;
    if (again && !(how == FULL && now >= last)) return 0;
    if (how == KILL && now == last) die();
    if (how == TEAR && now == last) return 1;
    if ((how == REFUSE && now == last) || (how == FULL && now >= last && needs_room)) {
        errno = number;
        return -1;
    }
    return 0;
}

#define REAL(name) \
    static __typeof__(name) *real = NULL; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define CHANGED(mine, needs_room, call) \
    do { \
        if (mine) { \
            int next = turn(needs_room, -1), answer; \
            if (next < 0) return -1; \
            answer = call; \
            if (next > 0) die(); \
            return answer; \
        } \
        return call; \
    } while (0)

/* Half of what is to be written, where all of it will not be. */
static size_t part(int next, size_t size)
{
    return (next > 0 || how == SHORT) && size > 1 ? size / 2 : size;
}

ssize_t write(int file, const void *data, size_t size)
{
    REAL(write);
    if (file_is(file)) {
        int next = turn(1, file);
        ssize_t answer;
        if (next < 0) return -1;
        answer = real(file, data, part(next, size));
        if (next > 0) die();
        return answer;
    }
    return real(file, data, size);
}

#define WRITTEN(name, offset) \
    ssize_t name(int file, const void *data, size_t size, offset at) \
    { \
        REAL(name); \
        if (file_is(file)) { \
            int next = turn(1, file); \
            ssize_t answer; \
            if (next < 0) return -1; \
            answer = real(file, data, part(next, size), at); \
            if (next > 0) die(); \
            return answer; \
        } \
        return real(file, data, size, at); \
    }

WRITTEN(pwrite, off_t)
WRITTEN(pwrite64, off64_t)

ssize_t writev(int file, const struct iovec *data, int pieces)
{
    REAL(writev);
    CHANGED(file_is(file), 1, real(file, data, pieces));
}

int fsync(int file) { REAL(fsync); CHANGED(file_is(file), 1, real(file)); }
int fdatasync(int file) { REAL(fdatasync); CHANGED(file_is(file), 1, real(file)); }
int ftruncate(int file, off_t size) { REAL(ftruncate); CHANGED(file_is(file), 0, real(file, size)); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); CHANGED(file_is(file), 0, real(file, size)); }
int fchmod(int file, mode_t mode) { REAL(fchmod); CHANGED(file_is(file), 0, real(file, mode)); }
int chmod(const char *path, mode_t mode) { REAL(chmod); CHANGED(path_is(AT_FDCWD, path), 0, real(path, mode)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); CHANGED(path_is(AT_FDCWD, path), 1, real(path, mode)); }
int rmdir(const char *path) { REAL(rmdir); CHANGED(path_is(AT_FDCWD, path), 0, real(path)); }
int unlink(const char *path) { REAL(unlink); CHANGED(path_is(AT_FDCWD, path), 0, real(path)); }
int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    CHANGED(path_is(folder, path), 0, real(folder, path, flags));
}
int rename(const char *from, const char *to) { REAL(rename); CHANGED(path_is(AT_FDCWD, to), 1, real(from, to)); }
int renameat(int one, const char *from, int other, const char *to)
{
    REAL(renameat);
    CHANGED(path_is(other, to), 1, real(one, from, other, to));
}

static int makes(int flags) { return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE; }

static mode_t mode_of(int flags, va_list rest)
{
    return makes(flags) ? va_arg(rest, mode_t) : 0;
}

#define OPENED(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list rest; \
        mode_t mode; \
        REAL(name); \
        va_start(rest, flags); \
        mode = mode_of(flags, rest); \
        va_end(rest); \
        CHANGED(makes(flags) && path_is(AT_FDCWD, path), 1, real(path, flags, mode)); \
    }

#define OPENED_AT(name) \
    int name(int folder, const char *path, int flags, ...) \
    { \
        va_list rest; \
        mode_t mode; \
        REAL(name); \
        va_start(rest, flags); \
        mode = mode_of(flags, rest); \
        va_end(rest); \
        CHANGED(makes(flags) && path_is(folder, path), 1, real(folder, path, flags, mode)); \
    }

OPENED(open)
OPENED(open64)
OPENED_AT(openat)
OPENED_AT(openat64)
