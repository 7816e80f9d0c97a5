package dev.heddle.weak;

import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/** Runs. */
public final class WeakMemory {
  private WeakMemory() {}

  public static void main(String[] args) throws Exception {
    Options options = new Options(args);
    options.parse();
    new JCStress(options).run();
  }
}
