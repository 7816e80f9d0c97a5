/** The Heddle scheduler kernel. */
module dev.heddle.kernel {
  requires org.jctools.core.jdk11;

  exports dev.heddle.kernel;
  exports dev.heddle.kernel.embed;
  exports dev.heddle.kernel.io;
  exports dev.heddle.kernel.sync;
}
