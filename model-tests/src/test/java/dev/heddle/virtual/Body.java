package dev.heddle.virtual;

/** What a thread does, if it may throw. */
interface Body {
  /** Does it. */
  void run() throws Exception;

  /** Does it where nothing checked may be thrown. */
  static void call(Body body) {
    try {
      body.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
