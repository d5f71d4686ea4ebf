// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "tests/lv2/suite.h"

#include "common/lv2/families.h"

#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { TEXT_SIZE = 1024, CHECK_SECONDS = 60 };

/* One test of one variant. */
typedef struct {
  const Subject* subject;
  const SuiteTest* test;
} Case;

/* What a check's process tells the one that waits for it. */
typedef struct {
  char note[TEXT_SIZE];
  char failure[TEXT_SIZE];
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
  static char path[TEXT_SIZE];
  snprintf(path, sizeof(path), "%s/signalbox.lv2", environment("SIGNALBOX_LV2_DIR"));
  return path;
}

void suite_source(const char* file, char path[4096]) {
  snprintf(path, 4096, "%s/%s", environment("SIGNALBOX_TOP"), file);
}

void suite_note(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(report->note, TEXT_SIZE, format, arguments);
  va_end(arguments);
}

void suite_fail(const char* format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(report->failure, TEXT_SIZE, format, arguments);
  va_end(arguments);
  _exit(1);
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

static void run_in_child(const Case* one) {
  let_crash();
  alarm(CHECK_SECONDS);
  if (!one->subject->plugin) {
    suite_fail("is not in the bundle %s", suite_bundle());
  }
  one->test->check(one->subject);
  exit(0);
}

static void run_case(void** state) {
  const Case* one = (const Case*)*state;
  *report = (Report){{0}, {0}};
  fflush(NULL);
  const pid_t child = fork();
  if (child < 0) {
    fail_msg("%s: cannot start a process for the check", one->subject->name);
  }
  if (child == 0) {
    run_in_child(one);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFSIGNALED(status)) {
    const bool hung = WTERMSIG(status) == SIGALRM;
    snprintf(report->failure, TEXT_SIZE, "%s (%s)", hung ? "did not come to an end" : "crashed",
             strsignal(WTERMSIG(status)));
  } else if (WEXITSTATUS(status) && !report->failure[0]) {
    snprintf(report->failure, TEXT_SIZE, "ended with status %d", WEXITSTATUS(status));
  }
  if (report->failure[0]) {
    fail_msg("%s: %s%s%s", one->subject->name, report->note, report->note[0] ? ": " : "", report->failure);
  }
}

static Subject* list_subjects(Host* host, size_t* n_subjects) {
  *n_subjects = 0;
  for (unsigned f = 0; f < n_families; ++f) {
    *n_subjects += families[f]->n_variants;
  }
  Subject* subjects = (Subject*)calloc(*n_subjects, sizeof(Subject));
  Subject* subject = subjects;
  for (unsigned f = 0; subjects && f < n_families; ++f) {
    const PortFamily* family = families[f];
    for (unsigned v = 0; v < family->n_variants; ++v, ++subject) {
      const PortVariant* variant = &family->variants[v];
      *subject = (Subject){.name = variant->uri + strlen(SIGNALBOX_URI),
                           .family = family,
                           .variant = variant,
                           .n_ports = ports_count(family, variant),
                           .host = host,
                           .plugin = host_plugin(host, variant->uri, NULL)};
      subject->ports = (Port*)calloc(subject->n_ports, sizeof(Port));
      if (!subject->ports) {
        give_up("There is not enough memory for the port tables.");
      }
      ports_list(family, variant, subject->ports);
    }
  }
  return subjects;
}

static int run_cases(const Subject* subjects, size_t n_subjects, const SuiteTest* tests, size_t n_tests) {
  const size_t n_cases = n_subjects * n_tests;
  Case* cases = (Case*)calloc(n_cases, sizeof(Case));
  struct CMUnitTest* units = (struct CMUnitTest*)calloc(n_cases, sizeof(struct CMUnitTest));
  char(*names)[TEXT_SIZE] = (char(*)[TEXT_SIZE])calloc(n_cases, TEXT_SIZE);
  if (!cases || !units || !names) {
    give_up("There is not enough memory for the tests.");
  }
  for (size_t i = 0; i < n_cases; ++i) {
    cases[i] = (Case){&subjects[i / n_tests], &tests[i % n_tests]};
    snprintf(names[i], TEXT_SIZE, "%s %s", cases[i].subject->name, cases[i].test->name);
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
  report = shared_report();
  size_t n_subjects;
  Subject* subjects = list_subjects(host, &n_subjects);
  const int status = run_cases(subjects, n_subjects, tests, n_tests);
  for (size_t i = 0; i < n_subjects; ++i) {
    free(subjects[i].ports);
  }
  free(subjects);
  munmap(report, sizeof(Report));
  host_close(host);
  return status;
}
