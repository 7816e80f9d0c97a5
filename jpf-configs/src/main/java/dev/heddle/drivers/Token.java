package dev.heddle.drivers;

/** A task of a driver: counts how often it is run, and fails at once if that is too often. */
public final class Token implements Runnable {
  /** For pictures. */
  public final String name;

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
    int now;
    synchronized (this) {
      now = ++runs;
    }
    if (now > 1) {
      throw new AssertionError("S2: " + name + " was run twice");
    }
  }

  /** How often it was run. */
  public synchronized int runs() {
    return runs;
  }

  /** Fails unless every token was run. */
  public static void allRan(Token[] tokens) {
    for (Token token : tokens) {
      if (token.runs() != 1) {
        throw new AssertionError("S1: " + token.name + " was lost");
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
