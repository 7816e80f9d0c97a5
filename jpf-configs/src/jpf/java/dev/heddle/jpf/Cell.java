package dev.heddle.jpf;

import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;

/**
 * One memory cell of the program under exploration.
 *
 * @param owner the object, class or array that holds it
 * @param field the field, or null for an array element
 * @param index the index of the element, 0 for a field
 */
record Cell(ElementInfo owner, FieldInfo field, int index) {

  /** The cell's type as the first character of its descriptor, arrays being references: L. */
  char type() {
    char c = (field != null ? field.getSignature() : owner.getArrayType()).charAt(0);
    return c == '[' ? 'L' : c;
  }

  /** True if both denote the same memory, also across versions of the owner. */
  boolean sameAs(Cell other) {
    return field == other.field
        && index == other.index
        && owner.getObjectRef() == other.owner.getObjectRef();
  }

  /** The value's bits: numbers sign-extended, references as JPF's object number (0 is null). */
  long read() {
    if (field != null) {
      return field.getStorageSize() == 2 ? owner.get2SlotField(field) : owner.get1SlotField(field);
    }
    return switch (type()) {
      case 'I' -> owner.getIntElement(index);
      case 'J' -> owner.getLongElement(index);
      case 'L' -> owner.getReferenceElement(index);
      case 'Z' -> owner.getBooleanElement(index) ? 1 : 0;
      case 'B' -> owner.getByteElement(index);
      case 'S' -> owner.getShortElement(index);
      case 'C' -> owner.getCharElement(index);
      default -> throw new UnsupportedOperationException("element type " + owner.getArrayType());
    };
  }

  /** Writes the value's bits, so that JPF restores the old ones when it backtracks. */
  void write(long bits) {
    ElementInfo target = owner.getModifiableInstance();
    if (field == null) {
      writeElement(target, bits);
    } else if (field.isReference()) {
      target.setReferenceField(field, (int) bits);
    } else if (field.getStorageSize() == 2) {
      target.set2SlotField(field, bits);
    } else {
      target.set1SlotField(field, (int) bits);
    }
  }

  private void writeElement(ElementInfo target, long bits) {
    switch (type()) {
      case 'I' -> target.setIntElement(index, (int) bits);
      case 'J' -> target.setLongElement(index, bits);
      case 'L' -> target.setReferenceElement(index, (int) bits);
      case 'Z' -> target.setBooleanElement(index, bits != 0);
      case 'B' -> target.setByteElement(index, (byte) bits);
      case 'S' -> target.setShortElement(index, (short) bits);
      case 'C' -> target.setCharElement(index, (char) bits);
      default -> throw new UnsupportedOperationException("element type " + owner.getArrayType());
    }
  }

  /** {@code RunQueue.head} or {@code Object[2]}. */
  @Override
  public String toString() {
    return field == null
        ? Names.elementType(owner) + "[" + index + "]"
        : Names.simple(field.getClassInfo().getName()) + "." + field.getName();
  }
}
