// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/faults/calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct {
  bool is_watched, has_failed;
  unsigned n_left;  // allocations until one fails; 0 for none
  unsigned counts[CALL_KINDS];
  const char* first[CALL_KINDS];
} Watch;

static _Thread_local Watch watch;
static atomic_long n_blocks;

void calls_watch(void) {
  watch = (Watch){.is_watched = true};
}

void calls_unwatch(void) {
  watch.is_watched = false;
}

unsigned calls_count(CallKind kind) {
  return watch.counts[kind];
}

const char* calls_first(CallKind kind) {
  return watch.first[kind];
}

bool calls_fail_allocation(unsigned k) {
  const bool has_failed = watch.has_failed;
  watch.has_failed = false;
  watch.n_left = k;
  return has_failed;
}

long calls_n_blocks(void) {
  return atomic_load(&n_blocks);
}

bool calls_are_seen(void) {
  const long before = calls_n_blocks();
  void* volatile block = malloc(1);
  const bool seen = calls_n_blocks() == before + 1;
  free(block);
  return seen;
}

/* The build defines this to 0 or 1: sanitizers stand in front of the C library themselves. */
#if !SANITIZED

#define IN_FRONT __attribute__((visibility("default")))

// The C library's own names, and its functions with other names for what they take.
// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name,bugprone-macro-parentheses)

/* The functions behind, by the names that glibc has for those who replace its allocator. */
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t n, size_t size);
extern void* __libc_realloc(void* block, size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void* block);

static void note(CallKind kind, const char* function) {
  if (watch.is_watched && !watch.counts[kind]++) {
    watch.first[kind] = function;
  }
}

static bool fails(void) {
  if (watch.n_left && !--watch.n_left) {
    watch.has_failed = true;
    errno = ENOMEM;
    return true;
  }
  return false;
}

static void* counted(void* block) {
  atomic_fetch_add(&n_blocks, block ? 1 : 0);
  return block;
}

IN_FRONT void* malloc(size_t size) {
  note(CALL_HEAP, "malloc");
  return fails() ? NULL : counted(__libc_malloc(size));
}

IN_FRONT void* calloc(size_t n, size_t size) {
  note(CALL_HEAP, "calloc");
  return fails() ? NULL : counted(__libc_calloc(n, size));
}

IN_FRONT void* realloc(void* block, size_t size) {
  note(CALL_HEAP, "realloc");
  if (fails()) {
    return NULL;
  }
  void* moved = __libc_realloc(block, size);
  atomic_fetch_add(&n_blocks, (moved && !block) - (block && !moved && !size));
  return moved;
}

IN_FRONT void* memalign(size_t alignment, size_t size);
IN_FRONT void* memalign(size_t alignment, size_t size) {
  note(CALL_HEAP, "memalign");
  return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

IN_FRONT void* aligned_alloc(size_t alignment, size_t size) {
  note(CALL_HEAP, "aligned_alloc");
  return fails() ? NULL : counted(__libc_memalign(alignment, size));
}

IN_FRONT int posix_memalign(void** block, size_t alignment, size_t size) {
  note(CALL_HEAP, "posix_memalign");
  void* aligned = fails() ? NULL : counted(__libc_memalign(alignment, size));
  *block = aligned ? aligned : *block;
  return aligned ? 0 : ENOMEM;
}

IN_FRONT void free(void* block) {
  if (block) {
    note(CALL_HEAP, "free");
    atomic_fetch_sub(&n_blocks, 1);
    __libc_free(block);
  }
}

static void* function_behind(const char* name) {
  static void* library;
  library = library ? library : dlopen("libc.so.6", RTLD_LAZY);
  return dlsym(library, name);
}

/* Stands before a function with a fixed list of arguments. */
#define STAND_BEFORE(KIND, RESULT, NAME, PARAMETERS, ARGUMENTS) \
  IN_FRONT RESULT NAME PARAMETERS;                              \
  IN_FRONT RESULT NAME PARAMETERS {                             \
    static RESULT(*behind) PARAMETERS;                          \
    note(KIND, #NAME);                                          \
    if (!behind) {                                              \
      *(void**)&behind = function_behind(#NAME);                \
    }                                                           \
    return behind ARGUMENTS;                                    \
  }                                                             \
  _Static_assert(sizeof(void*) == sizeof(RESULT(*) PARAMETERS), "dlsym() needs that")

STAND_BEFORE(CALL_LOCK, int, pthread_mutex_lock, (pthread_mutex_t * mutex), (mutex));
STAND_BEFORE(CALL_LOCK, int, pthread_rwlock_rdlock, (pthread_rwlock_t * lock), (lock));
STAND_BEFORE(CALL_LOCK, int, pthread_rwlock_wrlock, (pthread_rwlock_t * lock), (lock));
STAND_BEFORE(CALL_LOCK, int, pthread_spin_lock, (pthread_spinlock_t * lock), (lock));
STAND_BEFORE(CALL_LOCK, int, pthread_join, (pthread_t thread, void** result), (thread, result));
STAND_BEFORE(CALL_LOCK, int, sem_wait, (sem_t * semaphore), (semaphore));

STAND_BEFORE(CALL_FILE, FILE*, fopen, (const char* path, const char* mode), (path, mode));
STAND_BEFORE(CALL_FILE, FILE*, fopen64, (const char* path, const char* mode), (path, mode));
STAND_BEFORE(CALL_FILE, int, fclose, (FILE * file), (file));
STAND_BEFORE(CALL_FILE, int, fflush, (FILE * file), (file));
STAND_BEFORE(CALL_FILE, size_t, fread, (void* data, size_t size, size_t n, FILE* file), (data, size, n, file));
STAND_BEFORE(CALL_FILE, size_t, fwrite, (const void* data, size_t size, size_t n, FILE* file), (data, size, n, file));
STAND_BEFORE(CALL_FILE, int, fputs, (const char* text, FILE* file), (text, file));
STAND_BEFORE(CALL_FILE, int, fputc, (int character, FILE* file), (character, file));
STAND_BEFORE(CALL_FILE, int, puts, (const char* text), (text));
STAND_BEFORE(CALL_FILE, int, putc, (int character, FILE* file), (character, file));
STAND_BEFORE(CALL_FILE, int, vfprintf, (FILE * file, const char* format, va_list arguments), (file, format, arguments));

/* Those with any number of arguments. The last are what the compiler makes of them with _FORTIFY_SOURCE. */
#define STAND_BEFORE_PRINT(NAME, PARAMETERS, FILE)   \
  IN_FRONT int NAME PARAMETERS;                      \
  IN_FRONT int NAME PARAMETERS {                     \
    va_list arguments;                               \
    note(CALL_FILE, #NAME);                          \
    va_start(arguments, format);                     \
    const int n = vfprintf(FILE, format, arguments); \
    va_end(arguments);                               \
    return n;                                        \
  }                                                  \
  _Static_assert(CALL_FILE < CALL_KINDS, "it is one")

STAND_BEFORE_PRINT(printf, (const char* format, ...), stdout);
STAND_BEFORE_PRINT(fprintf, (FILE * file, const char* format, ...), file);
STAND_BEFORE_PRINT(__printf_chk, (int flag, const char* format, ...), ((void)flag, stdout));
STAND_BEFORE_PRINT(__fprintf_chk, (FILE * file, int flag, const char* format, ...), ((void)flag, file));

// NOLINTEND(readability-inconsistent-declaration-parameter-name,bugprone-macro-parentheses)
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

#endif
