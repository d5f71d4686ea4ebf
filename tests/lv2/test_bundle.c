// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* The bundle as a whole: what tools and lilv think of it, what it holds and what its shared objects take. */

#include "common/host/instance.h"
#include "common/ports/families.h"
#include "tests/lv2/suite.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { OUTPUT_SIZE = 1 << 16 };

/* What a command prints on both of its channels; its exit status. */
static int command_output(const char* command, char out[OUTPUT_SIZE]) {
  FILE* pipe = popen(command, "r");
  assert_non_null(pipe);
  const size_t n = fread(out, 1, OUTPUT_SIZE - 1, pipe);
  out[n] = '\0';
  return pclose(pipe);
}

static void test_holds_the_variants_of_the_tables_and_no_other(void** state) {
  (void)state;
  HostError error;
  Host* host = host_open(suite_bundle(), &error);
  if (!host) {
    fail_msg("%s", error.text);
  }
  unsigned n_expected = 0;
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v, ++n_expected) {
      const char* uri = families[f]->variants[v].uri;
      assert_int_equal(strncmp(uri, SIGNALBOX_URI, strlen(SIGNALBOX_URI)), 0);
      if (!host_plugin(host, uri, &error)) {
        fail_msg("%s", error.text);
      }
    }
  }
  unsigned n_found = 0;
  for (const char* const* uri = host_plugins(host, ""); *uri; ++uri) {
    ++n_found;
  }
  assert_int_equal(n_found, n_expected);
  host_close(host);
}

static void test_titles_are_unique(void** state) {
  (void)state;
  const char* titles[256];
  unsigned n = 0;
  for (unsigned f = 0; f < n_families; ++f) {
    for (unsigned v = 0; v < families[f]->n_variants; ++v) {
      assert_in_range(n, 0, 255);
      titles[n] = families[f]->variants[v].title;
      for (unsigned i = 0; i < n; ++i) {
        assert_string_not_equal(titles[i], titles[n]);
      }
      ++n;
    }
  }
}

static void test_is_valid_by_lv2_validate(void** state) {
  (void)state;
  static char command[4096];
  static char out[OUTPUT_SIZE];
  snprintf(command, sizeof(command), "lv2_validate '%s'/*.ttl 2>&1", suite_bundle());
  const int status = command_output(command, out);
  if (status || !strstr(out, "Found 0 errors")) {
    fail_msg("lv2_validate says:\n%s", out);
  }
}

/* Opens the bundle and every plugin of it with stderr going to a file. */
static void open_everything(void) {
  HostError error;
  Host* host = host_open(suite_bundle(), &error);
  if (!host) {
    fail_msg("%s", error.text);
  }
  for (const char* const* uri = host_plugins(host, ""); *uri; ++uri) {
    Instance* instance = instance_new(host, *uri, 48000.0, 64, &error);
    if (!instance) {
      fail_msg("%s", error.text);
    }
    instance_run(instance, 64);
    instance_free(instance);
  }
  host_close(host);
}

static void test_lilv_has_nothing_to_warn_of(void** state) {
  (void)state;
  static char out[OUTPUT_SIZE];
  FILE* file = tmpfile();
  assert_non_null(file);
  fflush(stderr);
  const int saved = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  open_everything();
  fflush(stderr);
  dup2(saved, STDERR_FILENO);
  close(saved);
  rewind(file);
  out[fread(out, 1, OUTPUT_SIZE - 1, file)] = '\0';
  fclose(file);
  assert_string_equal(out, "");
}

/* What the objects may take from elsewhere: memory, strings and mathematics of the C library, and what the compiler
   adds to every object. Nothing that waits, prints, or opens a file. */
static const char imports[] =
  " calloc free memcmp memcpy memmove memset strcmp ceil ceilf cos cosf exp exp2 exp2f expf expm1 floor floorf"
  " fmax fmaxf fmin fminf fmod fmodf log log10 log10f log2 log2f logf lround lroundf malloc pow powf round roundf"
  " sin sincos sincosf sinf sqrt sqrtf tan tanf tanh tanhf _ITM_deregisterTMCloneTable _ITM_registerTMCloneTable"
  " __cxa_finalize __gmon_start__ __stack_chk_fail ";

/* A symbol as nm prints it, with its version behind an @. */
static bool is_allowed(const char* symbol) {
  char word[256];
  snprintf(word, sizeof(word), " %.*s ", (int)strcspn(symbol, "@"), symbol);
  return strstr(imports, word) != NULL;
}

/* With other compilers, and with sanitizers, come other helpers. */
#if SANITIZED || defined(__clang__)
enum { HAS_OTHER_HELPERS = true };
#else
enum { HAS_OTHER_HELPERS = false };
#endif

static void test_objects_take_nothing_that_may_wait(void** state) {
  (void)state;
  static char out[OUTPUT_SIZE];
  if (HAS_OTHER_HELPERS) {
    skip();
  }
  for (unsigned f = 0; f < n_families; ++f) {
    char command[4096];
    snprintf(command, sizeof(command), "nm -D --undefined-only --format=just-symbols '%s/%s.so' 2>&1", suite_bundle(),
             families[f]->name);
    assert_int_equal(command_output(command, out), 0);
    assert_string_not_equal(out, "");
    char* rest = out;
    for (const char* symbol = strtok_r(out, "\n", &rest); symbol; symbol = strtok_r(NULL, "\n", &rest)) {
      if (!is_allowed(symbol)) {
        fail_msg("%s.so takes %s from elsewhere", families[f]->name, symbol);
      }
    }
  }
}

/* The windows are an object of their own, which hosts load when one is opened: what it shows, and the libraries that it
   needs beside those of C. */
static void test_windows_show_one_symbol_and_need_two_libraries(void** state) {
  (void)state;
  static char out[OUTPUT_SIZE];
  char command[4096];
  snprintf(command, sizeof(command), "nm -D --defined-only --format=just-symbols '%s/signalbox_ui.so' 2>&1",
           suite_bundle());
  assert_int_equal(command_output(command, out), 0);
  assert_string_equal(out, "lv2ui_descriptor\n");
  snprintf(
    command, sizeof(command),
    "objdump -p '%s/signalbox_ui.so' | sed -n 's/^ *NEEDED *//p' | grep -Ev '^lib(c|m|asan|ubsan|tsan|gcc_s)\\.so' | "
    "sort",
    suite_bundle());
  assert_int_equal(command_output(command, out), 0);
  assert_string_equal(out, "libcairo.so.2\nlibxcb.so.1\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_holds_the_variants_of_the_tables_and_no_other),
    cmocka_unit_test(test_titles_are_unique),
    cmocka_unit_test(test_is_valid_by_lv2_validate),
    cmocka_unit_test(test_lilv_has_nothing_to_warn_of),
    cmocka_unit_test(test_objects_take_nothing_that_may_wait),
    cmocka_unit_test(test_windows_show_one_symbol_and_need_two_libraries),
  };
  return cmocka_run_group_tests_name("bundle", tests, NULL, NULL);
}
