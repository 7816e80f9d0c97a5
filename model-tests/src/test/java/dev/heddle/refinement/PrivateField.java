package dev.heddle.refinement;

import java.lang.reflect.Field;

/** A field of the kernel that no method shows: what a refinement map must see all the same. */
final class PrivateField {
  private final Field field;

  /**
   * @param owner the simple name of a class of the kernel
   */
  PrivateField(String owner, String name) {
    try {
      field = Class.forName("dev.heddle.kernel." + owner).getDeclaredField(name);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("the kernel has changed: " + e.getMessage(), e);
    }
    field.setAccessible(true);
  }

  Object of(Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  int number(Object object) {
    return (int) of(object);
  }

  boolean is(Object object) {
    return (boolean) of(object);
  }
}
