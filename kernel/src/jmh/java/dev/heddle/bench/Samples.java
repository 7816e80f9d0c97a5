package dev.heddle.bench;

import java.util.Arrays;

/** One cell of the table: what each round measured, in ns per operation. */
final class Samples {
  private double[] values = {};

  void add(double value) {
    values = Arrays.copyOf(values, values.length + 1);
    values[values.length - 1] = value;
    Arrays.sort(values);
  }

  boolean isEmpty() {
    return values.length == 0;
  }

  /** The lower one, if there are two. */
  double median() {
    return values[(values.length - 1) / 2];
  }

  /** Half the distance between the least and the greatest, in percent of the median. */
  double spread() {
    return 50 * (values[values.length - 1] - values[0]) / median();
  }
}
