// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: ISC

#include "common/demo/voice.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

/* Runs espeak-ng, which writes the file. */
static bool speak(const char* text, const char* path) {
  char* copies[2] = {strdup(path), strdup(text)};
  char* const arguments[] = {"espeak-ng", "-s", "140", "-w", copies[0], "--", copies[1], NULL};
  pid_t process;
  int status = -1;
  const bool started = copies[0] && copies[1] &&
                       posix_spawnp(&process, arguments[0], NULL, NULL, arguments, environ) == 0;
  const bool ended = started && waitpid(process, &status, 0) == process;
  free(copies[0]);
  free(copies[1]);
  return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Wav* voice_new(const char* text, HostError* error) {
  char path[] = "/tmp/signalbox-voice-XXXXXX";
  const int file = mkstemp(path);
  if (file < 0) {
    host_fail(error, "Cannot make a file for a voice in /tmp: is the disk full?");
    return NULL;
  }
  close(file);
  Wav* voice = NULL;
  if (speak(text, path)) {
    voice = wav_load(path, error);
  } else {
    host_fail(error, "espeak-ng does not speak: install the Debian package espeak-ng, whose voice the demo plays.");
  }
  remove(path);
  return voice;
}
