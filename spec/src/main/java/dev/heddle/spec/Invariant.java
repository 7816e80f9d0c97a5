package dev.heddle.spec;

/** Placeholder. */
public enum Invariant {
  S1,
  S2,
  S3,
  S4,
  S5,
  S6,
  S8,
  L1,
  L2,
  L4
}
