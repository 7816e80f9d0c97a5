package dev.heddle.drivers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A task of a driver: counts how often it is run, and fails at once if that is too often. */
public final class Token implements Runnable {
  private static final VarHandle RUNS;

  static {
    try {
      RUNS = MethodHandles.lookup().findVarHandle(Token.class, "runs", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** For pictures. */
  public final String name;

  @SuppressWarnings("unused") // RUNS
  private int runs;

  /**
   * @param number from 1 on
   */
  public Token(int number) {
    name = "t" + number;
  }

  /** Tokens t1 to tn. */
  public static Token[] make(int n) {
    Token[] tokens = new Token[n];
    for (int i = 0; i < n; i++) {
      tokens[i] = new Token(i + 1);
    }
    return tokens;
  }

  @Override
  public void run() {
    // One access, so that the count itself adds a single point to the exploration.
    if ((int) RUNS.getAndAdd(this, 1) > 0) {
      throw new AssertionError("S2: " + name + " was run twice");
    }
  }

  /** How often it was run. */
  public int runs() {
    return (int) RUNS.getVolatile(this);
  }

  /** Fails unless every token was run. */
  public static void allRan(Token[] tokens) {
    for (Token token : tokens) {
      int runs = token.runs();
      if (runs != 1) {
        throw new AssertionError(
            runs == 0 ? "S1: " + token.name + " was lost" : "S2: " + token.name + " was run twice");
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
