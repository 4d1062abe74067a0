/*
 * Knobs of libraries that stand in for those of vendors. Each knob is a variable of the environment, read when a function
 * is called, and a macro of the same name without its prefix, which is what it is without the variable.
 */
#ifndef FAKE_H
#define FAKE_H

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((unused)) static long long fake_number(const char *variable, long long otherwise) {
  const char *value = getenv(variable);
  return value ? strtoll(value, NULL, 0) : otherwise;
}

__attribute__((unused)) static const char *fake_text(const char *variable, const char *otherwise) {
  const char *value = getenv(variable);
  return value ? value : otherwise;
}

/* As libraries do it: no further than the buffer, and always with a NUL. */
__attribute__((unused)) static void fake_copy(char *to, const char *from, unsigned length) {
  strncpy(to, from, length - 1);
  to[length - 1] = 0;
}

__attribute__((unused)) static void fake_hang(void) {
  for (;;) {
    pause();
  }
}

#endif
