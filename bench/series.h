/* A series of measurements and how it is printed: least, median, mean, p99, most. */
#ifndef SERIES_H
#define SERIES_H
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  const char *name;
  double *values;
  int n;
} series;

static series new_series(const char *name, int most) {
  return (series){name, malloc(sizeof(double) * most), 0};
}

static void add(series *s, double value) {
  s->values[s->n++] = value;
}

static int ascending(const void *a, const void *b) {
  double x = *(double *)a, y = *(double *)b;
  return x < y ? -1 : x > y;
}

static void print_series(series *s) {
  if (!s->n) {
    printf(",\"%s\":null", s->name);
    return;
  }
  double sum = 0, *a = s->values;
  qsort(a, s->n, sizeof *a, ascending);
  for (int i = 0; i < s->n; i++)
    sum += a[i];
  printf(",\"%s\":{\"n\":%d,\"min\":%.2f,\"p50\":%.2f,\"mean\":%.2f,\"p99\":%.2f,\"max\":%.2f}", s->name, s->n, a[0],
         a[s->n / 2], sum / s->n, a[(int)((s->n - 1) * 0.99)], a[s->n - 1]);
}
#endif
