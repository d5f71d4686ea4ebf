// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

/* System calls are noticed by the kernel itself (seccomp), so none goes unseen, however it is made. */

#include "tests/faults/calls.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

static void (*report_call)(int number);

static void on_signal(int signal_number, siginfo_t* info, void* context) {
  (void)signal_number;
  (void)context;
  report_call(info->si_syscall);
}

bool calls_forbid_system(void (*on_call)(int number)) {
  static struct sock_filter rules[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_write, 2, 0),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_exit_group, 1, 0),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const struct sock_fprog program = {.len = sizeof(rules) / sizeof(rules[0]), .filter = rules};
  struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
  report_call = on_call;
  return !sigaction(SIGSYS, &action, NULL) && !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) &&
         !prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
