// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/suite.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { CHECK_SECONDS = 60, PATIENCE = 10, EXIT_FAILED = 1, EXIT_SKIPPED = 77 };

/* One test of one variant. */
typedef struct {
  const Subject* subject;
  const SuiteTest* test;
} Case;

/* What a check's process tells the one that waits for it. */
typedef struct {
  char note[SUITE_TEXT_SIZE / 4];
  char text[SUITE_TEXT_SIZE / 2];
} Report;

static Report* report;  // shared with the process of a check

static void give_up(const char* text) {
  fprintf(stderr, "%s\n", text);
  exit(2);
}

static const char* environment(const char* name) {
  const char* value = getenv(name);
  if (!value) {
    fprintf(stderr, "%s is not set; run this test with ./waf test, or set it as common/waf/bundle.py does.\n", name);
    exit(2);
  }
  return value;
}

const char* suite_bundle(void) {
  static char path[4096];
  snprintf(path, sizeof(path), "%s/signalbox.lv2", environment("SIGNALBOX_LV2_DIR"));
  return path;
}

void suite_source(const char* file, char path[4096]) {
  snprintf(path, 4096, "%s/%s", environment("SIGNALBOX_TOP"), file);
}

void suite_built(const char* file, char path[4096]) {
  snprintf(path, 4096, "%s/%s", environment("SIGNALBOX_BUILD"), file);
}

void suite_note(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(report->note, sizeof(report->note), format, arguments);
  va_end(arguments);
}

void suite_fail(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(report->text, sizeof(report->text), format, arguments);
  va_end(arguments);
  _exit(EXIT_FAILED);
}

void suite_skip(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(report->text, sizeof(report->text), format, arguments);
  va_end(arguments);
  _exit(EXIT_SKIPPED);
}

Instance* suite_instance(const Subject* subject, double rate_hz, uint32_t max_frames) {
  HostError error;
  Instance* instance = instance_new(subject->host, subject->uri, rate_hz, max_frames, &error);
  CHECK(instance, "%s", error.text);
  return instance;
}

unsigned suite_rounds(unsigned rounds) {
  const char* effort = getenv("SIGNALBOX_EFFORT");
  char* end = NULL;
  const double factor = effort ? strtod(effort, &end) : 1.0;
  if (effort && (end == effort || *end || !(factor > 0.0))) {
    give_up("SIGNALBOX_EFFORT is not a number above 0.");
  }
  const double scaled = (double)rounds * factor;
  return scaled >= 1.0 ? (unsigned)fmin(scaled, 1e9) : 1;
}

/* Memory that stays shared after fork(). */
static Report* shared_report(void) {
  FILE* file = tmpfile();
  if (!file || ftruncate(fileno(file), sizeof(Report))) {
    give_up("Cannot make a temporary file; is there space in /tmp?");
  }
  void* memory = mmap(NULL, sizeof(Report), PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
  fclose(file);
  if (memory == MAP_FAILED) {
    give_up("Cannot map a temporary file into memory.");
  }
  return (Report*)memory;
}

/* cmocka catches what a crash raises, and would go on with the other tests in the process that crashed. */
static void let_crash(void) {
  static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
  for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); ++i) {
    signal(signals[i], SIG_DFL);
  }
}

/* Stops this process when it has computed for too long, or, where it only waits, when far more has gone by than a busy
   machine would take for as much. */
static void limit(unsigned seconds) {
  setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds + 1});
  alarm(PATIENCE * seconds);
}

static _Noreturn void run_in_child(const Subject* subject, void (*check)(const Subject*), unsigned seconds) {
  let_crash();
  limit(seconds);
  if (!subject->plugin) {
    suite_fail("is not in the bundle %s", suite_bundle());
  }
  check(subject);
  exit(0);
}

/* What became of a process, with what it has reported in words. */
static SuiteVerdict judge(int status, char text[SUITE_TEXT_SIZE]) {
  if (!WIFSIGNALED(status) && WEXITSTATUS(status) == EXIT_SKIPPED && report->text[0]) {
    snprintf(text, SUITE_TEXT_SIZE, "%s", report->text);
    return SUITE_SKIPPED;
  }
  if (WIFSIGNALED(status)) {
    const bool hung = WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGXCPU;
    snprintf(report->text, sizeof(report->text), "%s (%s)", hung ? "did not come to an end" : "crashed",
             strsignal(WTERMSIG(status)));
  } else if (WEXITSTATUS(status) && !report->text[0]) {
    snprintf(report->text, sizeof(report->text), "ended with status %d", WEXITSTATUS(status));
  }
  snprintf(text, SUITE_TEXT_SIZE, "%s%s%s", report->note, report->note[0] ? ": " : "", report->text);
  return report->text[0] ? SUITE_FAILED : SUITE_PASSED;
}

SuiteVerdict suite_try(const Subject* subject, void (*check)(const Subject* subject), unsigned seconds,
                       char text[SUITE_TEXT_SIZE]) {
  report = report ? report : shared_report();
  *report = (Report){{0}, {0}};
  fflush(NULL);
  const pid_t child = fork();
  if (child < 0) {
    give_up("A process for the check cannot be started.");
  }
  if (child == 0) {
    run_in_child(subject, check, seconds);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return judge(status, text);
}

static void run_case(void** state) {
  const Case* one = (const Case*)*state;
  char text[SUITE_TEXT_SIZE];
  const SuiteVerdict verdict = suite_try(one->subject, one->test->check, CHECK_SECONDS, text);
  if (verdict == SUITE_FAILED) {
    fail_msg("%s: %s", one->subject->name, text);
  }
  if (verdict == SUITE_SKIPPED) {
    skip();
  }
}

static int run_cases(const Subject* subjects, size_t n_subjects, const SuiteTest* tests, size_t n_tests) {
  const size_t n_cases = n_subjects * n_tests;
  Case* cases = (Case*)calloc(n_cases, sizeof(Case));
  struct CMUnitTest* units = (struct CMUnitTest*)calloc(n_cases, sizeof(struct CMUnitTest));
  char(*names)[SUITE_TEXT_SIZE] = (char(*)[SUITE_TEXT_SIZE])calloc(n_cases, SUITE_TEXT_SIZE);
  if (!cases || !units || !names) {
    give_up("There is not enough memory for the tests.");
  }
  for (size_t i = 0; i < n_cases; ++i) {
    cases[i] = (Case){&subjects[i / n_tests], &tests[i % n_tests]};
    snprintf(names[i], SUITE_TEXT_SIZE, "%s %s", cases[i].subject->name, cases[i].test->name);
    units[i] = (struct CMUnitTest){.name = names[i], .test_func = run_case, .initial_state = &cases[i]};
  }
  const int n_failed = _cmocka_run_group_tests("variants", units, n_cases, NULL, NULL);
  free(names);
  free(units);
  free(cases);
  return n_failed ? 1 : 0;
}

int suite_run(const SuiteTest* tests, size_t n_tests) {
  HostError error;
  Host* host = host_open(suite_bundle(), &error);
  if (!host) {
    give_up(error.text);
  }
  size_t n_subjects;
  Subject* subjects = subjects_new(host, &n_subjects);
  if (!subjects) {
    give_up("There is not enough memory for the port tables.");
  }
  const int status = run_cases(subjects, n_subjects, tests, n_tests);
  subjects_free(subjects, n_subjects);
  host_close(host);
  return status;
}
