/*
 * A library that does what none should. The variable FAKE_ROGUE says what, while it is loaded:
 *
 *   hang       never returns
 *   abort      ends the process with SIGABRT
 *   crash      writes where it must not
 *   close      closes the standard output, and never returns
 *   flood      prints without end
 *   garbage    prints lines like those of answers, then ends the process
 *   leave      starts a process that keeps the standard output, then ends its own
 *
 * Otherwise it is loaded, and has no function.
 */
#include "fake.h"

#include <stdio.h>

__attribute__((constructor)) static void rogue(void) {
  const char *what = fake_text("FAKE_ROGUE", "");
  if (!strcmp(what, "hang")) {
    fake_hang();
  } else if (!strcmp(what, "abort")) {
    abort();
  } else if (!strcmp(what, "crash")) {
    *(volatile int *)8 = 0;
  } else if (!strcmp(what, "close")) {
    close(1);
    fake_hang();
  } else if (!strcmp(what, "flood")) {
    for (;;) {
      puts("0123456789012345678901234567890123456789012345678901234567890123456789");
    }
  } else if (!strcmp(what, "garbage")) {
    fputs("no newline\n@gpu begin libcuda\n@gpu status GREAT\n@gpu end libcuda\n@gpu begin\n\xff\xfe", stdout);
    fflush(stdout);
    fputs("first words\nmore", stderr);
    _exit(3);
  } else if (!strcmp(what, "leave")) {
    if (fork() == 0) {
      setsid();
      sleep(10);
    }
    _exit(0);
  }
}
